import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Database, ensureServiceLogin } from '@carbon/database';
import { JsonLogger } from '@carbon/http';
import {
  addMembership,
  ApiKeys,
  createHolder,
  createUser,
  type HolderKind,
  newApiKey,
  openSession,
  OutboxMailer,
  type Role,
  SessionSettings,
} from '@carbon/identity';
import { SettableClock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { SealedPersonVault } from '@carbon/privacy';
import {
  EmbeddedChain,
  EvidenceService,
  loadNotaryKey,
  type NotaryServiceOptions,
} from '@carbon/transparency';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  allEntities,
  allMigrations,
  createPlatformApp,
  type PlatformParts,
} from '../../apps/platform/src/assembly';
import { createTestDatabase } from './test-database';

const BY = { actor: 'test' } as const;
const chainKey = (byte: string) => `0x${byte.repeat(32)}`;

/** Somebody with a session, a second factor shown in it. */
export interface Person {
  readonly userId: string;
  readonly personId: string;
  readonly membershipId: string;
  readonly sessionId: string;
  /** The header that shows who asks. */
  readonly headers: { readonly authorization: string };
}

export type Answer = Awaited<ReturnType<NestFastifyApplication['inject']>>;

/** The whole platform in this process, on a fresh database. */
export interface PlatformFixture {
  readonly app: NestFastifyApplication;
  readonly database: Database;
  readonly superuserUrl: string;
  readonly clock: SettableClock;
  readonly vault: SealedPersonVault;
  readonly ledger: Ledger;
  /** Every line the service logged. */
  readonly logged: readonly string[];
  /** The header of a machine that may do everything. */
  readonly machine: { readonly authorization: string };
  holder(code: string, kind: HolderKind, province?: string): Promise<string>;
  /** A person, or another account of one, in a role of a holder, signed in. */
  person(holderId: string, role: Role, as?: { readonly identityNumber?: string }): Promise<Person>;
  /** Another session of somebody. */
  again(person: Person): Promise<Person>;
  send(method: string, url: string, headers: object, body?: unknown): Promise<Answer>;
  close(): Promise<void>;
}

export interface PlatformFixtureOptions extends Pick<PlatformParts, 'jobs' | 'exchange'> {
  /**
   * Whether a notary works beside the tests, on a chain of its own: twice a second it seals and anchors what they did.
   * Where nobody looks at its proofs it only takes their time.
   */
  readonly notary?: boolean;
}

interface NotaryPart {
  readonly options: NotaryServiceOptions;
  stop(): Promise<void>;
}

async function startNotary(directory: string, works: boolean): Promise<NotaryPart> {
  const signer = loadNotaryKey({ origin: 'test.example/log', file: join(directory, 'notary.key') });
  if (!works) return { options: { signer, runs: false }, stop: () => Promise.resolve() };
  const chain = await EmbeddedChain.start({ directory });
  const { rpcUrl, chainId } = chain;
  const keys = { admin: chainKey('a1'), notary: chainKey('a2'), cap: chainKey('a3') };
  const fund = async (addresses: readonly string[]) => {
    for (const address of addresses) await chain.fund(address, 10n ** 20n);
  };
  return { options: { signer, chain: { rpcUrl, chainId, keys, fund } }, stop: () => chain.kill() };
}

export async function openPlatformFixture(
  now = new Date('2026-03-02T02:00:00.000Z'),
  { notary: works = false, ...parts }: PlatformFixtureOptions = {},
): Promise<PlatformFixture> {
  const directory = mkdtempSync(join(tmpdir(), 'carbon-platform-'));
  const [server, notary] = await Promise.all([
    createTestDatabase(allMigrations),
    startNotary(directory, works),
  ]);
  const url = await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only');
  const database = await connect({ url, entities: allEntities, poolSize: 16 });
  const clock = new SettableClock(now);
  const ledger = await Ledger.create(clock);
  const vault = new SealedPersonVault({
    current: { id: 'test', bytes: randomBytes(32) },
    indexSecret: randomBytes(32),
  });
  const logged: string[] = [];
  const root = newApiKey('root', 'Machine', ['*']);
  const app = await createPlatformApp(
    {
      database,
      clock,
      ledger,
      vault,
      mailer: new OutboxMailer(vault),
      sessions: new SessionSettings({ secondFactor: 'required', cookies: { secure: true } }),
      machines: ApiKeys.parse([root.entry]),
      proofs: new EvidenceService(database, notary.options.signer),
      transfers: { runner: { everyMs: 0 } },
      exchange: { tickEvery: 0, leaseEvery: 100 },
      ...parts,
    },
    notary.options,
    {
      logger: new JsonLogger('info', { write: (line: string) => void logged.push(line) }),
      throttle: { requests: 1_000_000, seconds: 1 },
    },
  );

  let people = 0;
  let keys = 0;
  const signIn = async (who: Omit<Person, 'sessionId' | 'headers'>): Promise<Person> => {
    const { id, tokens } = await database.transaction((tx) =>
      openSession(tx, vault, { userId: who.userId, secondFactor: true }, clock.now()),
    );
    return { ...who, sessionId: id, headers: { authorization: `Bearer ${tokens.access}` } };
  };
  return {
    app,
    database,
    superuserUrl: server.superuserUrl,
    clock,
    vault,
    ledger,
    logged,
    machine: { authorization: `Bearer ${root.key}` },
    holder: async (code, kind, province) => {
      const entry = { code, nameZh: `${code}（示例）`, nameEn: code, kind, province, source: 'synthetic' };
      return (await database.transaction((tx) => createHolder(tx, entry, clock.now(), BY))).id;
    },
    person: async (holderId, role, { identityNumber } = {}) => {
      const email = `person-${++people}@test.example`;
      const person = { email, ...(identityNumber === undefined ? {} : { identityNumber }) };
      const who = await database.transaction(async (tx) => {
        const { id: userId, personId } = await createUser(tx, vault, { person }, clock.now(), BY);
        const membership = await addMembership(tx, { userId, holderId, role }, clock.now(), BY);
        return { userId, personId, membershipId: membership.id };
      });
      return signIn(who);
    },
    again: ({ userId, personId, membershipId }) => signIn({ userId, personId, membershipId }),
    send: (method, path, headers, body) =>
      app.inject({
        method: method as 'GET',
        url: path,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(method === 'GET' ? {} : { 'idempotency-key': `platform-test-key-${++keys}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    close: async () => {
      await app.close();
      await notary.stop();
      await database.close();
      await server.drop();
      rmSync(directory, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}
