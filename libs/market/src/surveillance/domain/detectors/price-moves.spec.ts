import { type TradeRow } from '../rows';
import { at, closedDay, DAY, rules, trade, wholeDay } from './detectors.spec-support';
import { limitHits } from './limit-hits';
import { type DayStart, priceMoves } from './price-moves';

const start: DayStart = {
  ...{ instrument: 'CEA25', day: DAY, previousCloseFen: 5_000n, tradedBefore: '2026-02-27' },
};
const prices = (...fen: bigint[]): TradeRow[] =>
  fen.map((priceFen, index) => trade('A', 'B', { priceFen, at: at(index) }));
const keys = (rows: Partial<Parameters<typeof priceMoves>[0]>) =>
  priceMoves({ trades: [], starts: [start], closed: [], ...rows }, wholeDay, rules).map(({ key }) => key);

describe('TRD-017 price moves', () => {
  it('are told once a day and direction of trades far from the previous close', () => {
    const trades = prices(5_100n, 5_400n, 5_450n, 4_600n, 4_590n);
    expect(keys({ trades })).toEqual(['previous-close:up', 'previous-close:down']);
  });

  it('name the trade, the close and the distance', () => {
    const [found] = priceMoves({ trades: prices(5_400n), starts: [start], closed: [] }, wholeDay, rules);
    expect(found?.told.seen.en).toMatch(
      /^Trade \d+ at 54\.00 yuan is 8\.00 % above the previous close of 50\.00 yuan$/,
    );
  });

  it('are told of a jump from the average of the last ten trades', () => {
    const calm = Array.from({ length: 10 }, () => 5_000n);
    expect(keys({ trades: prices(...calm, 5_260n) })).toEqual([expect.stringMatching(/^recent:/)]);
    expect(keys({ trades: prices(...calm, 5_240n) })).toEqual([]);
  });

  it('stay silent about a thin market’s first trade: no average to compare with, and a close long ago', () => {
    const thin: DayStart = { ...start, tradedBefore: '2026-01-05' };
    const new_: DayStart = { ...start, tradedBefore: undefined };
    expect(keys({ trades: prices(5_490n), starts: [thin] })).toEqual([]);
    expect(keys({ trades: prices(5_490n), starts: [new_] })).toEqual([]);
  });

  it('stay silent about blocks, whose price makes no day', () => {
    expect(keys({ trades: [trade('A', 'B', { method: 'block', priceFen: 6_500n })] })).toEqual([]);
  });

  it('are told of a close far from the one before', () => {
    expect(keys({ closed: [{ ...closedDay, closeFen: 5_350n }] })).toEqual(['close']);
    expect(keys({ closed: [{ ...closedDay, closeFen: 5_340n }] })).toEqual([]);
    expect(keys({ closed: [{ ...closedDay, closeFen: 5_900n, tradedBefore: '2026-01-05' }] })).toEqual([]);
  });
});

describe('TRD-005 the edges of the band', () => {
  const band = { instrument: 'CEA25', method: 'listed', lowFen: 4_500n, highFen: 5_500n };

  it('are told once each, by the first trade that stands there', () => {
    const trades = prices(5_499n, 5_500n, 5_500n, 4_500n);
    const found = limitHits({ trades, bands: [band] }, wholeDay);
    expect(found.map(({ key }) => key)).toEqual(['listed:up', 'listed:down']);
    expect(found[0]?.facts['trade']).toBe(trades[1]?.id.toString());
  });

  it('stay silent between them, and about other methods', () => {
    const trades = [...prices(4_501n, 5_499n), trade('A', 'B', { method: 'block', priceFen: 6_000n })];
    expect(limitHits({ trades, bands: [band] }, wholeDay)).toEqual([]);
  });
});
