import { createHash, randomBytes } from 'node:crypto';
import { auditMigrations } from '@carbon/audit';
import { connect, type Database, ensureServiceLogin, platformMigrations } from '@carbon/database';
import {
  Authenticator,
  type Caller,
  createHttpApp,
  type Credentials,
  CurrentCaller,
  EdgeModule,
  JsonLogger,
  Permit,
  reachOf,
} from '@carbon/http';
import { newId, SettableClock } from '@carbon/kernel';
import { PersonVault, privacyMigrations, SealedPersonVault } from '@carbon/privacy';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/test-database';
import { Authenticators } from '../authenticators';
import { identityEntities } from '../persistence/holder.entity';
import { identityMigrations } from '../persistence/migrations/index';
import { permissionsOf } from '../roles';
import { ApiKeysController } from './api-keys.controller';
import { SignedKeys } from './signed-keys';
import { signatureOf } from './signed-request';

const NOW = new Date('2026-03-02T02:00:00.000Z');
const HOLDER = newId();
const OTHER = newId();
const PERSON = newId();
const SECOND_PERSON = newId();

@Controller('v1/probe')
class ProbeController {
  @Get()
  @Permit('accounts.read')
  get(@CurrentCaller() caller: Caller): object {
    return { id: caller.id, holder: caller.holder?.code, personId: caller.personId, kind: caller.kind };
  }

  @Post()
  @Permit('transfers.propose')
  post(@Body() body: unknown): object {
    return { body };
  }
}

/** Administrators who are signed in, by a header of the test's own. */
class Administrators extends Authenticator {
  override authenticate({ authorization }: Credentials): Promise<Caller | undefined> {
    const holderId = { 'Test own': HOLDER, 'Test other': OTHER }[authorization ?? ''];
    if (holderId === undefined) return Promise.resolve(undefined);
    return Promise.resolve({
      id: `user:${holderId}`,
      name: 'administrator',
      kind: 'user',
      permissions: permissionsOf('generator', 'administrator'),
      reach: reachOf([holderId]),
      personId: holderId === HOLDER ? PERSON : SECOND_PERSON,
      holder: { id: holderId, code: holderId === HOLDER ? 'OWN' : 'OTHER', kind: 'generator' },
      secondFactorAt: clock.now(),
    });
  }
}

const clock = new SettableClock(NOW);
let server: TestDatabase;
let database: Database;
let app: NestFastifyApplication;

beforeAll(async () => {
  server = await createTestDatabase([
    ...platformMigrations,
    ...auditMigrations,
    ...privacyMigrations,
    ...identityMigrations,
  ]);
  const url = await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only');
  database = await connect({ url, entities: identityEntities });
  for (const [id, code] of [
    [HOLDER, 'OWN'],
    [OTHER, 'OTHER'],
  ]) {
    await database.query(
      `insert into identity.holder (id, code, name_zh, name_en, kind, source, created_at)
       values ($1, $2, $2, $2, 'generator', 'synthetic', $3)`,
      [id, code, NOW],
    );
  }
  const ring = { current: { id: 'k1', bytes: randomBytes(32) }, indexSecret: randomBytes(32) };
  const vault = new SealedPersonVault(ring);
  const authenticator = new Authenticators([new SignedKeys(database, vault, clock), new Administrators()]);
  const edge = EdgeModule.forRoot({ database, clock, authenticator });

  @Module({
    imports: [edge],
    controllers: [ApiKeysController, ProbeController],
    providers: [{ provide: PersonVault, useValue: vault }],
  })
  class TestModule {}
  app = await createHttpApp(TestModule, {
    openApi: { title: 'test', description: 'test', version: '1' },
    logger: new JsonLogger('silent'),
  });
});
afterAll(async () => {
  await app.close();
  await database.close();
  await server.drop();
});
beforeEach(() => clock.set(NOW));

interface Key {
  readonly id: string;
  readonly secret: string;
}

async function newKey(permissions = ['accounts.read', 'transfers.propose'], who = 'Test own'): Promise<Key> {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/api-keys',
    headers: { authorization: who },
    payload: { name: 'ERP', permissions, days: 30 },
  });
  expect(answer.statusCode).toBe(201);
  return answer.json();
}

let nonces = 0;
interface Sending {
  readonly method?: 'GET' | 'POST';
  readonly url?: string;
  readonly payload?: string;
  /** What is signed, where that is not what is sent. */
  readonly signed?: Partial<Parameters<typeof signatureOf>[1]>;
  readonly nonce?: string;
  readonly at?: Date;
  readonly headers?: Record<string, string>;
}

function send(key: Key, { method = 'GET', url = '/v1/probe', payload, ...rest }: Sending = {}) {
  const timestamp = (rest.at ?? clock.now()).toISOString();
  const nonce = rest.nonce ?? `nonce-of-the-test-${++nonces}`;
  const parts = {
    method,
    target: url,
    timestamp,
    nonce,
    bodySha256: createHash('sha256')
      .update(payload ?? '')
      .digest('hex'),
    idempotencyKey: '',
    ...rest.signed,
  };
  return app.inject({
    method,
    url,
    ...(payload === undefined ? {} : { payload }),
    headers: {
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      'x-carbon-key': key.id,
      'x-carbon-timestamp': timestamp,
      'x-carbon-nonce': nonce,
      'x-carbon-signature': signatureOf(key.secret, parts),
      ...rest.headers,
    },
  });
}

const codeOf = (answer: { json(): unknown }) => (answer.json() as { code?: string }).code;

describe('a signed request', () => {
  it('is known as the key, its holder and the person who made it', async () => {
    const key = await newKey();
    const answer = await send(key);
    expect(answer.json()).toEqual({ id: `key:${key.id}`, holder: 'OWN', personId: PERSON, kind: 'api-key' });
  });

  it('covers the body', async () => {
    const key = await newKey();
    const payload = '{"quantity":"5"}';
    expect((await send(key, { method: 'POST', payload })).statusCode).toBe(201);
    const other = createHash('sha256').update('{"quantity":"6"}').digest('hex');
    const answer = await send(key, { method: 'POST', payload, signed: { bodySha256: other } });
    expect([answer.statusCode, codeOf(answer)]).toEqual([401, 'SIGNATURE_WRONG']);
  });

  it.each([
    ['method', { signed: { method: 'DELETE' } }],
    ['path and query', { url: '/v1/probe?a=1', signed: { target: '/v1/probe' } }],
    ['time', { signed: { timestamp: '2026-03-02T02:00:01.000Z' } }],
    ['nonce', { signed: { nonce: 'another-nonce-1234' } }],
    ['idempotency key', { headers: { 'idempotency-key': 'sent-but-not-signed' } }],
  ] as [string, Sending][])('covers the %s', async (_, sending) => {
    const answer = await send(await newKey(), sending);
    expect([answer.statusCode, codeOf(answer)]).toEqual([401, 'SIGNATURE_WRONG']);
  });

  it('sent again is refused as a replay, also fifty times at once', async () => {
    const key = await newKey();
    const nonce = 'the-very-same-nonce';
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(key, { nonce })));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    const refused = answers.filter(({ statusCode }) => statusCode !== 200);
    expect(new Set(refused.map(codeOf))).toEqual(new Set(['SIGNATURE_REPLAYED']));
  });

  it('of another key may use the same nonce', async () => {
    const [one, two] = [await newKey(), await newKey()];
    const nonce = 'a-nonce-of-two-keys';
    expect((await send(one, { nonce })).statusCode).toBe(200);
    expect((await send(two, { nonce })).statusCode).toBe(200);
  });

  it.each([-301_000, 301_000])('with a clock %d ms off is refused', async (off) => {
    const answer = await send(await newKey(), { at: new Date(NOW.getTime() + off) });
    expect([answer.statusCode, codeOf(answer)]).toEqual([401, 'SIGNATURE_TIME_OFF']);
  });

  it('cannot be replayed after its nonce was swept: its time is off by then', async () => {
    const key = await newKey();
    const sending = { nonce: 'a-nonce-to-be-swept', at: new Date(NOW.getTime() + 299_000) };
    expect((await send(key, sending)).statusCode).toBe(200);
    clock.set(new Date(NOW.getTime() + 601_000));
    await send(key); // sweeps in passing
    const [left] = await database.query<{ count: number }>(
      'select count(*)::int as count from identity.api_nonce where nonce = $1',
      [sending.nonce],
    );
    expect(left?.count).toBe(0);
    expect(codeOf(await send(key, sending))).toBe('SIGNATURE_TIME_OFF');
  });

  it('with a wrong secret, an unknown key and nonsense are told the same', async () => {
    const key = await newKey();
    const answers = await Promise.all([
      send({ ...key, secret: 'guessed' }),
      send({ ...key, id: newId() }),
      send({ ...key, id: 'x' }),
      send(key, { headers: { 'x-carbon-signature': 'abc' } }),
      send(key, { nonce: 'short' }),
    ]);
    const problems = answers.map((answer) => answer.json<{ code: string; detail: string; status: number }>());
    expect(new Set(problems.map(({ code, detail, status }) => `${status} ${code} ${detail}`)).size).toBe(1);
    expect(problems[0]).toMatchObject({ status: 401, code: 'SIGNATURE_WRONG' });
  });

  it('does what the key may and no more', async () => {
    const answer = await send(await newKey(['holders.read']));
    expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'PERMISSION_MISSING']);
  });
});

describe('a key of a holder', () => {
  /** Holders of the test change their state by the owner's hand: the acts that do it are custody's. */
  const state = async (holderId: string, to: string) => {
    const owner = new Client(server.superuserUrl);
    await owner.connect();
    await owner.query('update identity.holder set state = $2 where id = $1', [holderId, to]);
    await owner.end();
  };
  afterEach(() => state(OTHER, 'active'));

  it('that is suspended may read and not propose', async () => {
    const key = await newKey(undefined, 'Test other');
    await state(OTHER, 'suspended');
    expect((await send(key)).statusCode).toBe(200);
    const proposal = await send(key, { method: 'POST', payload: '{}' });
    expect([proposal.statusCode, codeOf(proposal)]).toEqual([403, 'PERMISSION_MISSING']);
    await state(OTHER, 'active');
    expect((await send(key, { method: 'POST', payload: '{}' })).statusCode).toBe(201);
  });

  it('that is closed is told what a wrong signature is told', async () => {
    const key = await newKey(undefined, 'Test other');
    expect((await send(key)).statusCode).toBe(200);
    await state(OTHER, 'closed');
    const answer = await send(key);
    expect([answer.statusCode, codeOf(answer)]).toEqual([401, 'SIGNATURE_WRONG']);
  });
});

describe('keys', () => {
  it.each(['transfers.approve', 'members.write', 'api-keys.write', 'self', 'transfers.write', 'users.admin'])(
    'cannot have %s',
    async (permission) => {
      const answer = await app.inject({
        method: 'POST',
        url: '/v1/api-keys',
        headers: { authorization: 'Test own' },
        payload: { name: 'x', permissions: [permission], days: 1 },
      });
      expect(answer.statusCode).toBe(400);
      expect(answer.json<{ fields: { field: string }[] }>().fields[0]?.field).toBe('permissions[0]');
    },
  );

  it('are revoked at once', async () => {
    const key = await newKey();
    expect((await send(key)).statusCode).toBe(200);
    const revoked = await app.inject({
      method: 'DELETE',
      url: `/v1/api-keys/${key.id}`,
      headers: { authorization: 'Test own' },
    });
    expect(revoked.statusCode).toBe(204);
    expect(codeOf(await send(key))).toBe('SIGNATURE_WRONG');
  });

  it('expire', async () => {
    const key = await newKey();
    clock.set(new Date(NOW.getTime() + 30 * 86_400_000));
    expect(codeOf(await send(key))).toBe('SIGNATURE_WRONG');
  });

  it('of other holders are not there', async () => {
    const key = await newKey();
    const answer = await app.inject({
      method: 'DELETE',
      url: `/v1/api-keys/${key.id}`,
      headers: { authorization: 'Test other' },
    });
    expect([answer.statusCode, codeOf(answer)]).toEqual([404, 'API_KEY_UNKNOWN']);
    const list = await app.inject({
      method: 'GET',
      url: '/v1/api-keys?limit=200',
      headers: { authorization: 'Test other' },
    });
    expect(list.json<{ items: { id: string }[] }>().items.map(({ id }) => id)).not.toContain(key.id);
  });

  it('keep no secret that can be read, and say when they were made and revoked in the trail', async () => {
    const key = await newKey();
    const rows = await database.query<{ row: string }>(
      `select to_jsonb(k)::text as row from identity.api_key k where id = $1
       union all select to_jsonb(r)::text from audit.record r where subject_id = $1::text`,
      [key.id],
    );
    expect(rows.length).toBe(2);
    const hex = Buffer.from(key.secret).toString('hex');
    for (const { row } of rows) {
      expect(row).not.toContain(key.secret);
      expect(row).not.toContain(hex);
    }
  });
});
