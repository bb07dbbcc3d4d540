export { BinaryCopy } from './binary-copy';
export { FixedRows } from './fixed-rows';
export {
  connect,
  type ConnectOptions,
  ensureServiceLogin,
  migrate,
  migrateDown,
  requireWeakRole,
} from './connect';
export { Database, sqlState } from './database';
export { outageOf } from './outage';
export type { Reader } from './reader';
export { Transaction, type Statement } from './transaction';
export { platformMigrations } from './migrations/index';
export {
  bodyHash,
  claimRequests,
  idempotencyConflict,
  type KeyedRequest,
  refusalFromJson,
  refusalToJson,
  type Remembered,
  rememberOutcomes,
} from './request-memory';
export {
  EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  errorCode,
  freePort,
  isAlive,
  isPortFree,
  type LockOptions,
  type PostgresProfile,
  waitUntilGone,
  withDirectoryLock,
} from './embedded/index';
