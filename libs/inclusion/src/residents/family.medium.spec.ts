import { InclusionWorld, type TestProgramme } from '../../../../tests/support/inclusion-world';
import { openPlatformFixture, type PlatformFixture } from '../../../../tests/support/platform-fixture';
import { Residents, type SignedResident } from './residents.spec-support';

let platform: PlatformFixture;
let residents: Residents;
let programme: TestProgramme;

beforeAll(async () => {
  platform = await openPlatformFixture();
  residents = new Residents(platform);
  programme = await new InclusionWorld(platform).programme();
});
afterAll(() => platform.close());

const invite = async (by: SignedResident, label?: string): Promise<string> =>
  (await residents.post('/v1/me/family/codes', by.headers, { label })).json<{ code: string }>().code;
const accept = (by: SignedResident, code: string, label?: string) =>
  residents.post('/v1/me/family', by.headers, { code, label });
const family = async (of: SignedResident) =>
  (await residents.get('/v1/me/family', of.headers)).json<{ items: Record<string, unknown>[] }>().items;

async function relatives(): Promise<[SignedResident, SignedResident]> {
  const [mother, child] = [await residents.registered(), await residents.registered()];
  await accept(child, await invite(mother, '女儿'), '妈妈');
  return [mother, child];
}

const acting = (by: SignedResident, of: SignedResident) =>
  residents.get(`/v1/me/resident?for=${of.number}`, by.headers);

it('relatives see each other’s totals, each under the name it gave, and nobody else does', async () => {
  const [mother, daughter] = await relatives();
  const months = `insert into inclusion.resident_month values ($1, $2, '2026-02-01', 3, 12, 1256800000, 0, 90000000)`;
  await platform.database.query(months, [mother.number, programme.id]);
  const waiting = `insert into inclusion.unfolded values ($1, 1, $2, '2026-03-01', 1, 4, 1000000, 0, 0)`;
  await platform.database.query(waiting, [mother.number, programme.id]);
  expect(await family(daughter)).toEqual([
    {
      ...{ number: mother.number, code: mother.code, label: '妈妈', mayHelpMe: false, iMayHelp: false },
      ...{ acts: '4', reducedGrams: '1257.8', emittedGrams: '90', points: '16' },
      since: '2026-03-02T10:00:00.000+08:00',
    },
  ]);
  expect(await family(mother)).toMatchObject([{ number: daughter.number, label: '女儿', acts: '0' }]);
  const stranger = await residents.registered();
  expect(await family(stranger)).toEqual([]);
  expect((await acting(stranger, mother)).statusCode).toBe(404);
  const stored = await platform.database.query<{ text: string }>(
    'select t::text as text from inclusion.relative t',
  );
  expect(stored.some(({ text }) => text.includes(Buffer.from('妈妈').toString('hex')))).toBe(false);
});

it('a relative helps once it is allowed, in everyday matters only, and no longer than allowed', async () => {
  const [mother, daughter] = await relatives();
  expect((await acting(daughter, mother)).statusCode).toBe(404);
  const url = `/v1/me/family/${daughter.number}/helper`;
  expect((await residents.post(url, mother.headers)).json()).toMatchObject({ state: 'helper' });
  expect((await acting(daughter, mother)).json()).toMatchObject({ number: mother.number });
  expect((await acting(mother, daughter)).statusCode).toBe(404);
  const large = await residents.post(`/v1/me/resident/preferences?for=${mother.number}`, daughter.headers, {
    largeType: true,
  });
  expect(large.json()).toMatchObject({ number: mother.number, largeType: true });
  const decisions = [
    await residents.remove(`/v1/me/resident?for=${mother.number}`, daughter.headers),
    await residents.remove(`/v1/me/programmes/SZ?for=${mother.number}`, daughter.headers),
    await residents.post(`/v1/me/programmes?for=${mother.number}`, daughter.headers, { programme: 'SZ' }),
    await residents.code(daughter, 'ANY', `?for=${mother.number}`),
    await residents.get(`/v1/me/links?for=${mother.number}`, daughter.headers),
  ];
  expect(decisions.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404, 404]);
  expect(await family(daughter)).toMatchObject([{ iMayHelp: true, mayHelpMe: false }]);
  expect((await residents.remove(url, mother.headers)).statusCode).toBe(200);
  expect((await acting(daughter, mother)).statusCode).toBe(404);
});

it('nobody makes themself a helper', async () => {
  const [mother, daughter] = await relatives();
  const stranger = await residents.registered();
  const asked = [
    await residents.post(`/v1/me/family/${mother.number}/helper`, stranger.headers),
    await residents.post(`/v1/me/family/${stranger.number}/helper`, stranger.headers),
    await residents.remove(`/v1/me/family/${mother.number}`, stranger.headers),
  ];
  expect(asked.map((answer) => answer.json<{ code: string }>().code)).toEqual(
    asked.map(() => 'RELATIVE_UNKNOWN'),
  );
  await residents.post(`/v1/me/family/${mother.number}/helper`, daughter.headers);
  expect((await acting(daughter, mother)).statusCode).toBe(404);
  expect((await acting(mother, daughter)).statusCode).toBe(200);
});

it('an invitation works once, for somebody else, and either ends what came of it', async () => {
  const [mother, daughter] = [await residents.registered(), await residents.registered()];
  const code = await invite(mother);
  expect((await accept(mother, code)).json()).toMatchObject({ code: 'FAMILY_ONESELF' });
  const all = await Promise.all(Array.from({ length: 8 }, () => accept(daughter, code)));
  expect(all.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
  expect((await accept(daughter, await invite(mother))).json()).toMatchObject({ code: 'FAMILY_ONESELF' });
  await residents.post(`/v1/me/family/${daughter.number}/helper`, mother.headers);
  expect((await residents.remove(`/v1/me/family/${mother.number}`, daughter.headers)).statusCode).toBe(200);
  expect([await family(mother), await family(daughter)]).toEqual([[], []]);
  expect((await acting(daughter, mother)).statusCode).toBe(404);
});

it('a resident that guesses invitations waits, and a family has an end', async () => {
  const me = await residents.registered();
  const statuses = [];
  for (let each = 0; each < 21; each++) statuses.push((await accept(me, `AAAAA-AAA${each}`)).statusCode);
  expect(statuses).toEqual([...Array.from({ length: 20 }, () => 404), 429]);

  const host = await residents.registered();
  const guests = [];
  for (let each = 0; each < 13; each++) guests.push(await residents.registered());
  const codes = [];
  for (const guest of guests.slice(0, 12)) codes.push((await accept(guest, await invite(host))).statusCode);
  expect(new Set(codes)).toEqual(new Set([201]));
  const full = await residents.post('/v1/me/family/codes', host.headers, {});
  expect(full.json()).toMatchObject({ status: 409, code: 'FAMILY_FULL', details: { most: '12' } });
  const last = guests[12] ?? host;
  expect((await accept(host, await invite(last))).json()).toMatchObject({ code: 'FAMILY_FULL' });
});
