import { SalesAndCash1700000012100 } from './1700000012100-sales-and-cash';

export const marketMigrations = [SalesAndCash1700000012100];
