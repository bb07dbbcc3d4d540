import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { EmbeddedPostgres, ensureServiceLogin, migrate } from '@carbon/database';
import type { OnProgress } from '@carbon/kernel';
import { EmbeddedChain } from '@carbon/transparency';
import { Client } from 'pg';
import { allMigrations } from './assembly';
import type { PlatformConfig } from './platform-config';
import { secretOf } from './secrets';

const DATABASE_NAME = 'carbon';
const SERVICE_LOGIN = 'carbon_service';

export interface DatabasePart {
  /** As the running application. */
  readonly url: string;
  readonly migrations: readonly string[];
  stop(): Promise<void>;
}

/** The database of the configuration, else one of our own in the data folder; its schema is brought up to date. */
export async function startDatabase(config: PlatformConfig, onProgress: OnProgress): Promise<DatabasePart> {
  if (config.DATABASE_URL !== undefined && config.DATABASE_OWNER_URL !== undefined) {
    const migrations = await migrate(config.DATABASE_OWNER_URL, allMigrations);
    return { url: config.DATABASE_URL, migrations, stop: () => Promise.resolve() };
  }
  const server = await EmbeddedPostgres.start({
    directory: join(config.CARBON_DATA, 'postgres'),
    onProgress,
  });
  const ownerUrl = await ownDatabase(server.superuserUrl);
  const migrations = await migrate(ownerUrl, allMigrations);
  const password = secretOf(config.CARBON_DATA, 'service-password', () =>
    randomBytes(24).toString('base64url'),
  );
  const url = await ensureServiceLogin(ownerUrl, SERVICE_LOGIN, password);
  return { url, migrations, stop: () => server.stop() };
}

async function ownDatabase(superuserUrl: string): Promise<string> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE_NAME]);
    if (rowCount === 0) await client.query(`create database ${DATABASE_NAME}`);
  } finally {
    await client.end();
  }
  const url = new URL(superuserUrl);
  url.pathname = `/${DATABASE_NAME}`;
  return url.toString();
}

export interface ChainPart {
  readonly rpcUrl: string;
  readonly chainId: number;
  /** Gives addresses coin, on a chain of our own. */
  readonly fund?: (addresses: readonly string[]) => Promise<void>;
  stop(): Promise<void>;
}

const PURSE_WEI = 10n ** 24n;

/** The chain of the configuration, else one of our own in the data folder. */
export async function startChain(config: PlatformConfig, onProgress: OnProgress): Promise<ChainPart> {
  if (config.CHAIN_RPC_URL !== undefined && config.CHAIN_ID !== undefined) {
    return { rpcUrl: config.CHAIN_RPC_URL, chainId: config.CHAIN_ID, stop: () => Promise.resolve() };
  }
  const chain = await EmbeddedChain.start({ directory: join(config.CARBON_DATA, 'chain'), onProgress });
  return {
    rpcUrl: chain.rpcUrl,
    chainId: chain.chainId,
    fund: async (addresses) => {
      for (const address of addresses) await chain.fund(address, PURSE_WEI);
    },
    stop: () => chain.stop(),
  };
}
