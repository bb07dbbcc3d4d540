import fc from 'fast-check';
import { settleAllocation } from './settle-allocation';

const settle = (preAllocatedT: bigint, approvedT: bigint, owedT: bigint) => {
  const { preIssueT, returnedT, finalIssueT, remainingOwedT, handBackT } = settleAllocation({
    preAllocatedT,
    approvedT,
    owedT,
  });
  return [preIssueT, returnedT, finalIssueT, remainingOwedT, handBackT];
};

describe('ALC-011 what is issued when something is owed', () => {
  it.each([
    ['AC-14 the case of the source', [50_000n, 30_000n, 70_000n], [0n, 20_000n, 0n, 40_000n, 0n]],
    ['nothing owed, more approved', [50_000n, 80_000n, 0n], [50_000n, 0n, 30_000n, 0n, 0n]],
    ['nothing owed, fewer approved', [50_000n, 30_000n, 0n], [50_000n, 0n, 0n, 0n, 20_000n]],
    ['less owed than pre-allocated', [50_000n, 80_000n, 10_000n], [40_000n, 0n, 30_000n, 0n, 0n]],
    ['the rest is taken at approval', [50_000n, 80_000n, 70_000n], [0n, 0n, 10_000n, 0n, 0n]],
    ['the rest is more than the approval brings', [50_000n, 60_000n, 70_000n], [0n, 0n, 0n, 10_000n, 0n]],
    ['approved as pre-allocated', [50_000n, 50_000n, 70_000n], [0n, 0n, 0n, 20_000n, 0n]],
    ['fewer approved, deduction covered', [50_000n, 30_000n, 10_000n], [40_000n, 0n, 0n, 0n, 20_000n]],
    ['fewer approved than deducted', [50_000n, 30_000n, 40_000n], [10_000n, 10_000n, 0n, 10_000n, 10_000n]],
    ['nothing approved', [50_000n, 0n, 30_000n], [20_000n, 30_000n, 0n, 30_000n, 20_000n]],
    ['nothing pre-allocated', [0n, 30_000n, 10_000n], [0n, 0n, 20_000n, 0n, 0n]],
  ])('%s', (_, [preAllocated, approved, owed], expected) => {
    expect(settle(preAllocated!, approved!, owed!)).toEqual(expected);
  });

  it('nothing is lost, nothing goes below 0, and the way over the pre-allocation makes no difference', () => {
    const tonnes = fc.bigInt({ min: 0n, max: 1_000_000n });
    fc.assert(
      fc.property(tonnes, tonnes, tonnes, (preAllocatedT, approvedT, owedT) => {
        const settled = settleAllocation({ preAllocatedT, approvedT, owedT });
        for (const amount of Object.values(settled)) expect(amount).toBeGreaterThanOrEqual(0n);
        const issued = settled.preIssueT + settled.finalIssueT - settled.handBackT;
        expect(issued).toBe(approvedT - (owedT - settled.remainingOwedT));
        expect(issued).toBe(approvedT > owedT ? approvedT - owedT : 0n);
        expect(settled.finalIssueT === 0n || settled.handBackT === 0n).toBe(true);
        // What was deducted before and not returned, and what was deducted at approval, is what owes less now.
        const deductedBefore = preAllocatedT - settled.preIssueT;
        expect(settled.returnedT).toBeLessThanOrEqual(deductedBefore);
        const direct = settleAllocation({ preAllocatedT: 0n, approvedT, owedT });
        expect(direct.remainingOwedT).toBe(settled.remainingOwedT);
        expect(direct.finalIssueT).toBe(issued);
      }),
    );
  });
});
