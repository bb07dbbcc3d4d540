import { releasedPacks } from '@carbon/rules/domain';
import { programmeRules } from '../../domain/index';
import { badgesOf } from './badges';
import { unknownEmissions } from './unknown-emissions';

const GRAM = 1_000_000n;
const rules = programmeRules(releasedPacks, 'inclusion-shenzhen', '2026-09-01');
const months = [
  { month: '2026-01-01', reducedUg: 900n * GRAM },
  { month: '2026-02-01', reducedUg: 100n * GRAM },
  { month: '2026-03-01', reducedUg: 9_500n * GRAM },
];

describe('badges (PTS-006)', () => {
  it('are earned in the month that reaches the tier exactly', () => {
    const { earned, next } = badgesOf(rules.badges, months);
    expect(earned.map(({ tier, month, reducedUg }) => [tier.code, month, reducedUg / GRAM])).toEqual([
      ['seed', '2026-02-01', 1_000n],
      ['seedling', '2026-03-01', 10_500n],
    ]);
    expect([next?.tier.code, next?.missingUg]).toEqual(['sapling', 39_500n * GRAM]);
  });

  it('go with grams that a correction takes back', () => {
    const corrected = [...months, { month: '2026-04-01', reducedUg: -1_000n * GRAM }];
    expect(badgesOf(rules.badges, corrected).earned.map(({ tier }) => tier.code)).toEqual(['seed']);
  });

  it('end with the last tier', () => {
    const all = badgesOf(rules.badges, [{ month: '2026-01-01', reducedUg: 10_000_000n * GRAM }]);
    expect([all.earned.length, all.next]).toEqual([rules.badges.length, undefined]);
    expect(badgesOf(rules.badges, []).earned).toEqual([]);
  });
});

describe('unknown emissions', () => {
  it('are told by method, of acts that count only', () => {
    const done = { programme: 1, month: '2026-03-01', method: 1, acts: 2 };
    const told = unknownEmissions(
      [
        { ...done, reason: 0 },
        { ...done, month: '2026-04-01', reason: 0 },
        { ...done, reason: 34 },
      ],
      () => rules,
    );
    expect(told).toMatchObject([{ programme: 1, method: 'metro', acts: 4 }]);
  });

  it('are none where every factor of the month tells them', () => {
    const known = {
      ...rules,
      methodOf: (number: number) => {
        const method = rules.methodOf(number);
        return (
          method && { ...method, factors: method.factors.map((factor) => ({ ...factor, emittedUg: 3 })) }
        );
      },
    };
    const done = { programme: 1, month: '2026-03-01', method: 1, reason: 0, acts: 2 };
    expect(unknownEmissions([done], () => known)).toEqual([]);
  });
});
