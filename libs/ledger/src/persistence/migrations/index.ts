import { LedgerTables1700000001000 } from './1700000001000-ledger-tables';
import { LedgerGate1700000002000 } from './1700000002000-ledger-gate';

export const ledgerMigrations = [LedgerTables1700000001000, LedgerGate1700000002000];
