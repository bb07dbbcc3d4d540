import 'reflect-metadata';
import { certificateEntities } from '@carbon/certificates';
import { connect, outageOf, requireWeakRole } from '@carbon/database';
import { closeOnSignals, JsonLogger } from '@carbon/http';
import { identityEntities } from '@carbon/identity';
import { Refusal, systemClock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { readApiKeys } from './read-api-keys';
import { createRegistryApp } from './registry-app';
import { ConfigError, readRegistryConfig } from './registry-config';

async function start(): Promise<void> {
  const config = readRegistryConfig(process.env);
  const authenticator = await readApiKeys(config);
  const logger = new JsonLogger(config.LOG_LEVEL);
  const database = await connect({
    url: config.DATABASE_URL,
    entities: [...identityEntities, ...certificateEntities],
    applicationName: 'carbon-registry',
  });
  try {
    await requireWeakRole(database);
    const ledger = await Ledger.create(systemClock);
    const app = await createRegistryApp({ database, clock: systemClock, authenticator, ledger }, { logger });
    await app.listen(config.PORT, config.HOST);
    closeOnSignals(app, () => database.close());
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What the operator reads: a sentence for what can be put right outside, the stack for a fault of ours. */
function sentence(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const refusal = error instanceof Refusal ? error : outageOf(error);
  if (refusal !== undefined) return `${refusal.text.zh} / ${refusal.text.en}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

start().catch((error: unknown) => {
  process.stderr.write(`无法启动 / cannot start:\n${sentence(error)}\n`);
  process.exitCode = 1;
});
