import { LedgerTables1700000001000 } from './1700000001000-ledger-tables';
import { LedgerGate1700000002000 } from './1700000002000-ledger-gate';
import { AccountStates1700000008000 } from './1700000008000-account-states';
import { SourcesGivenBack1700000011000 } from './1700000011000-sources-given-back';
import { SourceNames1700000011010 } from './1700000011010-source-names';

export const ledgerMigrations = [
  LedgerTables1700000001000,
  LedgerGate1700000002000,
  AccountStates1700000008000,
  SourcesGivenBack1700000011000,
  SourceNames1700000011010,
];
