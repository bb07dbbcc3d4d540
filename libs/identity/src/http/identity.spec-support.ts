import { auditMigrations } from '@carbon/audit';
import { connect, type Database, ensureServiceLogin, platformMigrations } from '@carbon/database';
import {
  Authenticator,
  type Caller,
  createHttpApp,
  type Credentials,
  EdgeModule,
  EVERYTHING,
  JsonLogger,
  type Permission,
  reachOf,
  serviceCaller,
} from '@carbon/http';
import { SettableClock } from '@carbon/kernel';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestDatabase } from '../../../../tests/support/test-database';
import type { Holder } from '../domain/holder';
import { identityEntities } from '../persistence/holder.entity';
import { Identity1700000003000 } from '../persistence/migrations/1700000003000-identity';
import { Holders1700000006500 } from '../persistence/migrations/1700000006500-holders';
import { deskOf, permissionsOf, type Role } from '../roles';
import { createHolder, type NewHolder } from '../use-cases/create-holder';
import type { Reviewed } from '../use-cases/reviewed';
import { EngagementsController } from './engagements.controller';
import { HoldersController } from './holders.controller';
import { PublicHoldersController } from './public-holders.controller';

/** Callers by the word they send as `Authorization`; how they sign in is not what these tests are about. */
class KnownCallers extends Authenticator {
  readonly byName = new Map<string, Caller>();

  authenticate({ authorization }: Pick<Credentials, 'authorization'>): Promise<Caller | undefined> {
    return Promise.resolve(this.byName.get(authorization ?? ''));
  }
}

@Module({ controllers: [HoldersController, PublicHoldersController, EngagementsController] })
class HoldersModule {}

export const DOCUMENT = 'ab'.repeat(32);

/** Holders and engagements on a fresh real database, called through Fastify's inject. */
export interface HoldersFixture {
  readonly database: Database;
  readonly clock: SettableClock;
  readonly app: NestFastifyApplication;
  /** Enters a holder, made up. */
  enter(code: string, entry?: Partial<NewHolder>): Promise<Holder>;
  /** Somebody of a holder; sees what the holder reaches, unless more is given. Gives the word to send. */
  person(holder: Holder, role: Role, reach?: Caller['reach']): string;
  service(permissions: readonly Permission[]): string;
  callerOf(word: string): Caller;
  get(path: string, word?: string): ReturnType<NestFastifyApplication['inject']>;
  call(
    method: 'POST' | 'DELETE',
    path: string,
    word: string,
    body?: object,
  ): ReturnType<NestFastifyApplication['inject']>;
  review(more?: Partial<Reviewed>): Reviewed & { readonly documentHash: string };
  /** Actions of the audit trail about a thing, in their order. */
  audited(subject: string): Promise<{ action: string; actor: string; before: unknown; after: unknown }[]>;
  close(): Promise<void>;
}

export async function openHoldersFixture(): Promise<HoldersFixture> {
  const migrations = [...platformMigrations, ...auditMigrations, Identity1700000003000, Holders1700000006500];
  const server = await createTestDatabase(migrations);
  const url = await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only');
  const database = await connect({ url, entities: identityEntities });
  const clock = new SettableClock(new Date('2026-03-02T02:00:00.000Z'));
  const authenticator = new KnownCallers();
  const parts = { database, clock, authenticator };
  const module = { module: class {}, imports: [EdgeModule.forRoot(parts), HoldersModule] };
  const app = await createHttpApp(module, {
    logger: new JsonLogger('silent'),
    openApi: { title: 'holders', description: 'holders', version: '1' },
  });
  let keys = 0;
  const remember = (caller: Caller) => {
    authenticator.byName.set(caller.id, caller);
    return caller.id;
  };
  return {
    database,
    clock,
    app,
    enter: (code, entry = {}) =>
      database.transaction((tx) =>
        createHolder(
          tx,
          {
            code,
            nameZh: `${code} 示例`,
            nameEn: `${code} example`,
            kind: 'organisation',
            source: 'synthetic',
            ...entry,
          },
          clock.now(),
          { actor: 'test' },
        ),
      ),
    person: (holder, role, reach) =>
      remember({
        id: `user:${holder.code}-${role}`,
        name: role,
        kind: 'user',
        permissions: permissionsOf(holder.kind, role),
        reach: reach ?? (deskOf(holder.kind) === 'registry' ? EVERYTHING : reachOf([holder.id])),
        personId: `${holder.code}-${role}`,
        holder: { id: holder.id, code: holder.code, kind: holder.kind },
        role,
      }),
    service: (permissions) => remember(serviceCaller(`service-${++keys}`, 'service', permissions)),
    callerOf: (word) => {
      const caller = authenticator.byName.get(word);
      if (caller === undefined) throw new Error(`no caller ${word}`);
      return caller;
    },
    get: (path, word) =>
      app.inject({ method: 'GET', url: path, headers: word === undefined ? {} : { authorization: word } }),
    call: (method, path, word, body) =>
      app.inject({
        method,
        url: path,
        headers: {
          authorization: word,
          'idempotency-key': `test-key-${++keys}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      }),
    review: (more = {}) => ({
      by: 'user:maker',
      approver: 'user:checker',
      taskId: null,
      reason: 'example',
      now: clock.now(),
      ...more,
      documentHash: more.documentHash ?? DOCUMENT,
    }),
    audited: (subject) =>
      database.query(
        `select action, actor, before, after from audit.record where subject_id = $1 order by id`,
        [subject],
      ),
    close: async () => {
      await app.close();
      await database.close();
      await server.drop();
    },
  };
}
