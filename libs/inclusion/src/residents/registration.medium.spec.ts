import { InclusionWorld, type TestProgramme } from '../../../../tests/support/inclusion-world';
import {
  type Answer,
  openPlatformFixture,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';
import { PASSWORD, PLATFORM_CONSENT, registration, Residents } from './residents.spec-support';

let platform: PlatformFixture;
let residents: Residents;
let programme: TestProgramme;

beforeAll(async () => {
  platform = await openPlatformFixture();
  residents = new Residents(platform);
  programme = await new InclusionWorld(platform).programme();
});
afterAll(() => platform.close());

const countOf = async (table: string): Promise<number> =>
  (await platform.database.query<{ count: number }>(`select count(*)::int as count from ${table}`))[0]
    ?.count ?? -1;

/** What a refusal says, without what names the one request. */
const problem = (answer: Answer) => {
  const { code, detail, fields, rule, status } = answer.json<Record<string, unknown>>();
  return { code, detail, fields, rule, status };
};

/** How much there is of everything that a registration makes. */
const everything = async (): Promise<number[]> => {
  const tables = ['inclusion.resident', 'inclusion.membership', 'privacy.person', 'privacy.consent'];
  const counts = [];
  for (const table of [...tables, 'identity.user_account', 'identity.holder', 'ledger.account']) {
    counts.push(await countOf(table));
  }
  return counts;
};

it('a resident registers, signs in, and has an account of points in the programme', async () => {
  const answer = await residents.register('a@test.example', { name: '甲' });
  expect(answer.statusCode).toBe(202);
  const opened = await residents.signIn('a@test.example');
  const headers = { authorization: `Bearer ${opened.json<{ accessToken: string }>().accessToken}` };
  const own = (await residents.get('/v1/me/resident', headers)).json<Record<string, string>>();
  expect(own).toMatchObject({ state: 'active', language: 'zh', largeType: false, inChallenges: true });
  expect(own['code']).toMatch(/^R-[0-9A-HJKMNP-TV-Z]{10}$/);
  expect((await residents.get('/v1/me/programmes', headers)).json()).toMatchObject({
    items: [{ programme: 'SZ', leftAt: null }],
  });
  expect((await residents.get('/v1/me/consents', headers)).json()).toMatchObject({
    items: [{ purpose: 'carbon-inclusion', source: 'platform', standing: true, givenBy: 'self' }],
  });
  const holders = await platform.database.query(
    'select name_zh, name_en, kind, source from identity.holder where code = $1',
    [own['code']],
  );
  expect(holders).toEqual([
    {
      name_zh: `居民 ${own['code']}`,
      name_en: `Resident ${own['code']}`,
      kind: 'resident',
      source: 'registration',
    },
  ]);
  const accounts = await platform.database.query('select kind from ledger.account where number = $1', [
    own['account'],
  ]);
  expect(accounts).toEqual([{ kind: 'points' }]);
});

it('AC-120 PII-001 for a child under 14 nothing is made without a guardian', async () => {
  const before = await everything();
  const child = await residents.register('child@test.example', { birthDate: '2012-03-03' });
  expect(child.json()).toMatchObject({
    status: 422,
    code: 'PERSON_NEEDS_GUARDIAN',
    rule: 'PII-001',
  });
  expect(await everything()).toEqual(before);
  const grown = await residents.register('grown@test.example', { birthDate: '2012-03-02' });
  expect(grown.statusCode).toBe(202);
});

it('an address that has an account cannot be told from one that has none, and its owner is written to', async () => {
  const first = await residents.register('b@test.example');
  const before = await everything();
  const again = await residents.register('B@test.example');
  expect([again.statusCode, again.body]).toEqual([first.statusCode, first.body]);
  expect(await everything()).toEqual(before);
  const mails = await platform.database.query<{ template: string }>('select template from identity.mail');
  expect(mails).toEqual([{ template: 'security-notice' }]);
  const wrong = [
    { password: 'password1234' },
    { programme: 'NOWHERE' },
    { consents: [{ ...PLATFORM_CONSENT, textVersion: '1999.1' }] },
    { consents: [{ ...PLATFORM_CONSENT, purpose: 'precise-location' }] },
    { birthDate: '2020-01-01' },
    { phone: 'none' },
  ];
  for (const change of wrong) {
    const [taken, free] = [
      await residents.register('b@test.example', change),
      await residents.register('nobody@test.example', change),
    ];
    expect(problem(free)).toEqual(problem(taken));
    expect(taken.statusCode).toBeGreaterThanOrEqual(400);
  }
  expect(await everything()).toEqual(before);
});

it('of many registrations with one address at once one makes an account', async () => {
  const before = await countOf('inclusion.resident');
  const all = await Promise.all(Array.from({ length: 8 }, () => residents.register('c@test.example')));
  expect(new Set(all.map(({ statusCode }) => statusCode))).toEqual(new Set([202]));
  expect(await countOf('inclusion.resident')).toBe(before + 1);
});

it('one address cannot register without end', async () => {
  const nowhere = registration('d@test.example', { programme: 'NOWHERE' });
  const codes = [];
  for (let each = 0; each < 31; each++) {
    codes.push((await residents.post('/v1/residents', {}, nowhere)).statusCode);
  }
  expect(codes.slice(0, 30)).toEqual(codes.slice(0, 30).map(() => 404));
  expect(codes[30]).toBe(429);
});

it('somebody with another role opens a resident account beside it, once', async () => {
  const staff = await platform.person(programme.operatorId, 'reader');
  const body = { programme: 'SZ', consents: [PLATFORM_CONSENT] };
  expect((await residents.post('/v1/me/resident', staff.headers, body)).json()).toMatchObject({
    status: 422,
    code: 'RESIDENT_BIRTH_DATE_NEEDED',
  });
  const child = { ...body, birthDate: '2020-01-01' };
  expect((await residents.post('/v1/me/resident', staff.headers, child)).json()).toMatchObject({
    code: 'PERSON_NEEDS_GUARDIAN',
  });
  const adult = { ...body, birthDate: '1985-02-03' };
  const opened = await residents.post('/v1/me/resident', staff.headers, adult);
  expect(opened.statusCode).toBe(201);
  const { number, code } = opened.json<{ number: string; code: string }>();
  expect((await residents.get('/v1/me/resident', staff.headers)).statusCode).toBe(403);
  const asResident = await residents.session(staff.userId, code);
  expect((await residents.get('/v1/me/resident', asResident)).json()).toMatchObject({ number });
  const again = await residents.post('/v1/me/resident', staff.headers, adult);
  expect(again.json()).toMatchObject({ status: 409, code: 'RESIDENT_EXISTS' });
  expect((await residents.post('/v1/me/resident', platform.machine, adult)).statusCode).toBe(403);
});

it('PII-001 a guardian opens the account of a child, and every consent is asked for alone', async () => {
  const guardian = await residents.registered();
  const stranger = await residents.registered();
  const { person } = await residents.ward(guardian);
  const url = `/v1/me/wards/${person}/resident`;
  const body = { programme: 'SZ', consents: [{ ...PLATFORM_CONSENT, separate: true }] };
  expect((await residents.post(url, stranger.headers, body)).json()).toMatchObject({
    code: 'PERSON_UNKNOWN',
  });
  const bundled = { ...body, consents: [PLATFORM_CONSENT] };
  expect((await residents.post(url, guardian.headers, bundled)).json()).toMatchObject({
    code: 'CONSENT_NOT_SEPARATE',
  });
  const opened = await residents.post(url, guardian.headers, body);
  expect(opened.statusCode).toBe(201);
  const { number } = opened.json<{ number: string }>();
  const look = (headers: object) => residents.get(`/v1/me/resident?for=${number}`, headers);
  expect((await look(guardian.headers)).json()).toMatchObject({ number, state: 'active' });
  expect((await look(stranger.headers)).json()).toMatchObject({ status: 404, code: 'RESIDENT_UNKNOWN' });
  const own = await residents.get('/v1/me/data', guardian.headers);
  const self = `/v1/me/wards/${own.json<{ personId: string }>().personId}/resident`;
  expect((await residents.post(self, guardian.headers, body)).json()).toMatchObject({
    code: 'RESIDENT_NOT_A_WARD',
  });
});

it('preferences change one by one, and only the own', async () => {
  const [me, other] = [await residents.registered({ language: 'en' }), await residents.registered()];
  const url = '/v1/me/resident/preferences';
  const changed = await residents.post(url, me.headers, { largeType: true });
  expect(changed.json()).toMatchObject({ largeType: true, language: 'en', inChallenges: true });
  const hidden = await residents.post(url, me.headers, { inChallenges: false });
  expect(hidden.json()).toMatchObject({ largeType: true, language: 'en', inChallenges: false });
  expect(
    (await residents.post(`${url}?for=${me.number}`, other.headers, { largeType: false })).statusCode,
  ).toBe(404);
  expect((await residents.post(url, me.headers, { language: 'fr' })).statusCode).toBe(400);
});

it('PII-004 neither the log nor a kept answer tells who registered', async () => {
  const secrets = ['name-in-the-log', 'secret-person@test.example', PASSWORD];
  await residents.register(secrets[1] ?? '', { name: secrets[0] });
  const kept = JSON.stringify([
    await platform.database.query('select * from platform.request'),
    await platform.database.query('select before, after, reason from audit.record'),
    platform.logged,
  ]);
  for (const secret of secrets) expect(kept).not.toContain(secret);
  expect(kept).toContain('resident');
});
