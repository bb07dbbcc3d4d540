import {
  InclusionWorld,
  type TestPartner,
  type TestProgramme,
} from '../../../../tests/support/inclusion-world';
import {
  type Answer,
  openPlatformFixture,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';
import { isMember, leaveProgrammeRow } from './persistence/memberships';
import { PLATFORM_CONSENT, Residents, type SignedResident, TEXT } from './residents.spec-support';

let platform: PlatformFixture;
let residents: Residents;
let world: InclusionWorld;
let programme: TestProgramme;
let metro: TestPartner;
let bikes: TestPartner;

beforeAll(async () => {
  platform = await openPlatformFixture();
  residents = new Residents(platform);
  world = new InclusionWorld(platform);
  programme = await world.programme();
  metro = await world.partner('METRO_1', programme, ['metro']);
  bikes = await world.partner('BIKES', programme, ['bike']);
});
afterAll(() => platform.close());

const codeOf = (answer: Answer) => answer.json<{ code: string }>().code;
const inForce = async (of: SignedResident) =>
  platform.database.query<{ reference: string; child: boolean }>(
    'select reference, child from inclusion.link where resident_id = $1 and ended_at is null',
    [of.number],
  );
const standing = async (of: SignedResident) => {
  const { items } = (await residents.get('/v1/me/consents', of.headers)).json<{
    items: { id: string; source: string; standing: boolean }[];
  }>();
  return items.filter((each) => each.standing);
};

it('PII-001 a code is a consent to this partner, and links once', async () => {
  const me = await residents.registered();
  const made = await residents.code(me, 'METRO_1');
  expect(made.statusCode).toBe(201);
  expect(codeOf(made)).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
  expect((await standing(me)).map(({ source }) => source)).toEqual(['platform', 'metro_1']);
  const linked = await residents.redeem(metro, codeOf(made).toLowerCase().replace('-', ' '), 'U-1');
  expect(linked.json()).toMatchObject({ partner: 'METRO_1', state: 'linked', textVersion: TEXT });
  expect(linked.body).not.toMatch(/U-1|R-/);
  expect(await residents.links(me)).toMatchObject([
    { partner: 'METRO_1', programme: 'SZ', reference: 'U-1' },
  ]);
  expect((await residents.redeem(metro, codeOf(made), 'U-2')).json()).toMatchObject({
    code: 'LINK_CODE_UNKNOWN',
  });
  await residents.code(me, 'METRO_1');
  expect(await standing(me)).toHaveLength(2);
});

it('the same code twenty times at once makes one link', async () => {
  const me = await residents.registered();
  const code = codeOf(await residents.code(me, 'METRO_1'));
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, at) => residents.redeem(metro, code, `TWENTY-${at}`)),
  );
  const statuses = all.map(({ statusCode }) => statusCode).sort();
  expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 404)]);
  expect(await inForce(me)).toHaveLength(1);
});

it('a code is its partner’s, and the last one only', async () => {
  const me = await residents.registered();
  const code = codeOf(await residents.code(me, 'METRO_1'));
  expect((await residents.redeem(bikes, code, 'U-3')).statusCode).toBe(404);
  const third = codeOf(await residents.code(me, 'METRO_1'));
  expect((await residents.redeem(metro, code, 'U-3')).statusCode).toBe(404);
  const others = { code: metro.code, maker: bikes.maker };
  expect((await residents.redeem(others, third, 'U-3')).json()).toMatchObject({ code: 'PARTNER_UNKNOWN' });
  expect((await residents.get('/v1/partners/METRO_1/links', bikes.maker.headers)).statusCode).toBe(404);
  expect((await residents.redeem(metro, third, '13800138000')).json()).toMatchObject({
    fields: [{ rule: 'personal' }],
  });
  expect((await residents.redeem(metro, third, 'U-3')).statusCode).toBe(201);
});

it('a repeat of a request gives the same code, and no kept answer holds it', async () => {
  const me = await residents.registered();
  const headers = { ...me.headers, 'idempotency-key': 'link-code-repeat-1' };
  const [one, two] = [await residents.code({ headers }, 'BIKES'), await residents.code({ headers }, 'BIKES')];
  expect(two.json()).toEqual(one.json());
  const kept = JSON.stringify([
    await platform.database.query('select * from platform.request'),
    await platform.database.query(`select t::text from inclusion.link_code t`),
  ]);
  expect(kept).not.toContain(codeOf(one));
  expect(kept).not.toContain(codeOf(one).replace('-', ''));
  expect((await residents.redeem(bikes, codeOf(two), 'U-4')).statusCode).toBe(201);
});

it('a user of a partner is one resident, and a resident one user of it', async () => {
  const [me, other] = [await residents.registered(), await residents.registered()];
  await residents.linked(me, metro, 'U-5');
  const taken = await residents.redeem(metro, codeOf(await residents.code(other, 'METRO_1')), 'U-5');
  expect(taken.json()).toMatchObject({ status: 409, code: 'LINK_REFERENCE_TAKEN' });
  await residents.linked(me, metro, 'U-6');
  expect((await inForce(me)).map(({ reference }) => reference)).toEqual(['U-6']);
  await residents.linked(me, metro, 'U-6');
  await residents.linked(other, metro, 'U-5');
  expect(
    (await residents.get('/v1/partners/METRO_1/links?limit=500', metro.maker.headers)).json(),
  ).toMatchObject({
    items: expect.arrayContaining([
      expect.objectContaining({ reference: 'U-5', endedAt: null }),
      expect.objectContaining({ reference: 'U-6', endedAt: null }),
    ]) as unknown,
  });
  const ended = await residents.remove('/v1/partners/METRO_1/links/U-6', metro.maker.headers);
  expect(ended.json()).toEqual({ partner: 'METRO_1', state: 'ended' });
  expect(await inForce(me)).toEqual([]);
  expect((await residents.remove('/v1/partners/METRO_1/links/U-5', bikes.maker.headers)).statusCode).toBe(
    404,
  );
});

it('a resident ends a link in one tap; those of others are not there', async () => {
  const [me, other] = [await residents.registered(), await residents.registered()];
  await residents.linked(me, metro, 'U-7');
  for (const url of [`/v1/me/links/METRO_1?for=${me.number}`, '/v1/me/links/METRO_1']) {
    expect((await residents.remove(url, other.headers)).statusCode).toBe(404);
  }
  expect((await residents.get(`/v1/me/links?for=${me.number}`, other.headers)).statusCode).toBe(404);
  const code = await residents.code(me, 'METRO_1');
  expect((await residents.remove('/v1/me/links/METRO_1', me.headers)).statusCode).toBe(200);
  expect(await inForce(me)).toEqual([]);
  expect((await residents.redeem(metro, codeOf(code), 'U-7')).statusCode).toBe(404);
});

it('PII-003 a withdrawal ends the link and its codes at once', async () => {
  const me = await residents.registered();
  await residents.linked(me, metro, 'U-8');
  await residents.linked(me, bikes, 'U-8');
  const [, ofMetro, ofBikes] = await standing(me);
  const code = codeOf(await residents.code(me, 'METRO_1'));
  await residents.remove(`/v1/me/consents/${ofMetro?.id ?? ''}`, me.headers);
  expect((await residents.links(me)).map(({ partner }) => partner)).toEqual(['BIKES']);
  expect((await residents.redeem(metro, code, 'U-8')).statusCode).toBe(404);
  const refusal = { ...PLATFORM_CONSENT, granted: false };
  await residents.post('/v1/me/consents', me.headers, refusal);
  expect(await residents.links(me)).toEqual([]);
  expect(ofBikes).toBeDefined();
});

it('PII-001 of a withdrawal and a link at the same time, the withdrawal wins', async () => {
  for (let round = 0; round < 6; round++) {
    const me = await residents.registered();
    const code = codeOf(await residents.code(me, 'METRO_1'));
    const consent = (await standing(me)).find(({ source }) => source === 'metro_1');
    const [linked, withdrawn] = await Promise.all([
      residents.redeem(metro, code, `RACE-${round}`),
      residents.remove(`/v1/me/consents/${consent?.id ?? ''}`, me.headers),
    ]);
    expect(withdrawn.statusCode).toBe(200);
    expect([201, 404]).toContain(linked.statusCode);
    expect(await inForce(me)).toEqual([]);
  }
});

it('PII-001 a child is linked by its guardian, and loses it with the guardianship', async () => {
  const guardian = await residents.registered();
  const { person, guardianship } = await residents.ward(guardian);
  const opened = await residents.post(`/v1/me/wards/${person}/resident`, guardian.headers, {
    programme: 'SZ',
  });
  const { number } = opened.json<{ number: string }>();
  const query = `?for=${number}`;
  expect((await residents.code(guardian, 'METRO_1', query)).json()).toMatchObject({
    code: 'CONSENT_NOT_SEPARATE',
  });
  const made = await residents.code(guardian, 'METRO_1', query, { separate: true });
  expect((await residents.redeem(metro, codeOf(made), 'KID-1')).statusCode).toBe(201);
  const child = { ...guardian, number };
  expect(await inForce(child)).toEqual([{ reference: 'KID-1', child: true }]);
  const later = await residents.code(guardian, 'BIKES', query, { separate: true });
  await residents.post(`/v1/guardianships/${guardianship}/end`, platform.machine, { reason: 'court' });
  expect(await inForce(child)).toEqual([]);
  expect((await residents.redeem(bikes, codeOf(later), 'KID-1')).statusCode).toBe(404);
  expect((await residents.links(guardian, query)) as unknown).toBeUndefined();
});

it('leaving a programme ends the links to its partners, and joining again makes none', async () => {
  const me = await residents.registered();
  await residents.linked(me, metro, 'U-9');
  expect((await residents.remove('/v1/me/programmes/SZ', me.headers)).json()).toEqual({
    programme: 'SZ',
    unlinked: ['METRO_1'],
  });
  expect((await residents.remove('/v1/me/programmes/SZ', me.headers)).json()).toMatchObject({
    code: 'PROGRAMME_NOT_JOINED',
  });
  expect((await residents.code(me, 'METRO_1')).json()).toMatchObject({ code: 'PROGRAMME_NOT_JOINED' });
  await residents.post('/v1/me/programmes', me.headers, { programme: 'SZ' });
  expect(await residents.links(me)).toEqual([]);
  expect((await residents.code(me, 'METRO_1')).statusCode).toBe(201);
  expect((await residents.post('/v1/me/programmes', me.headers, { programme: 'NONE' })).statusCode).toBe(404);
});

it('while a code is made nobody leaves the programme: the code would outlive the membership', async () => {
  const { database, clock } = platform;
  const id = BigInt((await residents.registered()).number);
  await database.transaction(async (tx) => {
    expect(await isMember(tx, id, programme.id)).toBe(true);
    const leaving = database.transaction(async (other) => {
      await other.query(`set local lock_timeout = '50ms'`);
      return leaveProgrammeRow(other, id, programme.id, clock.now());
    });
    await expect(leaving).rejects.toMatchObject({ code: '55P03' });
  });
});

it('PII-001 nobody consents to an old text, nor for a partner that is suspended', async () => {
  const me = await residents.registered();
  const old = await residents.code(me, 'METRO_1', '', { textVersion: '1999.1' });
  expect(old.json()).toMatchObject({ status: 409, code: 'CONSENT_TEXT_CHANGED' });
  const gone = await world.partner('GONE', programme, ['metro']);
  const code = codeOf(await residents.code(me, 'GONE'));
  await platform.database.query(`update inclusion.partner set state = 'suspended' where id = $1`, [gone.id]);
  expect((await residents.redeem(gone, code, 'U-1')).json()).toMatchObject({ code: 'PARTNER_NOT_ACTIVE' });
  expect((await residents.code(me, 'GONE')).json()).toMatchObject({ code: 'PARTNER_NOT_ACTIVE' });
  expect((await residents.code(me, 'NOBODY')).json()).toMatchObject({ code: 'PARTNER_UNKNOWN' });
});

describe('later', () => {
  const forward = (ms: number) => platform.clock.set(new Date(platform.clock.now().getTime() + ms));

  it('a code works a quarter of an hour', async () => {
    const me = await residents.registered();
    const code = codeOf(await residents.code(me, 'METRO_1'));
    forward(15 * 60_000);
    metro = { ...metro, maker: await platform.again(metro.maker) };
    expect((await residents.redeem(metro, code, 'U-10')).statusCode).toBe(404);
  });

  it('a partner that guesses codes waits an hour', async () => {
    const guesser = await world.partner('GUESSER', programme, ['metro']);
    const guess = (code: string, maker = guesser.maker) =>
      residents.redeem({ ...guesser, maker }, code, 'U-1');
    expect((await guess('AAAAA-00000')).statusCode).toBe(404);
    expect((await guess('AAAAA-00001')).statusCode).toBe(404);
    const counted =
      'update inclusion.wrong_code set wrong = wrong + 997 where kind = $1 and guesser_id = $2 returning wrong';
    expect(await platform.database.query(counted, ['partner', guesser.id])).toMatchObject([
      [{ wrong: 999 }],
      1,
    ]);
    expect((await guess('AAAAA-00002')).statusCode).toBe(404);
    const me = await residents.registered();
    const right = codeOf(await residents.code(me, 'GUESSER'));
    const waits = await guess(right);
    expect(waits.json()).toMatchObject({ status: 429, details: { retryAfterSeconds: '3600' } });
    forward(60 * 60_000);
    const again = await residents.registered();
    const later = codeOf(await residents.code(again, 'GUESSER'));
    expect((await guess(later, await platform.again(guesser.maker))).statusCode).toBe(201);
  });
});
