import { releasedPacks } from '@carbon/rules/domain';
import {
  InclusionWorld,
  type TestPartner,
  type TestProgramme,
  type TestResident,
} from '../../../../tests/support/inclusion-world';
import { openPlatformFixture, type PlatformFixture } from '../../../../tests/support/platform-fixture';
import { tellActs } from '../../../../tests/support/told-acts';
import { actReason, programmeRules } from '../domain/index';
import { readPoints } from '../points/index';
import { InclusionLoop } from './inclusion-loop';

let platform: PlatformFixture;
let world: InclusionWorld;
let programme: TestProgramme;
let partner: TestPartner;
let loop: InclusionLoop;

const METRO =
  programmeRules(releasedPacks, 'inclusion-shenzhen', '2026-09-15').methodNamed('metro')?.number ?? -1;

beforeAll(async () => {
  platform = await openPlatformFixture();
  platform.clock.set(new Date('2026-09-20T02:00:00Z'));
  world = new InclusionWorld(platform);
  programme = await world.programme();
  partner = await world.partner('P1', programme, ['metro']);
  const parts = { ledger: platform.ledger, packs: () => Promise.resolve(releasedPacks) };
  loop = new InclusionLoop(platform.database, parts, platform.clock);
});
afterAll(() => platform.close());

async function counted(at: string, amount = 20_000): Promise<{ resident: TestResident; act: bigint }> {
  const resident = await world.resident(programme);
  const [act = 0n] = await tellActs(
    platform.database,
    [
      {
        ...{
          resident: resident.id,
          partner: partner.id,
          programme: programme.id,
          method: METRO,
          event: `E-${at}`,
        },
        ...{ startedAt: new Date(at), durationS: 1_800, amount },
      },
    ],
    platform.clock.now(),
  );
  await loop.judge();
  return { resident, act };
}

interface Told {
  readonly kind: 'revoked' | 'corrected';
  readonly amount?: number;
  readonly startedAt?: Date;
}

async function correct(
  { resident, act }: { resident: TestResident; act: bigint },
  told: Told,
): Promise<void> {
  await platform.database.transaction((tx) =>
    tx.query(
      `insert into inclusion.act_correction (resident_id, month, act_no, partner_id, kind, started_at, amount, reason,
         actor, told_at)
       select resident_id, month, act_no, partner_id, $3, $4, $5, 'test', 'test', $6 from inclusion.act
        where resident_id = $1 and act_no = $2`,
      [
        ...[resident.id.toString(), act.toString(), told.kind, told.startedAt ?? null, told.amount ?? null],
        platform.clock.now(),
      ],
    ),
  );
  await loop.judge();
}

async function standing({ id }: TestResident) {
  const [row] = await platform.database.query<Record<string, string>>(
    `select sum(points) as points, sum(reduced_ug) as reduced, sum(amount) as amount from inclusion.verdict
      where resident_id = $1`,
    [id.toString()],
  );
  return row;
}

async function monthsOf({ id }: TestResident) {
  await loop.fold();
  return platform.database.query(
    `select to_char(month, 'YYYY-MM') as month, acts, points, reduced_ug as reduced, poolable_ug as poolable
       from inclusion.resident_month where resident_id = $1 order by month`,
    [id.toString()],
  );
}

it('CNV-003 an act that is taken back counts for nothing, and stays visible as revoked', async () => {
  const act = await counted('2026-09-15T08:00:00+08:00');
  await correct(act, { kind: 'revoked' });
  expect(await standing(act.resident)).toEqual({ points: '0', reduced: '0', amount: '0' });
  const rows = await platform.database.query<{ reason: number }>(
    'select reason from inclusion.verdict where resident_id = $1 order by pass_id, reason',
    [act.resident.id.toString()],
  );
  expect(rows.map(({ reason }) => actReason(reason)?.code)).toEqual([undefined, undefined, 'revoked']);
  expect(await monthsOf(act.resident)).toEqual([
    { month: '2026-09', acts: 0, points: '0', reduced: '0', poolable: '0' },
  ]);
});

it('an act that was corrected counts as it is told now, twice over too', async () => {
  const act = await counted('2026-09-14T08:00:00+08:00');
  await correct(act, { kind: 'corrected', amount: 10_000 });
  expect(await standing(act.resident)).toEqual({ points: '93', reduced: '467000000', amount: '10000' });
  await correct(act, { kind: 'corrected', amount: 12_000, startedAt: new Date('2026-09-14T07:30:00+08:00') });
  expect(await standing(act.resident)).toEqual({ points: '112', reduced: '560400000', amount: '12000' });
  const [points] = await readPoints(platform.database, act.resident);
  expect(points?.pending).toBe(112n);
});

it('a correction that says nothing of a figure leaves it as it was corrected before', async () => {
  const act = await counted('2026-09-16T08:00:00+08:00');
  await correct(act, { kind: 'corrected', amount: 10_000 });
  await correct(act, { kind: 'corrected', startedAt: new Date('2026-09-16T07:30:00+08:00') });
  expect(await standing(act.resident)).toEqual({ points: '93', reduced: '467000000', amount: '10000' });
});

it('a correction into another month moves the figures there', async () => {
  const act = await counted('2026-09-01T00:10:00+08:00');
  await monthsOf(act.resident);
  await correct(act, { kind: 'corrected', startedAt: new Date('2026-08-31T23:50:00+08:00') });
  expect(await monthsOf(act.resident)).toEqual([
    { month: '2026-08', acts: 1, points: '186', reduced: '934000000', poolable: '934000000' },
    { month: '2026-09', acts: 0, points: '0', reduced: '0', poolable: '0' },
  ]);
});

it('after a correction the time that the act left is free, and the time it took is not', async () => {
  const act = await counted('2026-09-13T08:00:00+08:00');
  await correct(act, { kind: 'corrected', startedAt: new Date('2026-09-13T12:00:00+08:00') });
  const told = ['2026-09-13T08:10:00+08:00', '2026-09-13T12:20:00+08:00'].map((at) => ({
    ...{
      resident: act.resident.id,
      partner: partner.id,
      programme: programme.id,
      method: METRO,
      event: `F-${at}`,
    },
    ...{ startedAt: new Date(at), durationS: 1_200, amount: 8_000 },
  }));
  const numbers = await tellActs(platform.database, told, platform.clock.now());
  await loop.judge();
  const rows = await platform.database.query<{ reason: number }>(
    'select reason from inclusion.verdict where act_no = any($1) order by act_no',
    [numbers.map(String)],
  );
  expect(rows.map(({ reason }) => actReason(reason)?.code)).toEqual([undefined, 'overlap']);
});

it('what was refused and counts after a correction is no reject of its partner any more', async () => {
  // 99 km in half an hour
  const act = await counted('2026-09-12T08:00:00+08:00', 99_000);
  const rejects = async () => {
    const answer = await platform.send('GET', '/v1/partners/P1/rejects?limit=500', partner.maker.headers);
    const { items } = answer.json<{ items: { eventId: string; refusal: { code: string } }[] }>();
    return items.find(({ eventId }) => eventId === 'E-2026-09-12T08:00:00+08:00')?.refusal.code;
  };
  expect(await rejects()).toBe('speed');
  await correct(act, { kind: 'corrected', amount: 9_900 });
  expect(await standing(act.resident)).toMatchObject({ amount: '9900' });
  expect(await rejects()).toBeUndefined();
});
