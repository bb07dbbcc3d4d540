export type { Reader } from '@carbon/database';
export {
  ACCOUNT_STATES,
  type AccountState,
  type Act,
  actsOf,
  holderMayAct,
  type Side,
} from './domain/account-states';
export { accountNumber, checkDigits, isAccountNumber } from './domain/account-number';
export type {
  Cause,
  Command,
  ConvertCommand,
  EndCommand,
  HoldCommand,
  IssueCommand,
  LinkedCommands,
  Outcome,
  ReverseCommand,
  SerialRange,
  SimpleCommand,
  SourceRange,
  TransferCommand,
} from './domain/commands';
export { canonicalRecord, fastCanonicalRecord, type JournalRecord } from './domain/record';
export {
  ACCOUNT_KINDS,
  type AccountKind,
  INSTRUMENT_KINDS,
  type InstrumentKind,
  type Kind,
  KINDS,
  type Part,
  PARTS,
  SYSTEM_ACCOUNTS,
} from './domain/vocabulary';
export { AccountBody, accountBody } from './http/account-bodies';
export { AreSerials, IsAccountNumber, IsInstrumentCode, MoveReason, SerialsBody } from './http/fields';
export { isInstrumentSeen, isSeen, outsideWindow, type Seen, seenOf } from './http/seen';
export { findTransactionInReach } from './http/transaction-in-reach';
export { Ledger, MAX_BATCH } from './ledger';
export { accountInReach } from './persistence/account-in-reach';
export { LedgerModule } from './ledger.module';
export { LedgerWriter, type LedgerWriterOptions } from './ledger-writer';
export {
  blockAccounts,
  type ChangeCause,
  handOverAccounts,
  type HandOver,
  setAccountState,
  stateBefore,
  type StateChange,
  unblockAccount,
} from './persistence/account-changes';
export { ledgerMigrations } from './persistence/migrations/index';
export { defineInstrument, type NewInstrument, openAccounts } from './persistence/openings';
export { type AccountStateChange, readAccountStateChanges } from './persistence/read-account-changes';
export {
  type BalanceView,
  type HeldBlock,
  pageRequest,
  readBalance,
  readBalances,
  readBalancesAt,
  readBlocks,
  readStatement,
  type StatementLine,
} from './persistence/read-balances';
export {
  type AccountView,
  type InstrumentView,
  readAccount,
  readAccountsOf,
  readInstrument,
  readInstruments,
  readSupply,
  type Supply,
} from './persistence/read-directory';
export {
  type JournalEntry,
  readJournal,
  readJournalByIds,
  readTransaction,
} from './persistence/read-journal';
export { type GivenBack, releaseSources } from './persistence/release-sources';
export { freeSourceRanges, type SourceHolding, sourceHoldings } from './persistence/source-holdings';
export { type SerialTrace, traceSerial } from './persistence/trace-serial';
