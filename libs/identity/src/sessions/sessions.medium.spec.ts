import type { ChinaDate } from '@carbon/kernel';
import { enterEngagement } from '../use-cases/enter-engagement';
import { addMembership, changeRole, endMembership } from '../users/change-membership';
import {
  browserOf,
  type Member,
  MINUTE,
  openSessionsFixture,
  PASSWORD,
  type SessionsFixture,
  START,
} from './sessions.spec-support';

const HOUR = 60 * MINUTE;
const WRONG = { status: 401, code: 'CREDENTIALS_WRONG' };

let at: SessionsFixture;
let li: Member;

beforeAll(async () => {
  at = await openSessionsFixture();
  li = await at.member('li');
});
afterAll(() => at.close());
beforeEach(() => at.clock.set(START));

const login = (body: object) => at.call('POST', '/v1/sessions', { body });
const probe = (token: string) => at.call('GET', '/v1/probe', { token });

describe('signing in', () => {
  it('a program gets its tokens in the answer, and is known by them', async () => {
    const answer = await login({ email: li.email, password: PASSWORD, tokens: 'body' });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['cache-control']).toBe('no-store');
    const { accessToken } = answer.json<{ accessToken: string }>();
    expect((await probe(accessToken)).json()).toMatchObject({
      id: `user:${li.userId}`,
      kind: 'user',
      name: 'H-LI maker',
      role: 'maker',
      holder: { code: 'H-LI', kind: 'generator' },
      personId: li.personId,
      reach: [li.holder.id],
    });
  });

  it('a browser gets three cookies that only the right requests carry', async () => {
    const answer = await login({ email: li.email, password: PASSWORD });
    expect(answer.statusCode).toBe(201);
    expect(answer.body).not.toMatch(/c[sr]_/);
    const lines = [answer.headers['set-cookie'] ?? []].flat();
    expect(lines).toEqual([
      expect.stringMatching(/^__Host-carbon-access=cs_.*Path=\/; HttpOnly; Secure; SameSite=Strict$/),
      expect.stringMatching(
        /^__Secure-carbon-refresh=cr_.*Path=\/v1\/sessions; HttpOnly; Secure; SameSite=Strict$/,
      ),
      expect.stringMatching(/^carbon-csrf=.*Path=\/; Secure; SameSite=Strict$/),
    ]);
    const me = await at.call('GET', '/v1/me', { browser: browserOf(answer) });
    expect(me.json()).toMatchObject({
      user: li.userId,
      name: '张li',
      email: li.email,
      membership: li.membershipId,
      memberships: [{ id: li.membershipId, role: 'maker', holder: { code: 'H-LI' } }],
      secondFactor: { required: true, setUp: false, shownAt: null, recoveryCodesLeft: 0 },
    });
  });

  it('the address is found however it is written', async () => {
    await at.signIn(li.email.toUpperCase());
  });

  it('a wrong password and an unknown address get the same answer', async () => {
    const wrong = await login({ email: li.email, password: 'wrong horse battery staple' });
    const unknown = await login({ email: 'nobody@sessions.example', password: PASSWORD });
    expect(wrong.json()).toMatchObject(WRONG);
    const told = { ...wrong.json<object>(), correlationId: expect.any(String) as string };
    expect(unknown.json()).toEqual(told);
    const refused = await at.audited('session.refused');
    expect(refused.slice(-2)).toMatchObject([
      { subject_id: li.userId, reason: 'password' },
      { subject_id: 'unknown', reason: 'unknown' },
    ]);
  });

  it('a session from another site is not opened', async () => {
    const answer = await at.call('POST', '/v1/sessions', {
      body: { email: li.email, password: PASSWORD },
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.json()).toMatchObject({ status: 403, code: 'ORIGIN_FOREIGN' });
  });

  it('tokens stand in the database as hashes only', async () => {
    const tokens = await at.signIn(li.email);
    const rows = await at.database.query<{ line: string }>('select s::text as line from identity.session s');
    const all = JSON.stringify(rows);
    for (const token of [tokens.accessToken, tokens.refreshToken]) {
      expect(all).not.toContain(token);
      expect(all).not.toContain(token.slice(3));
      expect(all).not.toContain(Buffer.from(token).toString('hex'));
    }
  });

  it('somebody of no holder signs in and may only look after the own account', async () => {
    const lone = await at.member('lone');
    await at.database.transaction((tx) =>
      endMembership(tx, { membershipId: lone.membershipId }, at.clock.now(), { actor: 'test' }),
    );
    const { accessToken } = await at.signIn(lone.email);
    expect((await probe(accessToken)).json()).toMatchObject({
      permissions: ['self'],
      reach: [],
      name: 'user',
    });
  });
});

describe('CSRF', () => {
  const out = (headers: Record<string, string>) => at.call('DELETE', '/v1/sessions/current', { headers });

  it('a request by cookie that changes something needs the token of its own session', async () => {
    const browser = await at.browse(li.email);
    const other = await at.browse(li.email);
    const { cookie = '' } = browser.headers();
    const wrong = { status: 403, code: 'CSRF_TOKEN_WRONG' };
    expect((await out({ cookie })).json()).toMatchObject(wrong);
    const foreign = other.cookies.get('carbon-csrf') ?? '';
    expect((await out({ cookie, 'x-csrf-token': foreign })).json()).toMatchObject(wrong);
    expect((await at.call('GET', '/v1/me', { headers: { cookie } })).statusCode).toBe(200);
    const gone = await out(browser.headers());
    expect(gone.statusCode).toBe(204);
    expect([gone.headers['set-cookie'] ?? []].flat()).toHaveLength(3);
    expect([...browserOf(gone).cookies.values()]).toEqual(['', '', '']);
    expect((await at.call('GET', '/v1/me', { browser })).json()).toMatchObject({ code: 'SESSION_REVOKED' });
  });

  it.each([{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, { origin: 'null' }])(
    'is refused from another site (%j)',
    async (said) => {
      const browser = await at.browse(li.email);
      const answer = await out({ ...browser.headers(), ...said });
      expect(answer.json()).toMatchObject({ status: 403, code: 'ORIGIN_FOREIGN' });
    },
  );

  it('our own page is let through', async () => {
    const browser = await at.browse(li.email);
    const own = { origin: 'https://registry.test', 'sec-fetch-site': 'same-origin' };
    expect((await out({ ...browser.headers(), ...own })).statusCode).toBe(204);
  });

  it('a program shows its token itself and needs none', async () => {
    const { accessToken } = await at.signIn(li.email);
    const answer = await at.call('DELETE', '/v1/sessions/current', { token: accessToken });
    expect(answer.statusCode).toBe(204);
  });
});

describe('refreshing', () => {
  const refresh = (refreshToken: string) =>
    at.call('POST', '/v1/sessions/refresh', { body: { refreshToken } });

  it('an access token lasts ten minutes; a refresh gives another', async () => {
    const first = await at.signIn(li.email);
    at.later(10 * MINUTE);
    expect((await probe(first.accessToken)).json()).toMatchObject({ status: 401, code: 'SESSION_EXPIRED' });
    const answer = await refresh(first.refreshToken);
    expect(answer.statusCode).toBe(200);
    const second = answer.json<typeof first>();
    expect(second.session).toBe(first.session);
    expect((await probe(second.accessToken)).statusCode).toBe(200);
    expect((await probe(first.accessToken)).json()).toMatchObject(WRONG);
  });

  it('a token that comes again ends the whole session, once', async () => {
    const first = await at.signIn(li.email);
    const second = (await refresh(first.refreshToken)).json<typeof first>();
    for (const token of [first.refreshToken, first.refreshToken, second.refreshToken]) {
      expect((await refresh(token)).json()).toMatchObject({ status: 401, code: 'SESSION_REVOKED' });
    }
    expect((await probe(second.accessToken)).json()).toMatchObject({ code: 'SESSION_REVOKED' });
    const told = await at.audited('session.revoked');
    expect(told.filter((each) => each.subject_id === first.session)).toMatchObject([
      { reason: 'refresh-token-reused' },
    ]);
  });

  it('of fifty at once with one token one wins, and the others end the session', async () => {
    const first = await at.signIn(li.email);
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(first.refreshToken)));
    const won = answers.filter(({ statusCode }) => statusCode === 200);
    expect(won).toHaveLength(1);
    const lost = answers.filter(({ statusCode }) => statusCode !== 200);
    expect(lost.map((each) => each.json<{ code: string }>().code)).toEqual(
      Array.from({ length: 49 }, () => 'SESSION_REVOKED'),
    );
    const { accessToken } = won[0]!.json<typeof first>();
    expect((await probe(accessToken)).json()).toMatchObject({ code: 'SESSION_REVOKED' });
    const told = await at.audited('session.revoked');
    expect(told.filter((each) => each.subject_id === first.session)).toHaveLength(1);
  });

  it('an idle evening ends a session, a week ends it in any case', async () => {
    const idle = await at.signIn(li.email);
    at.later(12 * HOUR);
    expect((await refresh(idle.refreshToken)).json()).toMatchObject({ code: 'SESSION_EXPIRED' });

    let busy = await at.signIn(li.email);
    for (let hours = 0; hours < 7 * 24 - 11; hours += 11) {
      at.later(11 * HOUR);
      const answer = await refresh(busy.refreshToken);
      expect(answer.statusCode).toBe(200);
      busy = answer.json();
    }
    at.later(11 * HOUR);
    expect((await refresh(busy.refreshToken)).json()).toMatchObject({ code: 'SESSION_EXPIRED' });
  });

  it('by cookie it needs the CSRF token, and a refusal uses nothing up', async () => {
    const browser = await at.browse(li.email);
    const { cookie = '' } = browser.headers();
    const bare = await at.call('POST', '/v1/sessions/refresh', { body: {}, headers: { cookie } });
    expect(bare.json()).toMatchObject({ code: 'CSRF_TOKEN_WRONG' });
    const answer = await at.call('POST', '/v1/sessions/refresh', { body: {}, browser });
    expect(answer.statusCode).toBe(200);
    expect((await at.call('GET', '/v1/me', { browser: browserOf(answer) })).statusCode).toBe(200);
  });

  it('a token that never was is no session', async () => {
    expect((await refresh('cr_nothing')).json()).toMatchObject(WRONG);
    expect((await at.call('POST', '/v1/sessions/refresh', { body: {} })).json()).toMatchObject(WRONG);
  });
});

describe('what ends or changes a session', () => {
  const by = { actor: 'test' };

  it('a role that changed asks to sign in again, also when it changed back', async () => {
    const wang = await at.member('wang');
    const { accessToken, refreshToken } = await at.signIn(wang.email);
    const change = (role: 'checker' | 'maker') =>
      at.database.transaction((tx) =>
        changeRole(tx, { membershipId: wang.membershipId, role }, at.clock.now(), by),
      );
    await change('checker');
    const stale = { status: 401, code: 'SESSION_STALE' };
    expect((await probe(accessToken)).json()).toMatchObject(stale);
    await change('maker');
    expect((await probe(accessToken)).json()).toMatchObject(stale);
    const again = await at.call('POST', '/v1/sessions/refresh', { body: { refreshToken } });
    expect(again.json()).toMatchObject(stale);
    const fresh = await at.signIn(wang.email);
    expect((await probe(fresh.accessToken)).statusCode).toBe(200);
  });

  it('a membership that ended does so too', async () => {
    const zhao = await at.member('zhao');
    const { accessToken } = await at.signIn(zhao.email);
    await at.database.transaction((tx) =>
      endMembership(tx, { membershipId: zhao.membershipId, reason: '离职' }, at.clock.now(), by),
    );
    expect((await probe(accessToken)).json()).toMatchObject({ code: 'SESSION_STALE' });
  });

  it('one ends the own sessions, and nobody else’s', async () => {
    const qian = await at.member('qian');
    const [mine, other] = [await at.signIn(qian.email), await at.signIn(qian.email)];
    const list = await at.call('GET', '/v1/sessions?limit=1', { token: mine.accessToken });
    expect(list.json()).toMatchObject({
      items: [{ id: mine.session, current: true, holder: 'H-QIAN', role: 'maker', ip: '127.0.0.1' }],
      next: expect.any(String) as string,
    });
    const end = (id: string, token = mine.accessToken) => at.call('DELETE', `/v1/sessions/${id}`, { token });
    const stranger = await at.signIn(li.email);
    expect((await end(other.session, stranger.accessToken)).json()).toMatchObject({
      status: 404,
      code: 'SESSION_UNKNOWN',
    });
    expect((await end(other.session)).statusCode).toBe(204);
    expect((await probe(other.accessToken)).json()).toMatchObject({ code: 'SESSION_REVOKED' });
    expect((await end(other.session)).statusCode).toBe(404);
    expect((await probe(mine.accessToken)).statusCode).toBe(200);
  });

  it('somebody of two holders acts for one at a time', async () => {
    const sun = await at.member('sun');
    const second = await at.holder('SECOND', 'auditor');
    const { id } = await at.database.transaction((tx) =>
      addMembership(tx, { userId: sun.userId, holderId: second.id, role: 'reader' }, at.clock.now(), by),
    );
    const { accessToken: token } = await at.signIn(sun.email);
    expect((await probe(token)).json()).toMatchObject({ holder: { code: 'H-SUN' } });
    const choose = (membership: string) =>
      at.call('POST', '/v1/sessions/current/membership', { token, body: { membership } });
    expect((await choose(id)).json()).toMatchObject({ id, role: 'reader', holder: { code: 'SECOND' } });
    expect((await probe(token)).json()).toMatchObject({ role: 'reader', reach: [second.id] });
    expect((await choose(li.membershipId)).json()).toMatchObject({ status: 404, code: 'MEMBERSHIP_UNKNOWN' });
    const direct = await at.signIn(sun.email, { holder: 'SECOND' });
    expect((await probe(direct.accessToken)).json()).toMatchObject({ holder: { code: 'SECOND' } });
  });

  it('a holder that closed lets nobody in; one that is suspended lets them read', async () => {
    const zhou = await at.member('zhou');
    const { accessToken } = await at.signIn(zhou.email);
    const change = (act: string, before: string, state: string) =>
      at.database.query(
        `insert into identity.holder_change (id, holder_id, act, name_zh_before, name_en_before, state_before, name_zh,
           name_en, state, reason, changed_at, changed_by)
         select gen_random_uuid(), id, $2, name_zh, name_en, $3, name_zh, name_en, $4, 'test', $5, 'test'
           from identity.holder where id = $1`,
        [zhou.holder.id, act, before, state, at.clock.now()],
      );
    await change('suspend', 'active', 'suspended');
    const { permissions } = (await probe(accessToken)).json<{ permissions: string[] }>();
    expect(permissions).toContain('accounts.read');
    expect(permissions).not.toContain('transfers.propose');
    await change('close', 'suspended', 'closed');
    expect((await probe(accessToken)).json()).toMatchObject({ status: 401, code: 'HOLDER_CLOSED' });
  });
});

describe('how far one sees', () => {
  it.each([
    ['the registry', 'REG', 'registry-operator', undefined, 'everything'],
    ['the national regulator', 'NAT', 'regulator', undefined, 'everything'],
    ['a provincial regulator', 'PRO', 'regulator', '江苏', 'organisations of the province'],
    ['a verifier nobody engaged', 'VER', 'verifier', '江苏', 'itself'],
    ['a generator', 'GEN', 'generator', '江苏', 'itself'],
  ] as const)('%s', async (_, code, kind, province, sees) => {
    const own = await at.holder(`${code}-OWN`, kind, province);
    const near = await at.holder(`${code}-NEAR`, 'generator', '江苏');
    const resident = await at.holder(`${code}-RESIDENT`, 'resident', '江苏');
    const reader = await at.member(code.toLowerCase(), 'reader', own);
    const { accessToken } = await at.signIn(reader.email);
    const { reach } = (await probe(accessToken)).json<{ reach: string[] | null }>();
    const seen = [own, near, resident, li.holder].map(({ id }) => reach === null || reach.includes(id));
    expect(seen).toEqual(
      {
        everything: [true, true, true, true],
        'organisations of the province': [true, true, false, false],
        itself: [true, false, false, false],
      }[sees],
    );
  });

  it('an auditor sees who engaged it, in the window of the engagement', async () => {
    const own = await at.holder('AUD-OWN', 'auditor');
    const auditor = await at.member('aud', 'reader', own);
    const now = at.clock.now();
    const engagement = {
      auditor: own,
      holders: [li.holder],
      instruments: null,
      windowFrom: '2025-01-01' as ChinaDate,
      windowTo: '2025-12-31' as ChinaDate,
      accessFrom: now,
      accessUntil: new Date(now.getTime() + HOUR),
      purpose: '年度审计',
    };
    const review = {
      by: 'user:maker',
      approver: 'user:checker',
      taskId: null,
      reason: 'example',
      now,
      documentHash: 'ab'.repeat(32),
    };
    await at.database.transaction((tx) => enterEngagement(tx, engagement, review));
    const reachNow = async () => {
      const { accessToken } = await at.signIn(auditor.email);
      return (await probe(accessToken)).json<{ reach: string[] }>().reach.sort();
    };
    expect(await reachNow()).toEqual([own.id, li.holder.id].sort());
    at.later(HOUR);
    expect(await reachNow()).toEqual([own.id]);
  });
});

describe('the registry over users', () => {
  it('locks an account, sees and ends sessions', async () => {
    const wu = await at.member('wu');
    const { accessToken, session } = await at.signIn(wu.email);
    const asOperator = { headers: at.operator };
    const sessions = `/v1/users/${wu.userId}/sessions`;
    expect((await at.call('GET', sessions, asOperator)).json()).toMatchObject({ items: [{ id: session }] });
    expect((await at.audited('user.sessions-read')).at(-1)).toMatchObject({ subject_id: wu.userId });

    const locks = `/v1/users/${wu.userId}/locks`;
    const locked = await at.call('POST', locks, { ...asOperator, body: { reason: '离职' } });
    expect(locked.json()).toEqual({ user: wu.userId, state: 'locked' });
    expect((await probe(accessToken)).json()).toMatchObject({ status: 401, code: 'ACCOUNT_LOCKED' });
    expect((await login({ email: wu.email, password: PASSWORD })).json()).toMatchObject(WRONG);
    expect((await at.call('DELETE', locks, asOperator)).statusCode).toBe(204);
    expect((await probe(accessToken)).json()).toMatchObject({ code: 'SESSION_REVOKED' });

    const again = await at.signIn(wu.email);
    expect((await at.call('DELETE', sessions, asOperator)).statusCode).toBe(204);
    expect((await probe(again.accessToken)).json()).toMatchObject({ code: 'SESSION_REVOKED' });
  });

  it('others may not, and a user who is not there is not there', async () => {
    const { accessToken: token } = await at.signIn(li.email);
    const locks = `/v1/users/${li.userId}/locks`;
    const mine = await at.call('POST', locks, { token, body: { reason: 'x' } });
    expect(mine.json()).toMatchObject({ status: 403, code: 'PERMISSION_MISSING' });
    const none = `/v1/users/${li.holder.id}/locks`;
    const missing = await at.call('POST', none, { headers: at.operator, body: { reason: 'x' } });
    expect(missing.json()).toMatchObject({ status: 404, code: 'USER_UNKNOWN' });
  });

  it('a machine has no account of its own', async () => {
    const answer = await at.call('GET', '/v1/me', { headers: at.operator });
    expect(answer.json()).toMatchObject({ status: 403, code: 'CALLER_NOT_A_PERSON' });
  });
});
