/** `default` keeps data through a power cut; `test` is for clusters that are thrown away. */
export type PostgresProfile = 'default' | 'test';

const MEBIBYTE = 1024 * 1024;
const SHARED_BUFFERS_CAP_MB = 2048;
const SHARED_BUFFERS_FLOOR_MB = 128;

/** A quarter of the machine's memory, between 128 MB and 2 GB. */
function sharedBuffers(memoryBytes: number): string {
  const quarter = Math.floor(memoryBytes / 4 / MEBIBYTE);
  return `${Math.min(Math.max(quarter, SHARED_BUFFERS_FLOOR_MB), SHARED_BUFFERS_CAP_MB)}MB`;
}

const COMMON = {
  listen_addresses: '127.0.0.1',
  // Socket paths are limited to about 100 bytes and data directories are not: TCP only.
  unix_socket_directories: '',
  max_connections: '100',
  password_encryption: 'scram-sha-256',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
} as const;

/** Server settings by profile. Those of `default` are the ones that paid in the measurements. */
export function settingsFor(profile: PostgresProfile, memoryBytes: number): Record<string, string> {
  if (profile === 'test') {
    return {
      ...COMMON,
      shared_buffers: `${SHARED_BUFFERS_FLOOR_MB}MB`,
      max_wal_size: '1GB',
      fsync: 'off',
      full_page_writes: 'off',
    };
  }
  return {
    ...COMMON,
    shared_buffers: sharedBuffers(memoryBytes),
    max_wal_size: '4GB',
    // pglz, the one method that every build offers; full-page images shrink about 2.5-fold.
    wal_compression: 'on',
  };
}

/** The text of a configuration file: every value quoted, quotes doubled. */
export function configurationText(settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(([name, value]) => {
    if (!/^[a-z_][a-z0-9_.]*$/i.test(name) || /[\r\n]/.test(value)) {
      throw new RangeError(`not a PostgreSQL setting: ${name}`);
    }
    return `${name} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  });
  return `# Written anew at every start.\n${lines.join('\n')}\n`;
}
