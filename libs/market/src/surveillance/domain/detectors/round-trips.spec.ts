import fc from 'fast-check';
import type { TradeRow } from '../rows';
import { at, rules, trade, wholeDay } from './detectors.spec-support';
import { roundTrips } from './round-trips';

const find = (trades: readonly TradeRow[], span = wholeDay) => roundTrips(trades, span, rules);

describe('TRD-017 round trips of two accounts', () => {
  it('are told when the same two trade back and forth at one price and end where they began', () => {
    const there = trade('A', 'B');
    const back = trade('B', 'A', { at: at(20) });
    const found = find([there, back]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      ...{ kind: 'round-trip', severity: 'severe', subject: 'A B', at: at(20) },
      facts: { gross: '2000', net: '0', trades: 2 },
      evidence: [{ ref: there.id.toString() }, { ref: back.id.toString() }],
    });
  });

  it.each<[string, readonly TradeRow[]]>([
    ['one way only', [trade('A', 'B'), trade('A', 'B', { at: at(5) })]],
    [
      'a market maker that earns its spread',
      [trade('A', 'B'), trade('B', 'A', { at: at(5), priceFen: 5_060n })],
    ],
    ['a position that grows', [trade('A', 'B', { quantity: 9_000n }), trade('B', 'A', { at: at(5) })]],
    ['hours between the two', [trade('A', 'B'), trade('B', 'A', { at: at(61) })]],
    ['small change', [trade('A', 'B', { quantity: 100n }), trade('B', 'A', { quantity: 100n, at: at(5) })]],
    ['different instruments', [trade('A', 'B'), trade('B', 'A', { instrument: 'CEA24', at: at(5) })]],
    [
      'two who meet among many others',
      [
        ...[trade('A', 'B'), trade('A', 'C', { quantity: 4_000n, at: at(2) })],
        ...[trade('D', 'B', { quantity: 4_000n, at: at(3) }), trade('B', 'A', { at: at(5) })],
      ],
    ],
    ['one big honest trade', [trade('A', 'B', { quantity: 90_000n })]],
    [
      'everybody with somebody else',
      [trade('A', 'B'), trade('B', 'C', { at: at(5) }), trade('C', 'A', { at: at(9) })],
    ],
  ])('stay silent about %s', (_, trades) => {
    expect(find(trades)).toEqual([]);
  });

  it('are told once an hour', () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      trade(index % 2 === 0 ? 'A' : 'B', index % 2 === 0 ? 'B' : 'A', { at: at(index * 2) }),
    );
    expect(find(many).map(({ key }) => key)).toEqual(['hour:10', 'hour:11']);
  });

  it('INV-10 are the same however the day is cut into spans and whatever order the rows come in', () => {
    const some = fc.record({
      flip: fc.boolean(),
      minute: fc.integer({ min: 0, max: 180 }),
      quantity: fc.bigInt({ min: 1n, max: 1_200n }),
      priceFen: fc.bigInt({ min: 4_990n, max: 5_010n }),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 40 }), fc.integer({ min: 1, max: 179 }), (list, cut) => {
        const trades = list.map(({ flip, minute, ...over }, index) =>
          trade(flip ? 'A' : 'B', flip ? 'B' : 'A', { ...over, id: BigInt(index + 1), at: at(minute) }),
        );
        const keys = (found: ReturnType<typeof find>) => [...new Set(found.map(({ key }) => key))].sort();
        const whole = keys(find(trades));
        const reversed = keys(find([...trades].reverse()));
        const parts = [
          ...find(
            trades.filter((one) => one.at < at(cut)),
            { ...wholeDay, to: at(cut) },
          ),
          ...find(trades, { ...wholeDay, from: at(cut) }),
        ];
        expect(reversed).toEqual(whole);
        expect(keys(parts)).toEqual(whole);
      }),
    );
  });
});
