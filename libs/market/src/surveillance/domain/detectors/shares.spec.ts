import { at, closedDay, party, rules, trade, wholeDay } from './detectors.spec-support';
import { closingMarks } from './closing-marks';
import { concentration } from './concentration';
import { largeHoldings } from './large-holdings';

describe('TRD-017 concentration', () => {
  const share = {
    ...{ day: closedDay, trader: party('A'), bought: 4_000n, sold: 100n, trades: 8 },
    ...{ dayQuantity: 10_000n, dayTrades: 30 },
  };

  it('is told of an account with forty percent of a closed day', () => {
    const [found] = concentration([share], wholeDay, rules);
    expect(found).toMatchObject({ subject: 'A', at: closedDay.closedAt, facts: { share: '40.00 %' } });
  });

  it.each([
    ['a smaller share', { bought: 3_999n }],
    ['a thin day', { dayTrades: 19 }],
    ['one big honest trade', { bought: 9_000n, trades: 1 }],
    ['a day without volume', { bought: 0n, sold: 0n, dayQuantity: 0n }],
  ])('stays silent about %s', (_, over) => {
    expect(concentration([{ ...share, ...over }], wholeDay, rules)).toEqual([]);
  });
});

describe('TRD-017 the large-holder report', () => {
  const holding = { day: closedDay, trader: party('A'), held: 20_000n, total: 100_000n };
  const none = { limit: undefined, reportFrom: () => undefined };

  it('is due from our own share on where the market names no line', () => {
    expect(largeHoldings({ holdings: [holding], ...none }, wholeDay, rules)).toHaveLength(1);
    const less = { ...holding, held: 19_999n };
    expect(largeHoldings({ holdings: [less], ...none }, wholeDay, rules)).toEqual([]);
  });

  it('follows the market’s own line, and comes near its limit', () => {
    const own = { limit: undefined, reportFrom: () => 30_000n };
    expect(largeHoldings({ holdings: [holding], ...own }, wholeDay, rules)).toEqual([]);
    const near = { limit: 25_000n, reportFrom: () => 30_000n };
    expect(largeHoldings({ holdings: [holding], ...near }, wholeDay, rules)).toHaveLength(1);
  });

  it('stays silent about small holdings in an empty market', () => {
    const small = { ...holding, held: 9_999n, total: 9_999n };
    expect(largeHoldings({ holdings: [small], ...none }, wholeDay, rules)).toEqual([]);
  });
});

describe('TRD-009 marking the close', () => {
  const tradingEnds = at(300);
  const late = (over: object) => trade('X', 'M', { at: at(295), ...over });
  const day = (
    trades: ReturnType<typeof late>[],
    before = { quantity: 10_000n, amountFen: 50_000_000n },
  ) => ({
    ...{ day: closedDay, tradingEnds, late: trades },
    quantity: before.quantity + trades.reduce((all, one) => all + one.quantity, 0n),
    amountFen: before.amountFen + trades.reduce((all, one) => all + one.quantity * one.priceFen, 0n),
  });

  it('is told of trades of the last minutes that move the weighted average by more than a percent', () => {
    const found = closingMarks([day([late({ priceFen: 5_450n, quantity: 2_000n })])], wholeDay, rules);
    expect(found.map(({ subject }) => subject)).toEqual(['M', 'X']);
    expect(found[0]).toMatchObject({
      severity: 'severe',
      facts: { share: '100.00 %', average: '50.75', without: '50.00', effect: '1.50 %' },
    });
  });

  it('stays silent about one big honest trade at the going price', () => {
    expect(closingMarks([day([late({ quantity: 90_000n })])], wholeDay, rules)).toEqual([]);
  });

  it('stays silent about a day on which nothing else was traded', () => {
    const only = day([late({ priceFen: 5_450n })], { quantity: 0n, amountFen: 0n });
    expect(closingMarks([only], wholeDay, rules)).toEqual([]);
  });

  it('stays silent about accounts with a small part in a lively end, and about trades before it', () => {
    const crowd = ['P', 'Q', 'R'].map((one) =>
      trade(one, `${one}${one}`, { at: at(295), priceFen: 5_450n, quantity: 2_000n }),
    );
    expect(closingMarks([day(crowd)], wholeDay, rules)).toEqual([]);
    const early = day([late({ at: at(289), priceFen: 5_450n, quantity: 9_000n })]);
    expect(closingMarks([early], wholeDay, rules)).toEqual([]);
  });
});
