export { EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres';
export { type PostgresProfile } from './postgres-settings';
export { type LockOptions, withDirectoryLock } from './directory-lock';
export { isAlive, waitUntilGone } from './process-life';
export { errorCode } from './error-code';
export { freePort, isPortFree } from './free-port';
