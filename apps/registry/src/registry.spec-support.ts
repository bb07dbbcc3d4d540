import { randomBytes } from 'node:crypto';
import { connect, type Database, ensureServiceLogin } from '@carbon/database';
import { JsonLogger, type Permission } from '@carbon/http';
import { ApiKeys, newApiKey, OutboxMailer, SessionSettings } from '@carbon/identity';
import { SettableClock } from '@carbon/kernel';
import { defineInstrument, Ledger } from '@carbon/ledger';
import { SealedPersonVault } from '@carbon/privacy';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestDatabase } from '../../../tests/support/test-database';
import { createRegistryApp } from './registry-app';
import { registryEntities, registryMigrations } from './rooms';

/** A holder as it is entered, but for its code. */
export const HOLDER = {
  nameZh: '盐城示范风电',
  nameEn: 'Yancheng Demo Wind',
  kind: 'generator',
  source: 'synthetic',
};

/** Two holders with an account each; the first holds 1,000 certificates. */
export async function enterTraders(registry: RegistryFixture): Promise<{ seller: string; buyer: string }> {
  const open = async (code: string) => {
    await registry.post('/v1/holders', { code, ...HOLDER });
    const opened = await registry.post('/v1/accounts', { holder: code, kind: 'holding' });
    return opened.json<{ number: string }>().number;
  };
  const [seller, buyer] = [await open('SELLER'), await open('BUYER')];
  await registry.database.transaction((tx) =>
    registry.ledger.submit(tx, [
      {
        kind: 'issue',
        instrument: 'GEC-A',
        quantity: 1_000n,
        to: seller,
        sourceKey: 'plant-a 2026-01',
        sources: [{ key: 'plant-a', from: 0n, to: 1_000_000_000n }],
        cause: { actor: 'test' },
        reversibleUntil: new Date('2026-04-01T00:00:00Z'),
      },
    ]),
  );
  return { seller, buyer };
}

/** A registry on a fresh real database, called through Fastify's inject. */
export interface RegistryFixture {
  readonly app: NestFastifyApplication;
  readonly database: Database;
  readonly ledger: Ledger;
  readonly clock: SettableClock;
  get(url: string, headers?: Record<string, string>): ReturnType<NestFastifyApplication['inject']>;
  post(
    url: string,
    body: unknown,
    headers?: Record<string, string>,
  ): ReturnType<NestFastifyApplication['inject']>;
  /** The items of a list, read page by page to its end. */
  list<T>(url: string): Promise<T[]>;
  /** The header of a caller that may read holders and accounts, no more. */
  readonly reader: Record<string, string>;
  close(): Promise<void>;
}

export async function openRegistryFixture(): Promise<RegistryFixture> {
  const server = await createTestDatabase(registryMigrations);
  const { superuserUrl } = server;
  const url = await ensureServiceLogin(superuserUrl, 'carbon_service', 'test-only');
  const database = await connect({ url, entities: registryEntities });
  const clock = new SettableClock(new Date('2026-03-02T02:00:00.000Z'));
  const ledger = await Ledger.create(clock);
  await database.transaction(async (tx) => {
    const gec = {
      kind: 'green-certificate',
      unit: 'certificate',
      scheme: 'TEST',
      serialised: true,
    } as const;
    await defineInstrument(tx, { ...gec, code: 'GEC-A', period: '2026-01', sourcePerUnit: 1_000_000n });
    await defineInstrument(tx, { ...gec, code: 'GEC-B' });
    await defineInstrument(tx, { code: 'CNY', kind: 'cash', unit: 'fen', scheme: 'CN', serialised: false });
  });
  const root = newApiKey('root', 'Operator', ['*']);
  const reading: readonly Permission[] = ['holders.read', 'accounts.read'];
  const reader = newApiKey('reader', 'Reader', reading);
  const machines = ApiKeys.parse([root.entry, reader.entry]);
  const vault = new SealedPersonVault({
    current: { id: 'test', bytes: randomBytes(32) },
    indexSecret: randomBytes(32),
  });
  const sessions = new SessionSettings({ secondFactor: 'required', cookies: { secure: true } });
  const mailer = new OutboxMailer(vault);
  const logger = new JsonLogger('silent');
  const app = await createRegistryApp(
    { database, clock, ledger, vault, mailer, sessions, machines, transfers: { runner: { everyMs: 0 } } },
    { logger },
  );
  const authorization = `Bearer ${root.key}`;
  const get: RegistryFixture['get'] = (path, headers = {}) =>
    app.inject({ method: 'GET', url: path, headers: { authorization, ...headers } });
  let keys = 0;
  return {
    app,
    database,
    ledger,
    clock,
    get,
    list: async <T>(path: string) => {
      const items: T[] = [];
      let next: string | undefined;
      do {
        const cursor = next === undefined ? '' : `${path.includes('?') ? '&' : '?'}cursor=${next}`;
        const page = (await get(`${path}${cursor}`)).json<{ items: T[]; next?: string }>();
        items.push(...page.items);
        next = page.next;
      } while (next !== undefined);
      return items;
    },
    post: (path, body, headers = {}) =>
      app.inject({
        method: 'POST',
        url: path,
        headers: {
          authorization,
          'content-type': 'application/json',
          'idempotency-key': `test-key-${++keys}`,
          ...headers,
        },
        payload: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    reader: { authorization: `Bearer ${reader.key}` },
    close: async () => {
      await app.close();
      await database.close();
      await server.drop();
    },
  };
}
