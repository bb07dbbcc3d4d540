import { Secret } from 'otpauth';
import {
  type Member,
  MINUTE,
  openSessionsFixture,
  type SessionsFixture,
  START,
} from '../sessions/sessions.spec-support';

const STEP = 30_000;

let at: SessionsFixture;

beforeAll(async () => (at = await openSessionsFixture()));
afterAll(() => at.close());
beforeEach(() => at.clock.set(START));

const propose = (token: string) => at.call('POST', '/v1/probe', { token });
const show = (token: string, code: string) =>
  at.call('POST', '/v1/sessions/current/second-factor', { token, body: { code } });

/** Somebody with an authenticator app, some time after it was set up. */
async function withApp(name: string): Promise<{
  readonly who: Member;
  readonly token: string;
  readonly code: () => string;
  readonly recoveryCodes: string[];
}> {
  const who = await at.member(name);
  const { accessToken: token } = await at.signIn(who.email);
  const app = await at.setUpTotp(token);
  at.later(6 * MINUTE);
  return { who, token, ...app };
}

it('REG-002 who has no second factor signs in, and is told how to set one up when it is needed', async () => {
  const li = await at.member('none');
  const { accessToken: token } = await at.signIn(li.email);
  const needed = await propose(token);
  expect(needed.json()).toMatchObject({
    status: 403,
    code: 'SECOND_FACTOR_NEEDED',
    rule: 'REG-002',
    details: { next: 'POST /v1/me/totp' },
  });
  expect((await show(token, '123456')).json()).toMatchObject({ code: 'SECOND_FACTOR_NOT_SET_UP' });
});

it('REG-002 setting up an app shows it, for a few minutes', async () => {
  const li = await at.member('fresh');
  const { accessToken: token } = await at.signIn(li.email);
  const begun = (await at.call('POST', '/v1/me/totp', { token })).json<{ secret: string; uri: string }>();
  expect(begun.uri).toContain(`secret=${begun.secret}`);
  const confirm = (code: string) => at.call('POST', '/v1/me/totp/confirmation', { token, body: { code } });
  expect((await confirm('000000')).json()).toMatchObject({ status: 422, code: 'SECOND_FACTOR_WRONG' });
  const { recoveryCodes } = await at.setUpTotp(token);
  expect(new Set(recoveryCodes).size).toBe(10);
  expect((await confirm('000000')).json()).toMatchObject({ status: 409, code: 'TOTP_NOT_BEGUN' });
  expect((await propose(token)).statusCode).toBe(201);
  const me = await at.call('GET', '/v1/me', { token });
  expect(me.json()).toMatchObject({ secondFactor: { setUp: true, recoveryCodesLeft: 10 } });
  at.later(6 * MINUTE);
  expect((await propose(token)).json()).toMatchObject({
    code: 'SECOND_FACTOR_NEEDED',
    details: { next: 'POST /v1/sessions/current/second-factor' },
  });
});

it('REG-002 a code works once, also of twenty at the same time', async () => {
  const { token, code } = await withApp('once');
  const answers = await Promise.all(Array.from({ length: 20 }, () => show(token, code())));
  expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
  expect((await propose(token)).statusCode).toBe(201);
});

it('a code of before the last one taken is not taken, a later one is', async () => {
  const { token, code } = await withApp('order');
  const earlier = code();
  at.later(STEP);
  expect((await show(token, code())).statusCode).toBe(200);
  expect((await show(token, earlier)).json()).toMatchObject({ code: 'SECOND_FACTOR_WRONG' });
  at.later(STEP);
  expect((await show(token, code())).statusCode).toBe(200);
});

it('a code shown with the password opens a session that may propose at once', async () => {
  const { who, code } = await withApp('login');
  const { accessToken } = await at.signIn(who.email, { code: code() });
  expect((await propose(accessToken)).statusCode).toBe(201);
  await expect(at.signIn(who.email, { code: code() })).rejects.toThrow('CREDENTIALS_WRONG');
});

it('a recovery code works once, however it is typed; new ones end the old', async () => {
  const { token, recoveryCodes } = await withApp('lost');
  const [first = '', second = ''] = recoveryCodes;
  expect((await show(token, first.toLowerCase().replaceAll('-', ' '))).statusCode).toBe(200);
  expect((await show(token, first)).json()).toMatchObject({ status: 422, code: 'SECOND_FACTOR_WRONG' });
  const renewed = await at.call('POST', '/v1/me/recovery-codes', { token });
  const [fresh = ''] = renewed.json<{ recoveryCodes: string[] }>().recoveryCodes;
  expect((await show(token, second)).json()).toMatchObject({ code: 'SECOND_FACTOR_WRONG' });
  expect((await show(token, fresh)).statusCode).toBe(200);
});

it('a recovery code has 120 bits, too many to find it from its hash', async () => {
  const { recoveryCodes } = await withApp('bits');
  for (const code of recoveryCodes) expect(code).toMatch(/^(?:[2-9A-HJ-NP-Z]{4}-){5}[2-9A-HJ-NP-Z]{4}$/);
});

it('a recovery code is nobody else’s', async () => {
  const { recoveryCodes } = await withApp('owner');
  const other = await withApp('other');
  expect((await show(other.token, recoveryCodes[0] ?? '')).statusCode).toBe(422);
});

it('an app is replaced, and codes renewed, only by who has just shown the one before', async () => {
  const { token, code } = await withApp('swap');
  for (const path of ['/v1/me/totp', '/v1/me/recovery-codes']) {
    const refused = await at.call('POST', path, { token });
    expect(refused.json()).toMatchObject({ code: 'SECOND_FACTOR_NEEDED' });
  }
  expect((await show(token, code())).statusCode).toBe(200);
  const old = code;
  const { code: next } = await at.setUpTotp(token);
  at.later(2 * STEP);
  expect((await show(token, old())).statusCode).toBe(422);
  expect((await show(token, next())).statusCode).toBe(200);
});

it('after five wrong codes the account waits, longer each time; logins do not begin the count again', async () => {
  const { who, token, code } = await withApp('guess');
  for (let tries = 0; tries < 5; tries++) expect((await show(token, '000000')).statusCode).toBe(422);
  await at.signIn(who.email);
  const waits = await show(token, code());
  expect(waits.json()).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
  expect(waits.headers['retry-after']).toBe('60');
  at.later(MINUTE);
  expect((await show(token, '000000')).statusCode).toBe(422);
  expect((await show(token, code())).headers['retry-after']).toBe('120');
});

it('the secret is sealed, and recovery codes are kept as hashes', async () => {
  const { recoveryCodes, who } = await withApp('sealed');
  const { accessToken: token } = await at.signIn((await at.member('sealing')).email);
  const { secret } = (await at.call('POST', '/v1/me/totp', { token })).json<{ secret: string }>();
  const bytes = Buffer.from(Secret.fromBase32(secret).bytes).toString('hex');
  const rows = await at.database.query<{ line: string }>(
    `select u::text as line from identity.user_account u
      union all select c::text from identity.recovery_code c where user_id = '${who.userId}'`,
  );
  const all = JSON.stringify(rows);
  expect(all).toContain(who.userId);
  const typed = recoveryCodes[0] ?? '';
  const plain = typed.replaceAll('-', '');
  for (const word of [secret, bytes, typed, plain, Buffer.from(plain).toString('hex')]) {
    expect(all).not.toContain(word);
  }
});

describe('where the second factor is off', () => {
  let demo: SessionsFixture;
  beforeAll(async () => (demo = await openSessionsFixture({ secondFactor: 'off' })));
  afterAll(() => demo.close());

  it('every request counts as if it had just been shown', async () => {
    const li = await demo.member('demo');
    const { accessToken: token } = await demo.signIn(li.email);
    demo.later(9 * MINUTE);
    expect((await demo.call('POST', '/v1/probe', { token })).statusCode).toBe(201);
    const me = await demo.call('GET', '/v1/me', { token });
    expect(me.json()).toMatchObject({ secondFactor: { required: false, setUp: false } });
  });
});
