import { releasedPacks } from '@carbon/rules/domain';
import fc from 'fast-check';
import { carryOverRound, complianceRules, judgeCarryOver, judgeCarryOverApplication } from './index';

const rules = complianceRules(releasedPacks, 'CN', '2026-03-01');
const judged = (soldT: bigint, boughtT: bigint, positionT: bigint, more: object = {}) =>
  judgeCarryOver(rules, { soldT, boughtT, positionT, onTime: true, ...more });

describe('carry-over', () => {
  it('AC-40 CAR-001 the formula, floored at the end', () => {
    expect(judged(50_000n, 30_001n, 200_000n)).toMatchObject({
      netSoldT: 19_999n,
      formulaT: 39_998n,
      limitT: 39_998n,
    });
  });

  it('AC-42 CAR-001 who bought more than he sold has the base', () => {
    expect(judged(0n, 40_000n, 80_000n)).toMatchObject({ netSoldT: 0n, formulaT: 10_000n, limitT: 10_000n });
  });

  it('AC-44 CAR-001 half a tonne is dropped', () => {
    expect(judged(123_457n, 100_000n, 1_000_000n)).toMatchObject({ formulaT: 45_185n, limitT: 45_185n });
  });

  it('CAR-001 trap 3 nobody carries over more than he holds', () => {
    expect(judged(50_000n, 30_001n, 39_997n)).toMatchObject({ formulaT: 39_998n, limitT: 39_997n });
    expect(judged(0n, 0n, 0n)).toMatchObject({ limitT: 0n, extraSaleForAllT: 0n });
  });

  it('CAR-002 trap 3 judicially frozen units count, pending ones do not', () => {
    expect(judged(0n, 0n, 9_000n, { judicialT: 4_000n }).limitT).toBe(9_000n);
    expect(judged(0n, 0n, 9_000n, { judicialT: 4_000n, pendingT: 1_500n })).toMatchObject({
      countedT: 7_500n,
      limitT: 7_500n,
    });
  });

  it('CAR-005 who missed a deadline may not', () => {
    expect(() => judged(0n, 0n, 1n, { onTime: false })).toThrow('ALLOWANCES_CARRY_OVER_LATE');
  });

  it('a market without carry-over says so', () => {
    const pilot = complianceRules(releasedPacks, 'SZ', '2026-03-01');
    const position = { soldT: 0n, boughtT: 0n, positionT: 1n, onTime: true };
    expect(() => judgeCarryOver(pilot, position)).toThrow('ALLOWANCES_NO_RULES');
  });

  it('CAR-008 the planner finds the smallest further sale, as trying one by one does', () => {
    const amount = fc.bigInt({ min: 0n, max: 60_000n });
    fc.assert(
      fc.property(amount, amount, amount, (soldT, boughtT, positionT) => {
        const { extraSaleForAllT: found } = judged(soldT, boughtT, positionT);
        // twice the inequality, so that 1.5 is whole: 2 (H - x) <= 2 B + 3 max(0, raw + x)
        const allGoes = (x: bigint) => {
          const net = soldT - boughtT + x;
          return 2n * (positionT - x) <= 20_000n + 3n * (net > 0n ? net : 0n);
        };
        let smallest = 0n;
        while (!allGoes(smallest)) smallest++;
        expect(found).toBe(smallest);
      }),
      { numRuns: 300 },
    );
  });

  it('CAR-008 it stays exact beyond what a double can hold', () => {
    const H = 9_007_199_254_740_993n;
    expect(judged(0n, 0n, H).extraSaleForAllT).toBe((2n * (H - 10_000n) + 4n) / 5n);
  });
});

describe('applications for carry-over', () => {
  it('AC-48 CAR-003 the day decides the round', () => {
    expect(carryOverRound(rules, '2026-03-20')).toBe(1);
    expect(carryOverRound(rules, '2026-03-21')).toBe(2);
    expect(carryOverRound(rules, '2026-06-10')).toBe(2);
    expect(carryOverRound(rules, '2026-06-11')).toBeUndefined();
    expect(carryOverRound(rules, '2025-12-31')).toBeUndefined();
  });

  const application = {
    on: '2026-03-20',
    quantityT: 15_000n,
    limitT: 25_000n,
    appliedT: 0n,
    availableT: 90_000n,
  } as const;

  it('AC-46 CAR-004 together no more than the limit', () => {
    expect(judgeCarryOverApplication(rules, application)).toBe(1);
    const second = { ...application, on: '2026-03-21', appliedT: 15_000n } as const;
    expect(() => judgeCarryOverApplication(rules, { ...second, quantityT: 10_001n })).toThrow(
      'at most 10000 t',
    );
    expect(judgeCarryOverApplication(rules, { ...second, quantityT: 10_000n })).toBe(2);
  });

  it('CAR-004 each no more than is available in the registry', () => {
    expect(() => judgeCarryOverApplication(rules, { ...application, availableT: 14_999n })).toThrow(
      'at most 14999 t',
    );
  });

  it('CAR-003 CAR-007 after the window only what was unfrozen', () => {
    const late = { ...application, on: '2026-06-11' } as const;
    expect(() => judgeCarryOverApplication(rules, late)).toThrow('ALLOWANCES_CARRY_OVER_CLOSED');
    expect(judgeCarryOverApplication(rules, { ...late, afterUnfreezing: true })).toBeUndefined();
  });
});
