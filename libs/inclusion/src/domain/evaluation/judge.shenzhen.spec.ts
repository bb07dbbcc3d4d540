import { addDays, type ChinaDate } from '@carbon/kernel';
import { releasedPacks } from '@carbon/rules/domain';
import { ACT_REASONS, COUNTED } from '../act-reasons';
import { programmeRules } from '../programmes/programme-rules-on';
import { judgeResident } from './judge';
import { at, told } from './judge.spec-support';

describe('the rules of Shenzhen', () => {
  const rules = programmeRules(releasedPacks, 'inclusion-shenzhen', '2026-09-15');
  const trip = (code: string, amount: number, day: ChinaDate = '2026-09-15') => {
    const act = {
      method: rules.methodNamed(code)!.number,
      amount,
      durationS: 3_600,
      startedMs: at(`${day}T08:00`),
    };
    return judgeResident(() => rules, [told(1, act)], [])[0]!;
  };

  it.each([
    ['metro', 10_000, 467_000_000, 93],
    ['metro', 20_000, 934_000_000, 186],
    ['electric-bus', 10_000, 269_000_000, 53],
    ['electric-bus', 12_000, 322_800_000, 64],
    ['electric-bus', 1_370, 36_853_000, 7],
    ['shared-ebike-metro-city', 5_200, 280_852_000, 56],
    ['shared-bike-no-metro', 3_700, 199_578_000, 39],
  ])('AC-110 ACCOUNTING B 2.1 %s %d m reduces %d µg for %d points', (code, metres, reducedUg, points) => {
    expect(trip(code, metres)).toMatchObject({ reason: COUNTED, reducedUg, points });
  });

  it('ACCOUNTING B 2.1 a shared e-bike emits 7.02 g a kilometre; without metro both reduce 5.29 g more', () => {
    expect(trip('shared-ebike-metro-city', 1_000).emittedUg).toBe(7_020_000);
    for (const ride of ['shared-bike', 'shared-ebike'])
      expect(trip(`${ride}-no-metro`, 1_000).reducedUg - trip(`${ride}-metro-city`, 1_000).reducedUg).toBe(
        5_290_000,
      );
  });

  it('ACCOUNTING B 2.1 metro 20 km a day on 250 days is 233.5 kg at the factor in force', () => {
    const year = Array.from({ length: 250 }, (_, at) => trip('metro', 20_000, addDays('2026-01-01', at)));
    expect(year.reduce((sum, { reducedUg }) => sum + reducedUg, 0)).toBe(233_500_000_000);
  });

  it('CNV-003 the demo bike of 90 km in five minutes is too fast', () => {
    const bike = {
      method: rules.methodNamed('shared-bike-metro-city')!.number,
      amount: 90_000,
      durationS: 300,
    };
    expect(judgeResident(() => rules, [told(1, bike)], [])[0]?.reason).toBe(ACT_REASONS.speed.number);
  });
});
