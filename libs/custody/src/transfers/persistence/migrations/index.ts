import { TrustedAccountsAndTransfers1700000008500 } from './1700000008500-trusted-accounts-and-transfers';

export const transferMigrations = [TrustedAccountsAndTransfers1700000008500];
