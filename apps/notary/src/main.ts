import 'reflect-metadata';
import { connect, requireWeakRole } from '@carbon/database';
import { JsonLogger } from '@carbon/http';
import { Refusal } from '@carbon/kernel';
import { chainKeysOfFile, discoverChainId, loadNotaryKey, NotaryService } from '@carbon/transparency';
import { SettingsError } from '@carbon/http';
import { readNotaryConfig } from './notary-config';

async function start(): Promise<void> {
  const config = readNotaryConfig(process.env);
  const logger = new JsonLogger('info');
  const signer = loadNotaryKey({ origin: config.LOG_ORIGIN, file: config.LOG_KEY_FILE });
  const keys = chainKeysOfFile(config.CHAIN_KEYS_FILE);
  const database = await connect({
    url: config.DATABASE_URL,
    applicationName: 'carbon-notary',
    poolSize: 5,
  });
  try {
    await requireWeakRole(database);
    const rpcUrl = config.CHAIN_RPC_URL;
    const chainId = Number(config.CHAIN_ID ?? (await discoverChainId(database, rpcUrl)));
    const notary = await NotaryService.create(database, {
      signer,
      chain: {
        rpcUrl,
        chainId,
        keys,
        confirmations: Number(config.CHAIN_CONFIRMATIONS),
        ...(config.CHAIN_CONTRACT === undefined ? {} : { contract: config.CHAIN_CONTRACT }),
      },
      notary: { onFault: (error) => logger.error(error) },
    });
    notary.start();
    logger.log(`notary of ${signer.verifierKey} on chain ${chainId}`);
    stopOnSignals(async () => {
      await notary.onModuleDestroy();
      await database.close();
    });
  } catch (error) {
    await database.close();
    throw error;
  }
}

function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const once = (): void => {
    if (stopping) return;
    stopping = true;
    stop().catch(() => (process.exitCode = 1));
  };
  process.once('SIGTERM', once);
  process.once('SIGINT', once);
}

start().catch((error: unknown) => {
  const told =
    error instanceof SettingsError
      ? error.message
      : error instanceof Refusal
        ? `${error.text.zh} / ${error.text.en}`
        : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`无法启动 / cannot start:\n${told}\n`);
  process.exitCode = 1;
});
