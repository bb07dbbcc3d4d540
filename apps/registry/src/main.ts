import 'reflect-metadata';
import { connect, outageOf, requireWeakRole } from '@carbon/database';
import { readDocumentParts } from '@carbon/documents';
import { closeOnSignals, JsonLogger, SettingsError } from '@carbon/http';
import { OutboxMailer } from '@carbon/identity';
import { Refusal, systemClock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { openVault } from './key-ring-file';
import { peopleOf, proxiesOf } from './people-settings';
import { readApiKeys } from './read-api-keys';
import { createRegistryApp } from './registry-app';
import { readRegistryConfig } from './registry-config';
import { registryEntities } from './rooms';

async function start(): Promise<void> {
  const config = readRegistryConfig(process.env);
  const documents = readDocumentParts(process.env);
  const machines = await readApiKeys(config);
  const vault = openVault(config.CARBON_KEYS_FILE);
  const logger = new JsonLogger(config.LOG_LEVEL);
  const database = await connect({
    url: config.DATABASE_URL,
    entities: registryEntities,
    applicationName: 'carbon-registry',
  });
  try {
    await requireWeakRole(database);
    const ledger = await Ledger.create(systemClock);
    const parts = {
      database,
      clock: systemClock,
      ledger,
      vault,
      machines,
      documents,
      mailer: new OutboxMailer(vault),
      ...peopleOf(config),
    };
    const app = await createRegistryApp(parts, { logger, ...proxiesOf(config) });
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
