import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Database, errorCode, requireWeakRole } from '@carbon/database';
import type { DocumentParts } from '@carbon/documents';
import { JsonLogger } from '@carbon/http';
import { OutboxMailer } from '@carbon/identity';
import { type Clock, type OnProgress, Refusal, systemClock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import type { JobsOptions } from '@carbon/jobs';
import type { SealedPersonVault } from '@carbon/privacy';
import {
  chainKeysOfFile,
  EvidenceService,
  loadNotaryKey,
  type NotaryServiceOptions,
} from '@carbon/transparency';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openVault } from '../../registry/src/key-ring-file';
import { peopleOf, proxiesOf } from '../../registry/src/people-settings';
import { allEntities, createPlatformApp } from './assembly';
import { type ChainPart, startChain, startDatabase } from './embedded-parts';
import type { PlatformConfig } from './platform-config';
import { type LocalKeys, localKeys, writeConnection } from './secrets';

/** A running platform. */
export interface Platform {
  readonly url: string;
  readonly rpcUrl: string;
  readonly keys: LocalKeys;
  readonly app: NestFastifyApplication;
  readonly database: Database;
  readonly ledger: Ledger;
  readonly vault: SealedPersonVault;
  /** Stops taking requests, finishes what was begun, then stops what this process started. */
  stop(): Promise<void>;
}

export interface PlatformOptions {
  /** Where documents are kept and scanned. */
  readonly documents?: DocumentParts;
  /** Where the registry's time comes from; a story that is told may turn it. */
  readonly clock?: Clock;
  readonly jobs?: JobsOptions;
  /** What is done before anybody may ask anything, on a database that is up to date. */
  readonly prepare?: (parts: Pick<Platform, 'database' | 'vault'>) => Promise<void>;
}

/**
 * Starts everything: database, schema, chain, application. What was started is stopped again when a later step fails.
 * @throws Refusal with a sentence for the operator: port in use, folder of a newer version, disk full …
 */
export async function startPlatform(
  config: PlatformConfig,
  onProgress: OnProgress,
  { documents, clock = systemClock, jobs, prepare }: PlatformOptions = {},
): Promise<Platform> {
  mkdirSync(config.CARBON_DATA, { recursive: true });
  const undo: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const steps = stepper(onProgress);
    steps.next('数据库 database');
    const server = await startDatabase(config, onProgress);
    undo.push(() => server.stop());
    steps.next('链 chain');
    const chain = await startChain(config, onProgress);
    undo.push(() => chain.stop());
    steps.next('服务 services');
    const database = await connect({ url: server.url, entities: allEntities, poolSize: 16 });
    undo.push(() => database.close());
    await requireWeakRole(database);
    const ledger = await Ledger.create(clock);
    const keys = localKeys(config.CARBON_DATA);
    const logger = new JsonLogger(config.LOG_LEVEL);
    const notary = notaryOptions(config, chain, logger);
    const proofs = new EvidenceService(database, notary.signer);
    const vault = openVault(join(config.CARBON_DATA, 'secrets', 'master-keys.json'));
    if (prepare !== undefined) await prepareOn(server.url, (hasty) => prepare({ database: hasty, vault }));
    const registry = {
      database,
      clock,
      ledger,
      proofs,
      vault,
      machines: keys.keys,
      mailer: new OutboxMailer(vault),
      site: `http://${config.HOST}:${config.PORT}`,
      ...peopleOf(config),
      ...(documents === undefined ? {} : { documents }),
      ...(jobs === undefined ? {} : { jobs }),
    };
    const app = await createPlatformApp(registry, notary, { logger, ...proxiesOf(config) });
    undo.push(() => app.close());
    const url = await listen(app, config);
    writeConnection(config.CARBON_DATA, url, keys.operator);
    return { url, rpcUrl: chain.rpcUrl, keys, app, database, ledger, vault, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * What is prepared is prepared again after a power cut, from where it stopped: it need not reach the disk transaction by
 * transaction. The first durable commit after it takes all of it there.
 */
async function prepareOn(url: string, prepare: (database: Database) => Promise<void>): Promise<void> {
  const database = await connect({ url, entities: allEntities, poolSize: 16, durable: false });
  try {
    await prepare(database);
  } finally {
    await database.close();
  }
}

function notaryOptions(config: PlatformConfig, chain: ChainPart, logger: JsonLogger): NotaryServiceOptions {
  const secret = (name: string) => join(config.CARBON_DATA, 'secrets', name);
  return {
    signer: loadNotaryKey({ origin: config.LOG_ORIGIN, file: secret('notary.key') }),
    chain: {
      rpcUrl: chain.rpcUrl,
      chainId: chain.chainId,
      keys: chainKeysOfFile(secret('chain-keys.json')),
      ...(chain.fund === undefined ? {} : { fund: chain.fund }),
    },
    notary: { onFault: (error) => logger.error(error instanceof Error ? error : String(error), 'Notary') },
  };
}

async function listen(app: NestFastifyApplication, { PORT, HOST }: PlatformConfig): Promise<string> {
  try {
    await app.listen(PORT, HOST);
  } catch (error) {
    if (errorCode(error) !== 'EADDRINUSE') throw error;
    throw new Refusal('PORT_IN_USE', 503, {
      zh: `端口 ${PORT} 已被占用。请停止占用它的程序，或另设端口：PORT=${PORT + 1} npm start`,
      en: `Port ${PORT} is in use. Stop what uses it, or choose another: PORT=${PORT + 1} npm start`,
    });
  }
  const address = await app.getUrl();
  return address.replace('[::1]', '127.0.0.1');
}

const STEPS = 3;

function stepper(onProgress: OnProgress): { next(step: string): void } {
  let done = 0;
  return { next: (step) => onProgress({ step, done: ++done, total: STEPS }) };
}
