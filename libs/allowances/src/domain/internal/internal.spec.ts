import { releasedPacks } from '@carbon/rules/domain';
import fc from 'fast-check';
import { countMember } from './count-member';
import { internalRules } from './internal-rules';
import { memberShare } from './member-share';

const rules = internalRules(releasedPacks, '2026-11-21');

describe('a market of a park or group (S04)', () => {
  it.each([
    [{ method: 'fixed', quantityT: '1000' }, 1000n],
    [{ method: 'historic', historicT: '1000', factor: '0.9876' }, 987n],
    [{ method: 'output', output: '33333.3', benchmark: '0.03' }, 999n],
  ] as const)('S04 a share of %j is %s, never rounded up', (share, tonnes) => {
    expect(memberShare(rules, share)).toBe(tonnes);
  });

  it('S04 what is measured is due, half a tonne rounds up; rewards are for those who owe nothing', () => {
    const count = (measuredT: string, availableT: bigint) =>
      countMember(rules, { measuredT, availableT, rewardFenPerTonne: 500n });
    expect(count('99.5', 120n)).toEqual({
      ...{ dueT: 100n, surrenderedT: 100n, shortfallT: 0n, surplusT: 20n, rewardFen: 10_000n },
    });
    expect(count('99.499', 90n)).toEqual({
      ...{ dueT: 99n, surrenderedT: 90n, shortfallT: 9n, surplusT: 0n, rewardFen: 0n },
    });
  });

  it('S04 units are neither made nor lost by counting', () => {
    const tonnes = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(tonnes, tonnes, tonnes, (measured, availableT, rewardFenPerTonne) => {
        const one = countMember(rules, { measuredT: measured.toString(), availableT, rewardFenPerTonne });
        expect(one.surrenderedT + one.surplusT).toBe(availableT);
        expect(one.surrenderedT + one.shortfallT).toBe(one.dueT);
      }),
    );
  });

  it('INV-10 how it rounds is data, and our own', () => {
    expect(rules.pack).toEqual({ id: 'internal-market', version: '2026.1', certainty: 'X' });
  });
});
