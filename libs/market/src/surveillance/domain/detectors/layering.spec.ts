import fc from 'fast-check';
import type { CancelledOrder, TradeRow } from '../rows';
import { at, cancelled, rules, trade, wholeDay } from './detectors.spec-support';
import { layering } from './layering';

const find = (trades: readonly TradeRow[], orders: readonly CancelledOrder[], span = wholeDay) =>
  layering({ trades, cancelled: orders }, span, rules);
const layers = (count: number, over: Partial<CancelledOrder> = {}) =>
  Array.from({ length: count }, () => cancelled('S', over));

describe('TRD-017 layering', () => {
  it('is told of large sell orders that vanish right after a buy, complete with the cancellation that passes the line', () => {
    const buy = trade('X', 'S');
    const orders = [1, 2, 3, 4].map((minute) => cancelled('S', { cancelledAt: at(minute) }));
    const found = find([buy], orders);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      ...{ kind: 'layering', severity: 'severe', subject: 'S', at: at(3) },
      facts: { orders: 3, cancelled: '15000', side: 'buy', quantity: '1000' },
    });
    expect(found[0]?.evidence).toHaveLength(4);
    expect(found[0]?.told.seen.en).toContain(
      'had cancelled 3 sell orders placed before it, 15000 units together',
    );
  });

  it('is told of the other direction alike', () => {
    expect(find([trade('S', 'X')], layers(3, { side: 'buy' }))).toHaveLength(1);
  });

  it.each<[string, readonly TradeRow[], readonly CancelledOrder[]]>([
    ['orders of the trade’s own side', [trade('S', 'X')], layers(5)],
    ['two orders', [trade('X', 'S')], layers(2, { left: 90_000n })],
    ['orders no larger than the trade', [trade('X', 'S', { quantity: 5_000n })], layers(5)],
    ['orders that stood long before', [trade('X', 'S')], layers(5, { placedAt: at(-31) })],
    ['orders placed after it', [trade('X', 'S')], layers(5, { placedAt: at(0.5) })],
    ['cancellations much later', [trade('X', 'S')], layers(5, { cancelledAt: at(6) })],
    ['cancellations before the trade', [trade('X', 'S')], layers(5, { cancelledAt: at(-1) })],
    ['another account', [trade('X', 'Y')], layers(5)],
    ['another instrument', [trade('X', 'S', { instrument: 'CEA24' })], layers(5)],
    [
      'a market maker that moves its quotes on both sides',
      [trade('X', 'S')],
      [...layers(5, { side: 'buy', cancelledAt: at(0.5) }), ...layers(5)],
    ],
  ])('stays silent about %s', (_, trades, orders) => {
    expect(find(trades, orders)).toEqual([]);
  });

  it('INV-10 is the same however the day is cut and whatever order the rows come in', () => {
    const some = fc.record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      left: fc.bigInt({ min: 1n, max: 20_000n }),
      placed: fc.integer({ min: -40, max: 30 }),
      rested: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 6 }),
        fc.array(some, { maxLength: 30 }),
        fc.integer({ min: 1, max: 40 }),
        (minutes, list, cut) => {
          const trades = minutes.map((minute, index) =>
            trade('X', 'S', { id: BigInt(index + 1), at: at(minute) }),
          );
          const orders = list.map(({ side, left, placed, rested }, index) =>
            cancelled('S', {
              ...{ id: BigInt(index + 100), side, left, placedAt: at(placed) },
              cancelledAt: at(placed + rested),
            }),
          );
          const keys = (found: ReturnType<typeof find>) =>
            found.map(({ key, at: when }) => `${key} ${when.toISOString()}`).sort();
          const whole = keys(find(trades, orders));
          expect(keys(find([...trades].reverse(), [...orders].reverse()))).toEqual(whole);
          const until = orders.filter(({ cancelledAt }) => cancelledAt < at(cut));
          const parts = [
            ...find(trades, until, { ...wholeDay, to: at(cut) }),
            ...find(trades, orders, { ...wholeDay, from: at(cut) }),
          ];
          expect(keys(parts)).toEqual(whole);
        },
      ),
    );
  });
});
