import { randomBytes } from 'node:crypto';
import { auditMigrations } from '@carbon/audit';
import { connect, type Database, ensureServiceLogin, platformMigrations } from '@carbon/database';
import {
  Authenticator,
  type Caller,
  createHttpApp,
  type Credentials,
  EdgeModule,
  JsonLogger,
  type Permission,
  reachOf,
  serviceCaller,
} from '@carbon/http';
import { SettableClock } from '@carbon/kernel';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import { createTestDatabase } from '../../../tests/support/test-database';
import { Consents } from './consents';
import { checkCharacter } from './domain/identity-number';
import type { PersonFields } from './domain/person-fields';
import type { KeyRingParts, MasterKey } from './keys/key-ring';
import { privacyMigrations } from './persistence/migrations/index';
import { PersonalDataSources } from './personal-data-sources';
import { PrivacyModule } from './privacy.module';
import { SealedPersonVault } from './sealed-person-vault';

export const NOW = new Date('2026-03-02T02:00:00.000Z');

export const newMasterKey = (id: string): MasterKey => ({ id, bytes: randomBytes(32) });

export const newKeys = (): KeyRingParts => ({ current: newMasterKey('k1'), indexSecret: randomBytes(32) });

/** A resident identity number with a right check digit. */
export function residentId(birthDate: string, order = 1): string {
  const digits = `110101${birthDate.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  return digits + checkCharacter(digits);
}

/** Privacy on a fresh real database, as the application's role. */
export interface PrivacyFixture {
  readonly database: Database;
  readonly superuserUrl: string;
  /** Everything of every table of the schema as text, as a thief of the database would have it. */
  dump(): Promise<string>;
  /** A connection as the owner of the tables, to be ended. */
  asOwner(): Promise<Client>;
  /** The audit records of an action. */
  audited(action: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export async function openPrivacyFixture(): Promise<PrivacyFixture> {
  const server = await createTestDatabase([...platformMigrations, ...auditMigrations, ...privacyMigrations]);
  const { superuserUrl } = server;
  const url = await ensureServiceLogin(superuserUrl, 'carbon_service', 'test-only');
  const database = await connect({ url, poolSize: 20 });
  return {
    database,
    superuserUrl,
    dump: () => dump(superuserUrl),
    asOwner: async () => {
      const client = new Client({ connectionString: superuserUrl });
      await client.connect();
      return client;
    },
    audited: (action) => database.query('select * from audit.record where action = $1 order by id', [action]),
    close: async () => {
      await database.close();
      await server.drop();
    },
  };
}

async function dump(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname in ('privacy', 'audit', 'platform')`,
    );
    let text = '';
    for (const { name } of tables.rows) {
      const rows = await client.query<{ line: string }>(`select t::text as line from ${name} t`);
      text += rows.rows.map(({ line }) => line).join('\n');
    }
    return text;
  } finally {
    await client.end();
  }
}

/** The application of the room alone, called through `inject` by persons and by an operator. */
export interface PrivacyApp extends PrivacyFixture {
  readonly app: NestFastifyApplication;
  readonly clock: SettableClock;
  readonly vault: SealedPersonVault;
  readonly sources: PersonalDataSources;
  readonly consents: Consents;
  /** Enters a person, who can then call as `user <id>`. */
  enter(fields: PersonFields): Promise<string>;
  get(url: string, who: string): ReturnType<NestFastifyApplication['inject']>;
  remove(url: string, who: string): ReturnType<NestFastifyApplication['inject']>;
  post(url: string, body: object, who: string, key?: string): ReturnType<NestFastifyApplication['inject']>;
}

export const OPERATOR = 'operator';

/** Takes the words of the header at face value: who is signed in is not what is tried here. */
class NamedCallers extends Authenticator {
  authenticate({ authorization }: Credentials): Promise<Caller | undefined> {
    if (authorization === undefined) return Promise.resolve(undefined);
    if (authorization === OPERATOR) {
      return Promise.resolve(serviceCaller('op', 'Operator', ['self', 'persons.read', 'persons.write']));
    }
    return Promise.resolve({
      id: `user:${authorization}`,
      name: 'user',
      kind: 'user',
      permissions: new Set<Permission>(['self']),
      reach: reachOf([]),
      personId: authorization,
    });
  }
}

export async function openPrivacyApp(): Promise<PrivacyApp> {
  const fixture = await openPrivacyFixture();
  const { database } = fixture;
  const clock = new SettableClock(NOW);
  const vault = new SealedPersonVault(newKeys());
  const sources = new PersonalDataSources();
  const app = await createHttpApp(
    {
      module: class TestModule {},
      imports: [
        EdgeModule.forRoot({ database, clock, authenticator: new NamedCallers() }),
        PrivacyModule.forRoot({ vault, sources }),
      ],
    },
    { openApi: { title: 't', description: 't', version: '1' }, logger: new JsonLogger('silent') },
  );
  let keys = 0;
  return {
    ...fixture,
    app,
    clock,
    vault,
    sources,
    consents: new Consents({ vault, listeners: sources.listeners }),
    enter: (fields) => database.transaction((tx) => vault.enter(tx, fields, clock.now())),
    get: (url, who) => app.inject({ method: 'GET', url, headers: { authorization: who } }),
    remove: (url, who) => app.inject({ method: 'DELETE', url, headers: { authorization: who } }),
    post: (url, body, who, key = `test-key-${++keys}`) =>
      app.inject({
        method: 'POST',
        url,
        headers: { authorization: who, 'idempotency-key': key },
        payload: body,
      }),
    close: async () => {
      await app.close();
      await fixture.close();
    },
  };
}
