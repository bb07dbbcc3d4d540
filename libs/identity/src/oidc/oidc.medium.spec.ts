import {
  type Browser,
  browserOf,
  type Member,
  MINUTE,
  openSessionsFixture,
  type SessionsFixture,
  START,
} from '../sessions/sessions.spec-support';
import type { OidcOptions } from './oidc-settings';
import { CLIENT, type Mood, openProvider, type TestProvider } from './oidc.spec-support';

let provider: TestProvider;
let at: SessionsFixture;
let now = () => START;

const optionsOf = (more: Partial<OidcOptions> = {}): OidcOptions => ({
  issuer: provider.issuer,
  clientId: CLIENT.id,
  clientSecret: CLIENT.secret,
  redirectUri: 'https://registry.test/v1/oidc/callback',
  landing: '/home',
  linkByVerifiedEmail: false,
  ...more,
});

beforeAll(async () => {
  provider = await openProvider(() => now());
  at = await openSessionsFixture({}, { oidc: optionsOf({ secondFactor: { amr: ['otp'] } }) });
  now = () => at.clock.now();
});
afterAll(async () => {
  await at.close();
  await provider.close();
});
beforeEach(() => at.clock.set(START));

/** What a browser keeps of an answer, as it sends it. */
const flowCookie = (browser: Browser) => ({ cookie: browser.headers()['cookie'] ?? '' });

/** To the provider and back, without the last step. */
async function under(fixture: SessionsFixture, subject: string, mood?: Mood) {
  provider.next(subject, mood);
  const login = await fixture.call('GET', '/v1/oidc/login');
  expect(login.statusCode).toBe(302);
  return { back: await provider.visit(login.headers.location ?? ''), browser: browserOf(login) };
}
async function login(subject: string, mood?: Mood, fixture = at) {
  const { back, browser } = await under(fixture, subject, mood);
  return fixture.call('GET', back, { headers: flowCookie(browser) });
}

/** Links a subject to an account, as somebody who is signed in does. */
async function link(member: Member, subject: string) {
  const { accessToken: token } = await at.signIn(member.email);
  provider.next(subject);
  const begun = await at.call('POST', '/v1/me/oidc-links', { token });
  const back = await provider.visit(begun.json<{ location: string }>().location);
  return at.call('GET', back, { headers: flowCookie(browserOf(begun)) });
}

const sessions = async () =>
  (await at.database.query<{ count: string }>('select count(*) from identity.session'))[0]?.count;

it('somebody links an identity, and signs in with it by cookies', async () => {
  const li = await at.member('link');
  expect((await link(li, 'sub-link')).statusCode).toBe(302);
  const answer = await login('sub-link');
  expect([answer.statusCode, answer.headers.location]).toEqual([302, '/home']);
  const browser = browserOf(answer);
  const me = await at.call('GET', '/v1/me', { browser });
  expect(me.json()).toMatchObject({ user: li.userId, secondFactor: { shownAt: null } });
  expect(browser.cookies.get('__Host-carbon-oidc')).toBe('');
  const links = await at.call('GET', '/v1/me/oidc-links', { browser });
  expect(links.json()).toMatchObject({ items: [{ issuer: provider.issuer, how: 'by-user' }] });
});

it('the request for a login carries PKCE, state and nonce, none of which the log keeps', async () => {
  const answer = await at.call('GET', '/v1/oidc/login');
  const location = new URL(answer.headers.location ?? '');
  expect(Object.fromEntries(location.searchParams)).toMatchObject({
    code_challenge_method: 'S256',
    response_type: 'code',
    scope: 'openid email',
    state: expect.stringMatching(/.{20}/) as unknown,
    nonce: expect.stringMatching(/.{20}/) as unknown,
  });
  const cookie = [answer.headers['set-cookie'] ?? []].flat().join();
  expect(cookie).toMatch(/^__Host-carbon-oidc=.*HttpOnly; Secure; SameSite=Lax/);
  expect(cookie).not.toContain(location.searchParams.get('nonce'));
  const { back, browser } = await under(at, 'nobody');
  await at.call('GET', back, { headers: flowCookie(browser) });
  expect(at.log.join()).not.toContain(new URL(back, 'http://x').searchParams.get('code'));
});

describe('a login is refused', () => {
  beforeAll(async () => {
    await link(await at.member('refused'), 'sub-refused');
  });

  it.each<[string, Mood]>([
    ['whose nonce is another', { claims: { nonce: 'another' } }],
    ['whose id token has expired', { issuedAt: new Date(START.getTime() - 10 * MINUTE) }],
    ['whose token is of another issuer', { claims: { iss: 'https://elsewhere.example' } }],
    ['whose token is for another client', { claims: { aud: 'another' } }],
    ['whose token is signed with a key that is not published', { foreignKey: true }],
  ])('%s', async (_, mood) => {
    const before = await sessions();
    const answer = await login('sub-refused', mood);
    expect(answer.json()).toMatchObject({ status: 401, code: 'OIDC_LOGIN_REFUSED' });
    expect(await sessions()).toBe(before);
    expect((await at.audited('session.refused')).at(-1)).toMatchObject({ reason: 'oidc answer' });
  });

  it('whose state is another, which comes in another browser, or too late', async () => {
    const [first, second] = [await under(at, 'sub-refused'), await under(at, 'sub-refused')];
    const refused = { status: 400, code: 'OIDC_FLOW_UNKNOWN' };
    const wrongState = first.back.replace(/state=[^&]*/, 'state=another');
    const answers = [
      await at.call('GET', wrongState, { headers: flowCookie(first.browser) }),
      await at.call('GET', first.back, { headers: flowCookie(second.browser) }),
      await at.call('GET', first.back),
      await at.call('GET', first.back, { headers: { cookie: '__Host-carbon-oidc=bWFkZSB1cA' } }),
    ];
    at.later(10 * MINUTE);
    answers.push(await at.call('GET', second.back, { headers: flowCookie(second.browser) }));
    for (const answer of answers) expect(answer.json()).toMatchObject(refused);
  });

  it('whose code was used', async () => {
    const { back, browser } = await under(at, 'sub-refused');
    expect((await at.call('GET', back, { headers: flowCookie(browser) })).statusCode).toBe(302);
    const again = await at.call('GET', back, { headers: flowCookie(browser) });
    expect(again.json()).toMatchObject({ code: 'OIDC_LOGIN_REFUSED' });
  });

  it('whose identity is linked to nobody, also where its address is verified', async () => {
    const known = await at.member('unlinked');
    const answer = await login('sub-unlinked', { claims: { email: known.email, email_verified: true } });
    expect(answer.json()).toMatchObject({ status: 403, code: 'OIDC_IDENTITY_UNLINKED' });
    expect((await at.audited('session.refused')).at(-1)).toMatchObject({ reason: 'oidc unlinked' });
  });

  it('whose account is locked', async () => {
    const member = await at.member('oidc-locked');
    await link(member, 'sub-locked');
    await at.call('POST', `/v1/users/${member.userId}/locks`, {
      headers: at.operator,
      body: { reason: '离职' },
    });
    expect((await login('sub-locked')).json()).toMatchObject({ code: 'OIDC_LOGIN_REFUSED' });
  });
});

describe('linking', () => {
  it('an identity opens one account, of twenty that try at once', async () => {
    const members = [];
    for (let n = 0; n < 20; n += 1) members.push(await at.member(`grab-${n}`));
    const ready = [];
    for (const member of members) {
      const { accessToken: token } = await at.signIn(member.email);
      provider.next('sub-grab');
      const begun = await at.call('POST', '/v1/me/oidc-links', { token });
      const back = await provider.visit(begun.json<{ location: string }>().location);
      ready.push(() => at.call('GET', back, { headers: flowCookie(browserOf(begun)) }));
    }
    const answers = await Promise.all(ready.map((finish) => finish()));
    expect(answers.filter(({ statusCode }) => statusCode === 302)).toHaveLength(1);
    for (const answer of answers.filter(({ statusCode }) => statusCode !== 302)) {
      expect(answer.json()).toMatchObject({ status: 409, code: 'OIDC_IDENTITY_TAKEN' });
    }
  });

  it('does not outlive the session that asked for it', async () => {
    const member = await at.member('ended');
    const { accessToken: token } = await at.signIn(member.email);
    provider.next('sub-ended');
    const begun = await at.call('POST', '/v1/me/oidc-links', { token });
    const back = await provider.visit(begun.json<{ location: string }>().location);
    await at.call('DELETE', '/v1/sessions/current', { token });
    const answer = await at.call('GET', back, { headers: flowCookie(browserOf(begun)) });
    expect(answer.json()).toMatchObject({ code: 'OIDC_FLOW_UNKNOWN' });
  });

  it('REG-002 needs the second factor of who has one', async () => {
    const member = await at.member('two-factors');
    const { accessToken: token } = await at.signIn(member.email);
    await at.setUpTotp(token);
    at.later(6 * MINUTE);
    expect((await at.call('POST', '/v1/me/oidc-links', { token })).json()).toMatchObject({
      code: 'SECOND_FACTOR_NEEDED',
    });
  });

  it('is taken back by its owner only', async () => {
    const [owner, other] = [await at.member('owner'), await at.member('no-owner')];
    await link(owner, 'sub-owner');
    const { accessToken: token } = await at.signIn(owner.email);
    const { items } = (await at.call('GET', '/v1/me/oidc-links', { token })).json<{
      items: { id: string }[];
    }>();
    const path = `/v1/me/oidc-links/${items[0]?.id ?? ''}`;
    const stranger = await at.signIn(other.email);
    expect((await at.call('DELETE', path, { token: stranger.accessToken })).statusCode).toBe(404);
    expect((await at.call('DELETE', path, { token })).statusCode).toBe(204);
    expect((await login('sub-owner')).json()).toMatchObject({ code: 'OIDC_IDENTITY_UNLINKED' });
  });
});

it('REG-002 a fresh second factor at the provider counts as the settings say', async () => {
  const member = await at.member('mfa');
  await link(member, 'sub-mfa');
  const shown = async (claims: Mood['claims']) => {
    const browser = browserOf(await login('sub-mfa', claims === undefined ? {} : { claims }));
    const me = await at.call('GET', '/v1/me', { browser });
    return me.json<{ secondFactor: { shownAt: string | null } }>().secondFactor.shownAt !== null;
  };
  const auth_time = START.getTime() / 1000;
  expect(await shown({ amr: ['pwd', 'otp'], auth_time })).toBe(true);
  expect(await shown({ amr: ['pwd'], auth_time })).toBe(false);
  expect(await shown({ amr: ['otp'] })).toBe(false);
});

describe('where the provider is trusted with addresses', () => {
  let trusting: SessionsFixture;
  beforeAll(async () => {
    trusting = await openSessionsFixture({}, { oidc: optionsOf({ linkByVerifiedEmail: true }) });
  });
  afterAll(() => trusting.close());

  it('a verified one links the account at the first login, an unverified one does not', async () => {
    const li = await trusting.member('verified');
    const email = li.email.toUpperCase();
    const unverified = await login('sub-verified', { claims: { email } }, trusting);
    expect(unverified.json()).toMatchObject({ code: 'OIDC_IDENTITY_UNLINKED' });
    const mood = { claims: { email, email_verified: true } };
    expect((await login('sub-verified', mood, trusting)).statusCode).toBe(302);
    expect((await login('sub-verified', {}, trusting)).statusCode).toBe(302);
    // another subject with the same address is somebody else
    expect((await login('sub-other', mood, trusting)).json()).toMatchObject({
      code: 'OIDC_IDENTITY_UNLINKED',
    });
  });
});

it('a provider that does not answer is an outage, and plain HTTP goes to one’s own machine only', async () => {
  const gone = await openSessionsFixture({}, { oidc: optionsOf({ issuer: 'http://127.0.0.1:1' }) });
  try {
    const answer = await gone.call('GET', '/v1/oidc/login');
    expect(answer.json()).toMatchObject({ status: 503, code: 'OIDC_PROVIDER_UNREACHABLE' });
  } finally {
    await gone.close();
  }
  const elsewhere = openSessionsFixture({}, { oidc: optionsOf({ issuer: 'http://id.example' }) });
  await expect(elsewhere).rejects.toThrow('https');
});

it('without a provider there are no such routes', async () => {
  const plain = await openSessionsFixture();
  try {
    expect((await plain.call('GET', '/v1/oidc/login')).json()).toMatchObject({ code: 'ROUTE_UNKNOWN' });
  } finally {
    await plain.close();
  }
});
