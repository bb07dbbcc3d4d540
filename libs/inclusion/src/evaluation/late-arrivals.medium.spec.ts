import { releasedPacks } from '@carbon/rules/domain';
import {
  InclusionWorld,
  type TestPartner,
  type TestProgramme,
  type TestResident,
} from '../../../../tests/support/inclusion-world';
import { openPlatformFixture, type PlatformFixture } from '../../../../tests/support/platform-fixture';
import { type TestAct, tellActs } from '../../../../tests/support/told-acts';
import { ACT_REASONS, programmeRules } from '../domain/index';
import { InclusionLoop } from './inclusion-loop';

let platform: PlatformFixture;
let world: InclusionWorld;
let programme: TestProgramme;
let partner: TestPartner;
let loop: InclusionLoop;

const BIKE = programmeRules(releasedPacks, 'inclusion-shenzhen', '2026-09-15').methodNamed(
  'shared-bike-metro-city',
);

beforeAll(async () => {
  platform = await openPlatformFixture();
  platform.clock.set(new Date('2026-09-30T02:00:00Z'));
  world = new InclusionWorld(platform);
  programme = await world.programme();
  partner = await world.partner('P1', programme, ['shared-bike-metro-city']);
  const parts = { ledger: platform.ledger, packs: () => Promise.resolve(releasedPacks) };
  loop = new InclusionLoop(platform.database, parts, platform.clock);
});
afterAll(() => platform.close());

function ride({ id }: TestResident, day: number, amount: number): TestAct {
  const at = `2026-09-${String(day).padStart(2, '0')}T08:00:00+08:00`;
  return {
    ...{ resident: id, partner: partner.id, programme: programme.id, method: BIKE?.number ?? -1 },
    ...{ event: `E-${day}`, startedAt: new Date(at), durationS: 7_200, amount },
  };
}

it('PTS-006 what is told late of the first days of a month meets the cap that its last days have filled', async () => {
  const resident = await world.resident(programme);
  const { dailyCap, monthlyCap } = BIKE ?? {};
  const days = Math.ceil(Number(monthlyCap) / Number(dailyCap));
  const rides = Array.from({ length: days }, (_, at) => ride(resident, 10 + at, Number(dailyCap)));
  await tellActs(platform.database, rides, platform.clock.now());
  await loop.judge();
  const [late] = await tellActs(platform.database, [ride(resident, 2, 5_000)], platform.clock.now());
  await loop.judge();
  const [sum] = await platform.database.query(
    'select sum(amount) as amount from inclusion.verdict where resident_id = $1',
    [resident.id.toString()],
  );
  expect(sum).toEqual({ amount: monthlyCap?.toString() });
  const [verdict] = await platform.database.query('select reason from inclusion.verdict where act_no = $1', [
    late?.toString(),
  ]);
  expect(verdict).toEqual({ reason: ACT_REASONS.monthlyCap.number });
});
