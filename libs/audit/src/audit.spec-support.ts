import { connect, type Database, ensureServiceLogin, platformMigrations } from '@carbon/database';
import {
  Authenticator,
  type Caller,
  createHttpApp,
  type Credentials,
  EdgeModule,
  EVERYTHING,
  JsonLogger,
  type Reach,
  reachOf,
  serviceCaller,
} from '@carbon/http';
import { type Page, SettableClock } from '@carbon/kernel';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestDatabase } from '../../../tests/support/test-database';
import { AuditModule } from './audit.module';
import type { AuditRecordBody } from './http/audit-bodies';
import { auditMigrations } from './persistence/migrations/index';
import { type AuditActor, type AuditEntry, recordAudit } from './record-audit';

export const HOLDER_A = '01900000-0000-7000-8000-00000000000a';
export const HOLDER_B = '01900000-0000-7000-8000-00000000000b';
export const NOW = new Date('2026-03-02T02:00:00.000Z');

function person(id: string, kind: string, holderId: string, reach: Reach): Caller {
  return {
    id,
    name: id,
    kind: 'user',
    permissions: new Set(['audit.read']),
    reach,
    holder: { id: holderId, code: id.toUpperCase(), kind },
    role: 'administrator',
  };
}

const REGISTRY_HOLDER = '01900000-0000-7000-8000-00000000000c';
const AUDITOR_HOLDER = '01900000-0000-7000-8000-00000000000d';
const CALLERS: Readonly<Record<string, Caller>> = {
  registry: person('registry', 'registry-operator', REGISTRY_HOLDER, EVERYTHING),
  regulator: person('regulator', 'regulator', REGISTRY_HOLDER, EVERYTHING),
  a: person('a', 'generator', HOLDER_A, reachOf([HOLDER_A])),
  auditor: person(
    'auditor',
    'auditor',
    AUDITOR_HOLDER,
    new Map([[HOLDER_B, { from: '2026-01-02', to: '2026-01-03' }]]),
  ),
  stranger: { ...person('stranger', 'generator', HOLDER_A, reachOf([])), permissions: new Set() },
  service: serviceCaller('service', 'Service', ['audit.read']),
};

class ByName extends Authenticator {
  override authenticate({ authorization }: Credentials): Promise<Caller | undefined> {
    return Promise.resolve(authorization === undefined ? undefined : CALLERS[authorization]);
  }
}

/** The audit trail on a fresh real database, behind a real application. */
export interface AuditFixture {
  readonly app: NestFastifyApplication;
  readonly database: Database;
  readonly clock: SettableClock;
  readonly superuserUrl: string;
  record(entry: AuditEntry, at?: Date, by?: AuditActor): Promise<void>;
  get(who: string, url: string): ReturnType<NestFastifyApplication['inject']>;
  page(who: string, query?: string): Promise<Page<AuditRecordBody>>;
  close(): Promise<void>;
}

export async function openAuditFixture(): Promise<AuditFixture> {
  const server = await createTestDatabase([...platformMigrations, ...auditMigrations]);
  const { superuserUrl } = server;
  const url = await ensureServiceLogin(superuserUrl, 'carbon_service', 'test-only');
  const database = await connect({ url, poolSize: 20 });
  const clock = new SettableClock(NOW);
  const edge = EdgeModule.forRoot({ database, clock, authenticator: new ByName() });
  @Module({ imports: [edge, AuditModule] })
  class TestModule {}
  const app = await createHttpApp(TestModule, {
    openApi: { title: 'test', description: 'test', version: '1' },
    logger: new JsonLogger('silent'),
  });
  const get: AuditFixture['get'] = (who, path) =>
    app.inject({
      method: 'GET',
      url: `/v1/audit-records${path}`,
      headers: { authorization: who, 'user-agent': `agent of ${who}` },
    });
  return {
    app,
    database,
    clock,
    superuserUrl,
    get,
    record: (entry, at = NOW, by = { actor: 'test' }) =>
      database.transaction((tx) => recordAudit(tx, entry, at, by)),
    page: async (who, query = '') => (await get(who, query)).json<Page<AuditRecordBody>>(),
    close: async () => {
      await app.close();
      await database.close();
      await server.drop();
    },
  };
}
