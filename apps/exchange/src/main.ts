import 'reflect-metadata';
import { connect, outageOf, requireWeakRole } from '@carbon/database';
import { closeOnSignals, JsonLogger, SettingsError } from '@carbon/http';
import { Refusal, systemClock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { openStandingVault } from '../../registry/src/key-ring-file';
import { peopleOf, proxiesOf } from '../../registry/src/people-settings';
import { readApiKeys } from '../../registry/src/read-api-keys';
import { registryEntities } from '../../registry/src/rooms';
import { createExchangeApp } from './exchange-app';
import { marketsOf, readExchangeConfig } from './exchange-config';

/** Connections: one a market for its lease, and those that requests and batches share. */
const MAX_CONNECTIONS = 30;

async function start(): Promise<void> {
  const config = readExchangeConfig(process.env);
  const machines = await readApiKeys(config);
  const vault = openStandingVault(config.CARBON_KEYS_FILE);
  const logger = new JsonLogger(config.LOG_LEVEL);
  const database = await connect({
    url: config.DATABASE_URL,
    entities: registryEntities,
    applicationName: 'carbon-exchange',
    poolSize: MAX_CONNECTIONS,
  });
  try {
    await requireWeakRole(database);
    const ledger = await Ledger.create(systemClock);
    const markets = marketsOf(config);
    const { sessions } = peopleOf(config);
    const app = await createExchangeApp(
      {
        ...{ database, clock: systemClock, ledger, vault, machines, sessions },
        ...(markets === undefined ? {} : { exchange: { markets } }),
      },
      { logger, ...proxiesOf(config) },
    );
    await app.listen(config.PORT, config.HOST);
    closeOnSignals(app, () => database.close());
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What the operator reads: a sentence for what can be put right outside, the stack for a fault of ours. */
function sentence(error: unknown): string {
  if (error instanceof SettingsError) return error.message;
  const refusal = error instanceof Refusal ? error : outageOf(error);
  if (refusal !== undefined) return `${refusal.text.zh} / ${refusal.text.en}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

start().catch((error: unknown) => {
  process.stderr.write(`无法启动 / cannot start:\n${sentence(error)}\n`);
  process.exitCode = 1;
});
