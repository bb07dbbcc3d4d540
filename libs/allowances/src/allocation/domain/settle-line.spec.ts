import fc from 'fast-check';
import { settleLine } from './settle-line';

describe('settling a line', () => {
  it('AC-14 ALC-011 owed is deducted first; an excess deduction goes back when less is approved', () => {
    const pre = settleLine({ amountT: 50_000n, owedT: 70_000n }, undefined);
    expect(pre).toEqual({ deductedT: 50_000n, issueT: 0n, returnT: 0n });
    const final = settleLine(
      { amountT: 30_000n, owedT: 20_000n },
      { amountT: 50_000n, deductedT: pre.deductedT },
    );
    expect(final).toEqual({ deductedT: -20_000n, issueT: 0n, returnT: 0n });
    expect(70_000n - pre.deductedT - final.deductedT).toBe(40_000n);
  });

  it('ALC-009 more than was pre-allocated is issued, less is handed back', () => {
    const earlier = { amountT: 700n, deductedT: 0n };
    expect(settleLine({ amountT: 900n, owedT: 0n }, earlier)).toEqual({
      ...{ deductedT: 0n, issueT: 200n, returnT: 0n },
    });
    expect(settleLine({ amountT: 650n, owedT: 0n }, earlier)).toEqual({
      ...{ deductedT: 0n, issueT: 0n, returnT: 50n },
    });
  });

  it('ALC-011 what became owed since the pre-allocation is taken off what is still to be issued', () => {
    expect(settleLine({ amountT: 900n, owedT: 150n }, { amountT: 700n, deductedT: 0n })).toEqual({
      ...{ deductedT: 150n, issueT: 50n, returnT: 0n },
    });
  });

  const tonnes = fc.bigInt({ min: 0n, max: 10n ** 9n });

  it('ALC-011 units and deductions together are always what the lines give, and nothing is owed below zero', () => {
    fc.assert(
      fc.property(tonnes, tonnes, tonnes, tonnes, (preT, owedT, approvedT, laterT) => {
        const pre = settleLine({ amountT: preT, owedT }, undefined);
        const stillOwed = owedT - pre.deductedT + laterT;
        const final = settleLine(
          { amountT: approvedT, owedT: stillOwed },
          { amountT: preT, deductedT: pre.deductedT },
        );
        const units = pre.issueT + final.issueT - final.returnT;
        expect(units + pre.deductedT + final.deductedT).toBe(approvedT);
        expect(units >= 0n).toBe(true);
        expect(stillOwed - final.deductedT >= 0n).toBe(true);
        expect(final.issueT === 0n || final.returnT === 0n).toBe(true);
      }),
    );
  });
});
