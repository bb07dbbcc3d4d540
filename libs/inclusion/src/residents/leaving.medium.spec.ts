import { PersonalDataSources } from '@carbon/privacy';
import {
  InclusionWorld,
  type TestPartner,
  type TestProgramme,
} from '../../../../tests/support/inclusion-world';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { openPlatformFixture, type PlatformFixture } from '../../../../tests/support/platform-fixture';
import { foldAfter } from '../points/index';
import { PLATFORM_CONSENT, Residents, type SignedResident } from './residents.spec-support';

let platform: PlatformFixture;
let residents: Residents;
let programme: TestProgramme;
let metro: TestPartner;
let acts = 0;

beforeAll(async () => {
  platform = await openPlatformFixture();
  residents = new Residents(platform);
  const world = new InclusionWorld(platform);
  programme = await world.programme();
  metro = await world.partner('METRO', programme, ['metro']);
  await platform.database.query(`select inclusion.ensure_month('2026-02-01')`);
});
afterAll(async () => {
  expect(await breaches(platform.database)).toEqual([]);
  await platform.close();
});

const query = <R>(text: string, values: unknown[] = []) => platform.database.query<R>(text, values);
const MARK = 'EVENT-OF-';

/** Something of everything: an act with its place and verdict, points folded and waiting, a lot, a debt, a link, a family. */
async function lives(of: SignedResident, reference: string): Promise<void> {
  await residents.linked(of, metro, reference);
  const own = [of.number, programme.id];
  const act = [of.number, ++acts, metro.id, programme.id];
  await query(
    `insert into inclusion.act values ($1, '2026-02-01', $2, '2026-02-03T01:00:00Z', 18455, 2640, $3, $4, 1, $5, '\\x00')`,
    [...act, `${MARK}${reference}`],
  );
  await query(
    `insert into inclusion.act_correction (resident_id, month, act_no, partner_id, kind, started_at, reason, actor, told_at)
     values ($1, '2026-02-01', $2, $3, 'corrected', '2026-02-03T01:05:00Z', $4, 'test', '2026-02-04T01:00:00Z')`,
    [...act.slice(0, 3), `${MARK}${reference}`],
  );
  await query('insert into inclusion.act_place values ($1, $2, 22.5, 114.1, 22.6, 114.2)', [of.number, acts]);
  await query(
    `insert into inclusion.verdict values
      ($1, '2026-02-01', $2, 1, '2026-02-03T01:00:00Z', 18455, 861848500, 0, 7, 2640, $3, 8, $4, 1, 0)`,
    act,
  );
  await query(
    `insert into inclusion.unfolded values ($1, 1, $2, '2026-02-01', 1, 8, 861848500, 861848500, 5)`,
    own,
  );
  await platform.database.transaction((tx) =>
    foldAfter(tx, platform, { after: 0n, residents: 1_000, now: platform.clock.now() }),
  );
  await query(`insert into inclusion.unfolded values ($1, 2, $2, '2026-03-01', 1, 3, 1000, 1000, 7)`, own);
  await query(`insert into inclusion.points_debt values ($1, $2, 2)`, own);
  const relative = await residents.registered();
  const code = (await residents.post('/v1/me/family/codes', of.headers, {})).json<{ code: string }>().code;
  await residents.post('/v1/me/family', relative.headers, { code, label: '邻居' });
  await residents.post('/v1/me/family/codes', of.headers, {});
  await residents.post('/v1/me/family', of.headers, { code: 'AAAAA-AAAAA' });
  await residents.code(of, 'METRO');
}

const sums = () =>
  query(
    `select programme_id, month, sum(acts)::text as acts, sum(points)::text as points, sum(reduced_ug)::text as reduced,
            sum(emitted_ug)::text as emitted
       from (select programme_id, month, acts, points, reduced_ug, emitted_ug from inclusion.resident_month
             union all select programme_id, month, acts, points, reduced_ug, emitted_ug from inclusion.unfolded
             union all select programme_id, month, acts, points, reduced_ug, emitted_ug from inclusion.departed_month) m
      group by 1, 2 order by 1, 2`,
  );

it('PII-002 the copy holds everything of the resident and nothing of another', async () => {
  const [me, other] = [
    await residents.registered({ name: '甲' }),
    await residents.registered({ name: '乙' }),
  ];
  await lives(other, 'THEIRS-1');
  await lives(me, 'MINE-1');
  const copy = (await residents.get('/v1/me/data', me.headers)).json<{
    rooms: { inclusion: Record<string, unknown[]> };
  }>();
  const own = copy.rooms.inclusion;
  const full = [
    'account',
    'preferences',
    'memberships',
    'links',
    'openLinkCodes',
    'family',
    'acts',
    'corrections',
    'places',
  ];
  for (const share of [...full, 'verdicts', 'months', 'credited', 'debts', 'points']) {
    expect([share, own[share]?.length ?? 0]).not.toEqual([share, 0]);
  }
  expect(own['links']).toMatchObject([{ partner: 'METRO', reference: 'MINE-1', endedAt: null }]);
  expect(own['acts']).toMatchObject([{ eventId: `${MARK}MINE-1`, amount: '18455', programme: 'SZ' }]);
  expect(own['points']).toMatchObject([{ programme: 'SZ', available: '8', pending: '3', debt: '2' }]);
  const text = JSON.stringify(own);
  for (const theirs of ['THEIRS-1', other.code, other.account]) expect(text).not.toContain(theirs);
});

it('AC-118 PII-005 who leaves is found in no table any more, and the sums stay', async () => {
  const [me, other] = [await residents.registered(), await residents.registered()];
  await lives(other, 'THEIRS-2');
  await lives(me, 'MINE-2');
  expect((await residents.whereabouts(me, 'MINE-2')).length).toBeGreaterThan(10);
  const [before, others] = [await sums(), await residents.whereabouts(other, 'THEIRS-2')];
  const answer = await residents.remove('/v1/me/resident', me.headers);
  expect(answer.json()).toMatchObject({ number: me.number, pointsCancelled: '8', consentsWithdrawn: 2 });
  expect(answer.json<{ stays: { rule: string }[] }>().stays.map(({ rule }) => rule)).toContain('PII-005');
  expect(await residents.whereabouts(me, 'MINE-2')).toEqual([]);
  expect(await residents.whereabouts(other, 'THEIRS-2')).toEqual(others);
  expect(await sums()).toEqual(before);
  expect(await query('select state, person_id from inclusion.resident where id = $1', [me.number])).toEqual([
    { state: 'left', person_id: null },
  ]);
  expect(await query('select state from identity.holder where code = $1', [me.code])).toEqual([
    { state: 'closed' },
  ]);
  expect((await residents.get('/v1/me/resident', me.headers)).statusCode).toBe(401);
  const kept = JSON.stringify([
    await query('select * from platform.request'),
    await query('select before, after, reason from audit.record'),
    platform.logged,
  ]);
  expect(kept).not.toContain('MINE-2');
});

it('who left is still a person, and may come back as another resident', async () => {
  const email = 'back@test.example';
  await residents.register(email);
  const token = async () =>
    `Bearer ${(await residents.signIn(email)).json<{ accessToken: string }>().accessToken}`;
  const first = { authorization: await token() };
  const { number } = (await residents.get('/v1/me/resident', first)).json<{ number: string }>();
  await residents.remove('/v1/me/resident', first);
  const second = { authorization: await token() };
  const body = { programme: 'SZ', consents: [PLATFORM_CONSENT] };
  const opened = await residents.post('/v1/me/resident', second, body);
  expect(opened.statusCode).toBe(201);
  expect(opened.json<{ number: string }>().number).not.toBe(number);
});

it('PII-005 the erasure of the person erases the resident, too', async () => {
  const me = await residents.registered();
  await lives(me, 'MINE-3');
  const before = await sums();
  const erased = await residents.post('/v1/me/erasure', me.headers, { confirm: 'erase' });
  expect(erased.json()).toEqual({ state: 'erased', kept: [] });
  expect(await residents.whereabouts(me, 'MINE-3')).toEqual([]);
  expect(await sums()).toEqual(before);
});

it('a guardian lets a child leave, a stranger does not', async () => {
  const [guardian, stranger] = [await residents.registered(), await residents.registered()];
  const { person } = await residents.ward(guardian);
  const opened = await residents.post(`/v1/me/wards/${person}/resident`, guardian.headers, {
    programme: 'SZ',
  });
  const { number } = opened.json<{ number: string }>();
  const leave = (by: SignedResident) => residents.remove(`/v1/me/resident?for=${number}`, by.headers);
  expect((await leave(stranger)).statusCode).toBe(404);
  expect((await leave(guardian)).json()).toMatchObject({ number });
  expect((await residents.get('/v1/me/resident', guardian.headers)).statusCode).toBe(200);
  expect((await leave(guardian)).statusCode).toBe(404);
});

it('PII-003 of somebody who is restricted nothing more is told, and nothing is lost', async () => {
  const me = await residents.registered();
  await lives(me, 'MINE-4');
  const { personId } = (await residents.get('/v1/me/data', me.headers)).json<{ personId: string }>();
  const source = platform.app
    .get(PersonalDataSources)
    .all()
    .find(({ room }) => room === 'inclusion');
  await platform.database.transaction(async (tx) => source?.restrict?.(tx, personId, platform.clock.now()));
  expect(await residents.links(me)).toEqual([]);
  expect((await residents.get('/v1/me/resident', me.headers)).json()).toMatchObject({ state: 'restricted' });
  expect(await residents.whereabouts(me, 'MINE-4')).toEqual(
    expect.arrayContaining(['act', 'verdict', 'link']),
  );
  const changed = await residents.post('/v1/me/resident/preferences', me.headers, { largeType: true });
  expect(changed.statusCode).toBe(404);
  await platform.database.transaction(async (tx) => source?.erase?.(tx, personId, platform.clock.now()));
  expect(await residents.whereabouts(me, 'MINE-4')).toEqual([]);
});
