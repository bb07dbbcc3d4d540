import {
  type Member,
  MINUTE,
  openSessionsFixture,
  PASSWORD,
  type SessionsFixture,
  START,
} from '../sessions/sessions.spec-support';
import { hashPassword } from './passwords';

// hashes at their real cost
jest.unmock('hash-wasm');

const NEXT = 'seven purple tractors whisper';
const RESET = 'seven quiet lanterns over the harbour';
const WRONG = { status: 401, code: 'CREDENTIALS_WRONG' };

let at: SessionsFixture;

beforeAll(async () => (at = await openSessionsFixture()));
afterAll(() => at.close());
beforeEach(() => at.clock.set(START));

const login = (email: string, password = PASSWORD) =>
  at.call('POST', '/v1/sessions', { body: { email, password, tokens: 'body' } });
const guess = (who: Member) => login(who.email, 'not the password at all');

describe('wrong passwords in a row', () => {
  it('after five the account waits, longer each time, and a right one begins again', async () => {
    const li = await at.member('waits');
    for (let tries = 0; tries < 5; tries++) expect((await guess(li)).json()).toMatchObject(WRONG);
    expect((await login(li.email)).json()).toMatchObject(WRONG);
    at.later(MINUTE - 1);
    expect((await login(li.email)).json()).toMatchObject(WRONG);
    at.later(1);
    expect((await guess(li)).json()).toMatchObject(WRONG);
    at.later(MINUTE);
    expect((await login(li.email)).json()).toMatchObject(WRONG);
    at.later(MINUTE);
    expect((await login(li.email)).statusCode).toBe(201);
    for (let tries = 0; tries < 4; tries++) await guess(li);
    expect((await login(li.email)).statusCode).toBe(201);
  });

  it('of twenty guesses at once five are looked at', async () => {
    const li = await at.member('crowd');
    await Promise.all(Array.from({ length: 20 }, () => guess(li)));
    const refused = await at.audited('session.refused');
    const why = refused.filter((each) => each.subject_id === li.userId).map(({ reason }) => reason);
    expect(why.filter((each) => each === 'password')).toHaveLength(5);
    expect(why.filter((each) => each === 'waiting')).toHaveLength(15);
  });

  it('the registry lets somebody in who waits', async () => {
    const li = await at.member('helped');
    for (let tries = 0; tries < 5; tries++) await guess(li);
    await at.call('DELETE', `/v1/users/${li.userId}/locks`, { headers: at.operator });
    expect((await login(li.email)).statusCode).toBe(201);
  });
});

describe('changing the own password', () => {
  let easy: Member;
  beforeAll(async () => (easy = await at.member('easilyguessed')));

  it('needs the one before, and ends all other sessions', async () => {
    const li = await at.member('change');
    const [mine, other] = [await at.signIn(li.email), await at.signIn(li.email)];
    const change = (body: object) => at.call('POST', '/v1/me/password', { token: mine.accessToken, body });
    const wrong = await change({ current: 'something else entirely', next: NEXT });
    expect(wrong.json()).toMatchObject({ status: 422, code: 'PASSWORD_WRONG' });
    const same = await change({ current: PASSWORD, next: PASSWORD });
    expect(same.json()).toMatchObject({ status: 422, code: 'PASSWORD_UNCHANGED' });
    expect((await change({ current: PASSWORD, next: NEXT })).statusCode).toBe(204);
    expect((await at.call('GET', '/v1/me', { token: mine.accessToken })).statusCode).toBe(200);
    const ended = await at.call('GET', '/v1/me', { token: other.accessToken });
    expect(ended.json()).toMatchObject({ code: 'SESSION_REVOKED' });
    expect((await login(li.email)).json()).toMatchObject(WRONG);
    expect((await login(li.email, NEXT)).statusCode).toBe(201);
  });

  it('does not undo what a reset set while it was looked at: the password it knew is the one before no more', async () => {
    const li = await at.member('overtaken');
    const { accessToken: token } = await at.signIn(li.email);
    const hash = await hashPassword(RESET);
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    const answer = await at.database.transaction(async (tx) => {
      await tx.query('update identity.user_account set password_hash = $2 where id = $1', [li.userId, hash]);
      const body = { current: PASSWORD, next: NEXT };
      const change = Promise.resolve(at.call('POST', '/v1/me/password', { token, body }));
      // it has found the old password right, and waits for the account
      while ((await at.database.query(waiting)).length === 0);
      return { change };
    });
    expect((await answer.change).statusCode).toBe(422);
    expect((await login(li.email, NEXT)).json()).toMatchObject(WRONG);
    expect((await login(li.email, RESET)).statusCode).toBe(201);
  });

  it.each([
    ['too short', 'short', 'length'],
    ['much used', 'password1234', 'weak-password'],
    ['of the own address', 'easilyguessed@sessions', 'weak-password'],
  ])('one that is %s is refused with the reason in both languages', async (_, next, rule) => {
    const { accessToken: token } = await at.signIn(easy.email);
    const body = { current: PASSWORD, next };
    const refused = await at.call('POST', '/v1/me/password', { token, body });
    const message = { zh: expect.any(String) as string, en: expect.any(String) as string };
    expect(refused.json()).toMatchObject({ status: 400, fields: [{ field: 'next', rule, message }] });
    expect(refused.body).not.toContain(next);
  });
});

describe('a forgotten password', () => {
  const ask = (email: string) => at.call('POST', '/v1/password-resets', { body: { email } });
  const reset = (token: string, password: string) =>
    at.call('POST', `/v1/password-resets/${token}`, { body: { password } });
  const lastToken = () => at.mails.at(-1)?.values['token'] ?? '';

  it('a mailed token sets a new one, once; all sessions end and the account waits no longer', async () => {
    const li = await at.member('forgot');
    const { accessToken: token } = await at.signIn(li.email);
    for (let tries = 0; tries < 5; tries++) await guess(li);
    expect((await ask(li.email)).statusCode).toBe(202);
    expect(at.mails.at(-1)).toMatchObject({ toPersonId: li.personId, template: 'password-reset' });
    const mailed = lastToken();
    const weak = await reset(mailed, 'password1234');
    expect(weak.json()).toMatchObject({ code: 'INPUT_MALFORMED', fields: [{ field: 'password' }] });
    const answers = await Promise.all(Array.from({ length: 20 }, () => reset(mailed, NEXT)));
    expect(answers.filter(({ statusCode }) => statusCode === 204)).toHaveLength(1);
    expect((await reset(mailed, NEXT)).json()).toMatchObject({
      status: 404,
      code: 'PASSWORD_RESET_UNKNOWN',
    });
    expect((await at.call('GET', '/v1/me', { token })).json()).toMatchObject({ code: 'SESSION_REVOKED' });
    expect((await login(li.email, NEXT)).statusCode).toBe(201);
  });

  it('nobody learns whether there is an account, and no mailbox is filled', async () => {
    const li = await at.member('asked');
    const before = at.mails.length;
    const unknown = await ask('nobody@sessions.example');
    const known = await ask(li.email);
    await ask(li.email);
    expect([unknown.statusCode, unknown.body]).toEqual([known.statusCode, known.body]);
    expect(at.mails.length - before).toBe(1);
  });

  it('a token expires, and a used one ends the others', async () => {
    const li = await at.member('late');
    await ask(li.email);
    const first = lastToken();
    at.later(30 * MINUTE);
    expect((await reset(first, NEXT)).statusCode).toBe(404);
    await ask(li.email);
    const second = lastToken();
    at.later(6 * MINUTE);
    await ask(li.email);
    expect((await reset(lastToken(), NEXT)).statusCode).toBe(204);
    expect((await reset(second, NEXT)).statusCode).toBe(404);
  });

  it('a locked account gets no mail', async () => {
    const li = await at.member('locked');
    const body = { reason: '离职' };
    await at.call('POST', `/v1/users/${li.userId}/locks`, { headers: at.operator, body });
    const before = at.mails.length;
    expect((await ask(li.email)).statusCode).toBe(202);
    expect(at.mails.length).toBe(before);
  });
});

it('passwords are kept by argon2id as OWASP asks, each with a salt of its own', async () => {
  await Promise.all([at.member('hash-a'), at.member('hash-b')]);
  const rows = await at.database.query<{ password_hash: string }>(
    'select password_hash from identity.user_account where password_hash is not null',
  );
  for (const row of rows) expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(new Set(rows.map((row) => row.password_hash)).size).toBe(rows.length);
});

it('no personal data, password or token stands in the audit trail, the log or the tables of identity', async () => {
  const li = await at.member('secretive');
  const { accessToken, refreshToken } = await at.signIn(li.email);
  await guess(li);
  await at.call('POST', '/v1/password-resets', { body: { email: li.email } });
  await at.call('POST', `/v1/password-resets/${at.mails.at(-1)?.values['token'] ?? ''}`, {
    body: { password: NEXT },
  });
  const tables = ['audit.record', 'identity.user_account', 'identity.session', 'identity.password_reset'];
  const rows = await Promise.all(
    tables.map((table) => at.database.query<object>(`select t::text as line from ${table} t`)),
  );
  expect(at.log.some((line) => line.includes('/v1/password-resets/:token'))).toBe(true);
  const text = JSON.stringify(rows) + at.log.join('');
  const token = at.mails.at(-1)?.values['token'] ?? 'none';
  for (const secret of [li.email, 'secretive', '张', PASSWORD, NEXT, accessToken, refreshToken, token]) {
    expect(text).not.toContain(secret);
  }
});

describe('where attempts of one address are few', () => {
  let tight: SessionsFixture;
  const few = { attempts: 2, seconds: 60 };
  beforeAll(
    async () =>
      (tight = await openSessionsFixture({
        throttle: { signIn: few, passwordReset: few, secondFactor: few },
        cookies: { secure: false },
      })),
  );
  afterAll(() => tight.close());

  it.each([
    ['/v1/sessions', { email: 'a@b.example', password: 'x' }],
    ['/v1/password-resets', { email: 'a@b.example' }],
  ])('%s tells to come again', async (path, body) => {
    for (let tries = 0; tries < 2; tries++) {
      expect((await tight.call('POST', path, { body })).statusCode).not.toBe(429);
    }
    const limited = await tight.call('POST', path, { body });
    expect(limited.json()).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
  });
});
