import fc from 'fast-check';
import { type DayFigureOf, dayFileFaults, type DayTrade, publicMethodOf, wholeOf } from './day-file';

const parties = {
  ...{ seller: 'A', sellerAccount: 'TA1', sellerFeeFen: 0n, sellOrder: undefined },
  ...{ buyer: 'B', buyerAccount: 'TA2', buyerFeeFen: 0n, buyOrder: undefined },
  ...{ reference: undefined, transactionId: 1n, rulePack: 'trading-cn@2026.1' },
};
const trades = fc.array(
  fc
    .record({
      instrument: fc.constantFrom('CEA24', 'CEA25'),
      method: fc.constantFrom('listed', 'continuous', 'block', 'swap', 'auction'),
      priceFen: fc.bigInt({ min: 1n, max: 10_000n }),
      quantity: fc.bigInt({ min: 1n, max: 10_000n }),
    })
    .map((one): DayTrade => ({
      ...{ ...one, trade: 1n, at: new Date(0), amountFen: one.priceFen * one.quantity, parties },
    })),
  { maxLength: 30 },
);

/** What a market counts of its trades. */
function counted(list: readonly DayTrade[]): DayFigureOf[] {
  return ['CEA24', 'CEA25'].map((instrument) => {
    const of = (method: string) => {
      const own = list.filter(
        (one) => one.instrument === instrument && publicMethodOf(one.method) === method,
      );
      const sum = (pick: (one: DayTrade) => bigint) => own.reduce((total, one) => total + pick(one), 0n);
      return { quantity: sum((one) => one.quantity), amountFen: sum((one) => one.amountFen) };
    };
    return {
      ...{ instrument, openFen: undefined, highFen: undefined, lowFen: undefined, closeFen: 1n },
      ...{ previousCloseFen: 1n, listed: of('listed'), block: of('block'), auction: of('auction') },
    };
  });
}

const facts = { market: 'CN', day: '2026-03-02' } as const;

describe('TRD-014 the file of a day', () => {
  it('agrees with what an honest market counted, and so do all methods together', () => {
    fc.assert(
      fc.property(trades, (list) => {
        const figures = counted(list);
        expect(dayFileFaults({ ...facts, figures, trades: list })).toEqual([]);
        const whole = figures.map(wholeOf).reduce((sum, { amountFen }) => sum + amountFen, 0n);
        expect(whole).toBe(list.reduce((sum, { amountFen }) => sum + amountFen, 0n));
      }),
    );
  });

  it('names the instrument whose figures are one off, and trades of an instrument without a day', () => {
    fc.assert(
      fc.property(trades, (list) => {
        const [first, second] = counted(list);
        if (first === undefined || second === undefined) throw new Error('two');
        const off = { ...first, block: { ...first.block, quantity: first.block.quantity + 1n } };
        expect(dayFileFaults({ ...facts, figures: [off, second], trades: list })).toMatchObject([
          { instrument: 'CEA24' },
        ]);
        const lone = dayFileFaults({ ...facts, figures: [first], trades: list });
        expect(lone.length > 0).toBe(list.some(({ instrument }) => instrument === 'CEA25'));
      }),
    );
  });
});
