import { releasedPacks } from '@carbon/rules/domain';
import { ACT_REASONS, COUNTED } from '../act-reasons';
import { judgeResident } from '../evaluation/judge';
import { told } from '../evaluation/judge.spec-support';
import { factorOn } from '../programmes/programme-rules';
import { programmeRules } from '../programmes/programme-rules-on';
import { actInWords } from './act-in-words';
import { refusalInWords } from './refusals-in-words';

const day = '2026-09-15';
const rules = programmeRules(releasedPacks, 'inclusion-shenzhen', day);
const methodOf = (code: string) => {
  const method = rules.methodNamed(code);
  if (method === undefined) throw new RangeError(code);
  return method;
};

/** What is said of one act that was judged. */
function said(code: string, amount: number, act: { durationS?: number; baseline?: number | null } = {}) {
  const method = methodOf(code);
  const [judged] = judgeResident(
    () => rules,
    [told(1, { ...{ durationS: 3_600 }, ...act, method: method.number, amount })],
    [],
  );
  return actInWords(method, factorOn(method, day), judged!, amount);
}

describe('acts in plain words', () => {
  it('PTS-001 a trip is distance by factor, and its points', () => {
    expect(said('metro', 9_000)).toEqual({
      zh: '地铁 9.0 公里 × 每公里 46.7 克 = 420.3 克，得 84 分',
      en: 'Metro 9.0 km × 46.7 g per km = 420.3 g, 84 points',
    });
    expect(said('electric-bus', 1_370)).toEqual({
      zh: '纯电动公交 1.37 公里 × 每公里 26.9 克 = 36.853 克，得 7 分',
      en: 'Electric bus 1.37 km × 26.9 g per km = 36.853 g, 7 points',
    });
  });

  it('S17 what it emitted is said beside what it reduced', () => {
    expect(said('shared-ebike-metro-city', 5_200).zh).toBe(
      '共享电单车（有地铁城市） 5.2 公里 × 每公里 54.01 克 = 280.852 克，得 56 分；同时排放 36.504 克',
    );
  });

  it('less than a point, and one', () => {
    expect(said('walking', 300, { durationS: 600 }).en).toBe('Walking 0.3 km × 20 g per km = 6 g, 1 point');
    const method = methodOf('metro');
    const verdict = { reason: COUNTED, amount: 100n, reducedUg: 4_670_000n, emittedUg: 0n, points: 0 };
    expect(actInWords(method, factorOn(method, day), verdict)).toEqual({
      zh: '地铁 0.1 公里 × 每公里 46.7 克 = 4.67 克，不足 1 分',
      en: 'Metro 0.1 km × 46.7 g per km = 4.67 g, less than a point',
    });
  });

  it('pieces are times, litres are cubic metres', () => {
    expect(said('own-cup', 1).en).toBe('Own cup once × 10 g each = 10 g, 2 points');
    expect(said('own-cup', 2).zh).toBe('自带杯 2 次 × 每次 10 克 = 20 克，得 4 分');
    expect(said('household-water', 8_000, { baseline: 9_050 }).zh).toBe(
      '家庭节水 比去年同月少用 1.05 立方米 × 每立方米 150 克 = 157.5 克，得 31 分；同时排放 1200 克',
    );
  });

  it('PHI-003 a reading says what was saved, or why nothing was', () => {
    expect(said('household-power', 180_000, { baseline: 200_000 })).toEqual({
      zh: '家庭节电 比去年同月少用 20.0 度 × 每度 441.9 克 = 8838 克，得 1767 分；同时排放 79542 克',
      en: 'Household power less than in the same month a year before by 20.0 kWh × 441.9 g per kWh = 8838 g, 1767 points; it emitted 79542 g',
    });
    expect(said('household-power', 180_000)).toEqual({
      zh: '家庭节电 180.0 度未计入减排：还没有去年同月的读数可比，暂不计减排；同时排放 79542 克。继续记录，明年同月就能比较。',
      en: 'Household power 180.0 kWh is not counted as a reduction: there is no reading of the same month a year before to compare with; it emitted 79542 g. Keep recording: next year this month can be compared with.',
    });
  });

  it('PTS-006 where a cap cut something off, it says so', () => {
    const method = { ...methodOf('own-cup'), earnsPoints: false };
    const verdict = { reason: COUNTED, amount: 1, reducedUg: 10_000_000, emittedUg: 0, points: 0 };
    expect(actInWords(method, factorOn(method, day), verdict, 3)).toEqual({
      zh: '自带杯 1 次 × 每次 10 克 = 10 克（上报 3 次，其余超过上限）',
      en: 'Own cup once × 10 g each = 10 g (of 3 times told; the rest is beyond the cap)',
    });
  });

  it('CNV-003 what does not count says why, and what to do', () => {
    expect(said('metro', 90_000, { durationS: 60 })).toEqual({
      zh: '地铁 90.0 公里未计入减排：按上报的里程和时间，速度快得不可能。如果记录有误，可以在申诉期内申诉。',
      en: 'Metro 90.0 km is not counted as a reduction: going so far in so little time is not possible. If the record is wrong, you can appeal while appeals are open.',
    });
    expect(refusalInWords(methodOf('metro'), ACT_REASONS.dailyCap.number)).toEqual({
      why: {
        zh: '当天最多计 150.0 公里，已经计满',
        en: 'at most 150.0 km count in a day, and they are reached',
      },
      whatToDo: { zh: '次日起重新计算', en: 'Counting begins anew on the next day' },
    });
  });

  it('an act of which nothing is known any more is still told', () => {
    const verdict = { reason: ACT_REASONS.sameTrip.number, amount: 0, reducedUg: 0, emittedUg: 0, points: 0 };
    expect(actInWords(methodOf('metro'), undefined, verdict)).toEqual({
      zh: '地铁未计入减排：另一个来源已经上报了这一次，只计一次。已计入的那一次不受影响。如果确实是两次，可以在申诉期内申诉。',
      en: 'Metro is not counted as a reduction: another source told of the same one before; it counts once. The one that counts stays as it is. If these were two, you can appeal while appeals are open.',
    });
  });

  it.each(Object.values(ACT_REASONS))('there are words for every reason: $code', ({ number }) => {
    for (const method of rules.methods) {
      const { why, whatToDo } = refusalInWords(method, number);
      for (const text of [why.zh, why.en, whatToDo.zh, whatToDo.en]) expect(text).toMatch(/\S/);
    }
  });

  it('a number that is no reason is a fault of the program', () => {
    expect(() => refusalInWords(methodOf('metro'), 99)).toThrow('there is no reason 99');
  });
});
