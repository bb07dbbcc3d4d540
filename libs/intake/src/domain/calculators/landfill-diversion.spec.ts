import { landfillDiversion } from './landfill-diversion';

const NONE = {
  reduce: '0',
  reuse: '0',
  recycle: '0',
  energy: '0',
  landfill: '0',
  thermal: '0',
  mandated: '0',
};
const rateOf = (amounts: Partial<typeof NONE>) => {
  const { ratePercent, grade, pack } = landfillDiversion({ ...NONE, ...amounts });
  return [ratePercent, grade, pack.certainty];
};
/** A rate in hundredths of a percent. */
const at = (hundredths: number) =>
  rateOf({ recycle: String(hundredths), landfill: String(10_000 - hundredths) });

describe('landfill diversion (003 L2205-2236)', () => {
  it('12, 8, 60 and 11 of 100 with 2 mandated are 92.857 %, silver', () => {
    const waste = {
      reduce: '12',
      reuse: '8',
      recycle: '60',
      energy: '11',
      landfill: '4',
      thermal: '3',
      mandated: '2',
    };
    expect(rateOf(waste)).toEqual(['92.857', 'silver', 'F']);
  });

  it.each([
    [9_000, '90', 'silver', 'F'],
    [8_999, '89.99', 'none', 'F'],
    [9_400, '94', 'silver', 'F'],
    [9_500, '95', 'gold', 'F'],
    [9_900, '99', 'gold', 'F'],
    [10_000, '100', 'diamond', 'F'],
  ])('%d hundredths', (hundredths, rate, grade, certainty) => {
    expect(at(hundredths)).toEqual([rate, grade, certainty]);
  });

  it('94.5 and 99.5 fall in gaps of the source: the lower grade, by our own rule (X)', () => {
    expect(at(9_450)).toEqual(['94.5', 'silver', 'X']);
    expect(at(9_950)).toEqual(['99.5', 'gold', 'X']);
  });

  it('a rate is never rounded up into a grade', () => {
    expect(rateOf({ recycle: '899999999', landfill: '100000001' })).toEqual(['89.999', 'none', 'F']);
    expect(rateOf({ recycle: '99999999', landfill: '1' })).toEqual(['99.999', 'gold', 'X']);
  });

  it('all waste mandated is refused, not divided by zero', () => {
    expect(() => landfillDiversion({ ...NONE, mandated: '100' })).toThrow('LANDFILL_NOTHING_TO_DIVERT');
  });
});
