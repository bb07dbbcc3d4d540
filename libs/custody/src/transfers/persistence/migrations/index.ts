import { TrustedAccountsAndTransfers1700000008500 } from './1700000008500-trusted-accounts-and-transfers';
import { SchemeDetails1700000010010 } from './1700000010010-scheme-details';

export const transferMigrations = [TrustedAccountsAndTransfers1700000008500, SchemeDetails1700000010010];
