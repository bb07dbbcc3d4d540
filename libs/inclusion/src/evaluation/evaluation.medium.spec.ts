import { releasedPacks } from '@carbon/rules/domain';
import {
  InclusionWorld,
  type TestPartner,
  type TestProgramme,
  type TestResident,
} from '../../../../tests/support/inclusion-world';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { openPlatformFixture, type PlatformFixture } from '../../../../tests/support/platform-fixture';
import { type TestAct, tellActs } from '../../../../tests/support/told-acts';
import { actReason, programmeRules } from '../domain/index';
import { readPoints } from '../points/index';
import { InclusionLoop } from './inclusion-loop';
import { evaluateOnce } from './use-cases/evaluate';

let platform: PlatformFixture;
let world: InclusionWorld;
let programme: TestProgramme;
let [first, second]: TestPartner[] = [];
let loop: InclusionLoop;

const rules = programmeRules(releasedPacks, 'inclusion-shenzhen', '2026-09-15');
const number = (code: string): number => rules.methodNamed(code)?.number ?? -1;
const METRO = number('metro');
const BUS = number('electric-bus');
const POWER = number('household-power');

beforeAll(async () => {
  platform = await openPlatformFixture();
  platform.clock.set(new Date('2026-09-20T02:00:00Z'));
  world = new InclusionWorld(platform);
  programme = await world.programme();
  first = await world.partner('P1', programme, ['metro', 'electric-bus']);
  second = await world.partner('P2', programme, ['metro', 'electric-bus']);
  // the platform's own loop looks every second; this one is asked
  loop = new InclusionLoop(platform.database, parts(), platform.clock);
});
afterAll(async () => {
  expect(await breaches(platform.database)).toEqual([]);
  await platform.close();
});

const parts = () => ({ ledger: platform.ledger, packs: () => Promise.resolve(releasedPacks) });

function trip(resident: TestResident, at: string, over: Partial<TestAct> = {}): TestAct {
  return {
    ...{ resident: resident.id, partner: first?.id ?? 0, programme: programme.id, method: METRO },
    ...{ event: `E-${at}`, startedAt: new Date(at), durationS: 1_800, amount: 20_000 },
    ...over,
  };
}

async function tell(...acts: TestAct[]): Promise<void> {
  await tellActs(platform.database, acts, platform.clock.now());
  await loop.judge();
}

interface Row {
  readonly reason: string;
  readonly amount: string;
  readonly reduced: string;
  readonly emitted: string;
  readonly points: number;
}

async function verdicts(resident: TestResident): Promise<Row[]> {
  const rows = await platform.database.query<Omit<Row, 'reason'> & { reason: number }>(
    `select reason, amount, reduced_ug as reduced, emitted_ug as emitted, points from inclusion.verdict
      where resident_id = $1 order by act_no, pass_id, amount`,
    [resident.id.toString()],
  );
  return rows.map((row) => ({ ...row, reason: actReason(row.reason)?.code ?? 'counted' }));
}

async function points(resident: TestResident): Promise<bigint | undefined> {
  const [standing] = await readPoints(platform.database, resident);
  return standing && standing.available + standing.pending;
}

it('AC-110 bus 12 km and metro 20 km reduce 1,256.8 g, and the points are there at once', async () => {
  const resident = await world.resident(programme);
  await tell(
    trip(resident, '2026-09-15T08:00:00+08:00', { method: BUS, amount: 12_000 }),
    trip(resident, '2026-09-15T09:00:00+08:00'),
  );
  expect(await verdicts(resident)).toMatchObject([
    { reason: 'counted', reduced: '322800000' },
    { reason: 'counted', reduced: '934000000' },
  ]);
  expect(await points(resident)).toBe(64n + 186n);
  await loop.fold();
  expect(await points(resident)).toBe(64n + 186n);
  const [month] = await platform.database.query(
    `select acts, points, reduced_ug from inclusion.resident_month where resident_id = $1`,
    [resident.id.toString()],
  );
  expect(month).toEqual({ acts: 2, points: '250', reduced_ug: '1256800000' });
});

it('AC-112, CNV-003 a trip two partners tell of counts once, in one pass or in two', async () => {
  const resident = await world.resident(programme);
  const told = trip(resident, '2026-09-14T08:00:00+08:00');
  await tell(told, { ...told, event: 'X-1' });
  await tellActs(
    platform.database,
    [{ ...told, partner: second?.id ?? 0, event: 'X-2' }],
    platform.clock.now(),
  );
  await tell({ ...told, partner: second?.id ?? 0, event: told.event });
  expect((await verdicts(resident)).map(({ reason }) => reason)).toEqual([
    ...['counted', 'same-trip', 'same-trip', 'event-repeated'],
  ]);
});

it('CNV-003 what began before a pass and lasts into its trips is in their way', async () => {
  const resident = await world.resident(programme);
  await tell(trip(resident, '2026-09-13T23:50:00+08:00', { durationS: 1_800, amount: 9_000 }));
  await tell(
    trip(resident, '2026-09-14T00:10:00+08:00', { method: BUS, amount: 3_000 }),
    trip(resident, '2026-09-14T00:20:00+08:00', { method: BUS, amount: 3_000 }),
  );
  expect((await verdicts(resident)).map(({ reason }) => reason)).toEqual(['counted', 'overlap', 'counted']);
});

it('PTS-006 a cap of the day holds over passes', async () => {
  const resident = await world.resident(programme);
  const cap = rules.methodNamed('metro')?.dailyCap ?? 0;
  const trips = Math.ceil(cap / 20_000);
  for (let at = 0; at <= trips; at += 1)
    await tell(trip(resident, `2026-09-12T${String(at + 5).padStart(2, '0')}:00:00+08:00`));
  const counted = (await verdicts(resident)).map(({ amount }) => Number(amount));
  expect(counted.reduce((sum, each) => sum + each, 0)).toBe(cap);
  expect((await verdicts(resident)).at(-1)?.reason).toBe('daily-cap');
});

it('PHI-003 a reading is compared with the same month of the year before, and is emitted in any case', async () => {
  const resident = await world.resident(programme);
  const reading = (at: string, kwh: number): TestAct =>
    trip(resident, at, { method: POWER, amount: kwh * 1_000, durationS: 86_400, event: at });
  await tellActs(
    platform.database,
    [reading('2025-09-01T00:00:00+08:00', 200)],
    new Date('2025-09-20T02:00:00Z'),
  );
  await loop.judge();
  await tell(reading('2026-09-01T00:00:00+08:00', 150));
  const [before, now] = await verdicts(resident);
  expect(before).toMatchObject({ reason: 'no-baseline', reduced: '0', amount: '200000' });
  expect(Number(before?.emitted)).toBeGreaterThan(0);
  expect(now).toMatchObject({ reason: 'counted', amount: '150000' });
  expect(Number(now?.reduced)).toBeGreaterThan(0);
  expect(Number(now?.emitted)).toBe((Number(before?.emitted) * 3) / 4);
});

it('PHI-003 readings of parts of a month save against as much of the year before, together no more than the month', async () => {
  const resident = await world.resident(programme);
  const reading = (at: string, kwh: number, days: number): TestAct =>
    trip(resident, at, { method: POWER, amount: kwh * 1_000, durationS: days * 86_400, event: at });
  await tellActs(
    platform.database,
    [reading('2025-09-01T00:00:00+08:00', 300, 30)],
    new Date('2025-10-01T02:00:00Z'),
  );
  await loop.judge();
  await tell(reading('2026-09-01T00:00:00+08:00', 90, 10));
  await tell(reading('2026-09-11T00:00:00+08:00', 60, 8));
  const [, first, second] = await verdicts(resident);
  // 100 and 80 kWh of the year before
  expect(first).toMatchObject({ reason: 'counted', amount: '90000' });
  expect(second).toMatchObject({ reason: 'counted', amount: '60000' });
  expect(Number(second?.reduced)).toBe(2 * Number(first?.reduced));
  const [factor] = rules.methodNamed('household-power')?.factors ?? [];
  expect(Number(first?.reduced)).toBe(10_000 * Number(factor?.reducedUg));
});

it('PII-001 precise places are gone when an act is judged', async () => {
  const resident = await world.resident(programme);
  const [act] = await tellActs(
    platform.database,
    [trip(resident, '2026-09-11T08:00:00+08:00', { amount: 5_000 })],
    platform.clock.now(),
  );
  await platform.database.transaction((tx) =>
    tx.query('insert into inclusion.act_place values ($1, $2, 22.5, 114.0, 22.9, 114.0)', [
      resident.id.toString(),
      act?.toString(),
    ]),
  );
  await loop.judge();
  expect(await platform.database.query('select * from inclusion.act_place')).toEqual([]);
  expect(await verdicts(resident)).toMatchObject([{ reason: 'distance' }]);
});

it('many processes judge each act once', async () => {
  const residents = await Promise.all(Array.from({ length: 5 }, () => world.resident(programme)));
  for (const resident of residents)
    await tellActs(
      platform.database,
      [trip(resident, '2026-09-10T08:00:00+08:00'), trip(resident, '2026-09-10T09:00:00+08:00')],
      platform.clock.now(),
    );
  const now = () => platform.clock.now();
  await Promise.all(Array.from({ length: 8 }, () => evaluateOnce(platform.database, parts(), now, 3)));
  await loop.judge();
  await Promise.all([loop.fold(), loop.fold(), loop.fold()]);
  for (const resident of residents) {
    expect(await verdicts(resident)).toHaveLength(2);
    expect(await points(resident)).toBe(2n * 186n);
  }
});

it('a pass that is killed leaves nothing, and is made again', async () => {
  const resident = await world.resident(programme);
  await tellActs(platform.database, [trip(resident, '2026-09-09T08:00:00+08:00')], platform.clock.now());
  let asked = 0;
  const dying = () => {
    asked += 1;
    if (asked > 1) throw new Error('killed');
    return platform.clock.now();
  };
  await expect(evaluateOnce(platform.database, parts(), dying)).rejects.toThrow('killed');
  expect(await verdicts(resident)).toEqual([]);
  await loop.judge();
  expect(await verdicts(resident)).toHaveLength(1);
});
