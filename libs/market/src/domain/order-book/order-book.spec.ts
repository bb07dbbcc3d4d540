import fc from 'fast-check';
import { type Draw, Duel, VERBS } from '../../../../../tests/simulate/book/duel';
import { MAX_TICK, type Order, OrderBook, type Side } from './index';

let nextId = 1;
const order = (side: Side, price: number, quantity: number, more: Partial<Order> = {}): Order => ({
  id: nextId++,
  owner: nextId,
  side,
  price,
  quantity,
  goodTill: 0,
  ...more,
});
const buy = order.bind(undefined, 'buy');
const sell = order.bind(undefined, 'sell');

function bookOf(...orders: Order[]): OrderBook {
  const book = new OrderBook();
  for (const each of orders) book.rest(each);
  return book;
}
const ids = (book: OrderBook, side: Side) => [...book.resting(side)].map(({ id }) => id);

describe('a book of continuous trading (TRD-001)', () => {
  it('meets the best price first and the earliest order first, at the price of the order that rests', () => {
    const [late, early, best, far] = [sell(5_010, 30), sell(5_000, 20), sell(4_990, 10), sell(5_100, 5)];
    const second = sell(5_000, 20);
    const book = bookOf(late, early, best, far, second);
    expect(book.place(buy(5_010, 45))).toEqual({
      outcome: 'placed',
      fills: [
        { maker: best.id, makerOwner: best.owner, makerLeft: 0, price: 4_990, quantity: 10 },
        { maker: early.id, makerOwner: early.owner, makerLeft: 0, price: 5_000, quantity: 20 },
        { maker: second.id, makerOwner: second.owner, makerLeft: 5, price: 5_000, quantity: 15 },
      ],
      resting: 0,
    });
    expect(ids(book, 'sell')).toEqual([second.id, late.id, far.id]);
    expect(book.get(second.id)).toEqual({ ...second, quantity: 5 });
  });

  it('rests what meets nobody', () => {
    const book = bookOf(sell(5_000, 10));
    const taker = buy(5_000, 25);
    expect(book.place(taker)).toMatchObject({ resting: 15 });
    expect(book.depth(5)).toEqual({ buy: [{ price: 5_000, quantity: 15, orders: 1 }], sell: [] });
  });

  it('refuses an order that would meet one of its own owner, and changes nothing', () => {
    const other = sell(5_000, 10);
    const own = sell(5_000, 10, { owner: 7 });
    const book = bookOf(other, own);
    const refused = book.place(buy(5_000, 11, { owner: 7 }));
    expect(refused).toEqual({ outcome: 'refused', reason: 'self-trade', against: own.id });
    expect([...book.resting('sell')]).toEqual([other, own]);
    expect(book.size).toBe(2);
  });

  it('takes the order when it is filled before it reaches its own', () => {
    const book = bookOf(sell(5_000, 10), sell(5_000, 10, { owner: 7 }));
    expect(book.place(buy(5_000, 10, { owner: 7 }))).toMatchObject({ outcome: 'placed', resting: 0 });
  });
});

describe('TRD-007 a listed book', () => {
  it('may stand crossed: nothing is matched', () => {
    const book = bookOf(sell(5_000, 10));
    expect(book.rest(buy(5_100, 10))).toEqual({ outcome: 'placed', fills: [], resting: 10 });
    expect(book.best('buy')).toBe(5_100);
    expect(book.best('sell')).toBe(5_000);
  });

  it('AC-71 the sixth price cannot be picked', () => {
    const asks = [5_000, 5_010, 5_020, 5_030, 5_040, 5_050].map((price) => sell(price, 100));
    const book = bookOf(...asks);
    expect(book.pick(asks[5]!.id, 100, 1, 5)).toEqual({ outcome: 'refused', reason: 'not-selectable' });
    expect(book.pick(asks[4]!.id, 100, 1, 5)).toMatchObject({ outcome: 'picked', fill: { price: 5_040 } });
    expect(book.pick(asks[5]!.id, 100, 1, 5)).toMatchObject({ outcome: 'picked', fill: { price: 5_050 } });
  });

  it('AC-72 at one price the taker may pick any order; the rest of it stays', () => {
    const [a, b] = [sell(5_000, 400), sell(5_000, 500)];
    const book = bookOf(a, b);
    expect(book.pick(b.id, 300, 1, 5)).toEqual({
      outcome: 'picked',
      fill: { maker: b.id, makerOwner: b.owner, makerLeft: 200, price: 5_000, quantity: 300 },
    });
    expect(book.ordersAt('sell', 5_000)).toEqual([a, { ...b, quantity: 200 }]);
  });

  it('a pick of an own order, of more than rests or of what is gone is refused', () => {
    const ask = sell(5_000, 400);
    const book = bookOf(ask);
    expect(book.pick(ask.id, 1, ask.owner, 5)).toMatchObject({ reason: 'self-trade' });
    expect(book.pick(ask.id, 401, 1, 5)).toEqual({
      outcome: 'refused',
      reason: 'more-than-rests',
      resting: 400,
    });
    book.cancel(ask.id);
    expect(book.pick(ask.id, 1, 1, 5)).toEqual({ outcome: 'refused', reason: 'not-resting' });
  });
});

describe('a change of an order', () => {
  it('to less at the same price keeps its place; to more, or to another price, loses it', () => {
    const [a, b, c] = [buy(100, 10), buy(100, 10), buy(100, 10)];
    const book = bookOf(a, b, c);
    book.replace(a.id, { quantity: 4 }, 'match');
    expect(ids(book, 'buy')).toEqual([a.id, b.id, c.id]);
    book.replace(a.id, { quantity: 5 }, 'match');
    expect(ids(book, 'buy')).toEqual([b.id, c.id, a.id]);
    book.replace(b.id, { price: 99 }, 'rest');
    book.replace(b.id, { price: 100 }, 'rest');
    expect(ids(book, 'buy')).toEqual([c.id, a.id, b.id]);
  });

  it('may match at its new price, or only rest there', () => {
    const bid = buy(99, 10);
    const book = bookOf(bid, sell(100, 4));
    const mark = book.mark();
    expect(book.replace(bid.id, { price: 100 }, 'match')).toMatchObject({
      fills: [{ quantity: 4 }],
      resting: 6,
    });
    book.rollback(mark);
    expect(book.replace(bid.id, { price: 100 }, 'rest')).toMatchObject({ fills: [], resting: 10 });
  });

  it('that would meet an own order is refused and leaves the order where it was', () => {
    const [first, bid] = [buy(99, 1), buy(99, 10, { owner: 7 })];
    const book = bookOf(first, bid, buy(99, 1), sell(100, 4, { owner: 7 }));
    const before = [...book.resting('buy')];
    expect(book.replace(bid.id, { price: 100 }, 'match')).toMatchObject({ reason: 'self-trade' });
    expect([...book.resting('buy')]).toEqual(before);
  });
});

describe('the end of orders', () => {
  it('comes on the day after their last, for them alone', () => {
    const [today, tomorrow, endless] = [
      buy(100, 1, { goodTill: 20 }),
      buy(100, 1, { goodTill: 21 }),
      buy(100, 1),
    ];
    const book = bookOf(tomorrow, today, endless);
    expect(book.expire(20)).toEqual([]);
    expect(book.expire(21)).toEqual([today]);
    expect(ids(book, 'buy')).toEqual([tomorrow.id, endless.id]);
  });
});

describe('what can be seen', () => {
  it('depth tells the best prices of each side, with the orders at each', () => {
    const book = bookOf(buy(99, 5), buy(100, 5), buy(100, 6), buy(98, 1), sell(101, 7));
    expect(book.depth(2)).toEqual({
      buy: [
        { price: 100, quantity: 11, orders: 2 },
        { price: 99, quantity: 5, orders: 1 },
      ],
      sell: [{ price: 101, quantity: 7, orders: 1 }],
    });
    expect(book.levelRank('buy', 98, 5)).toBe(3);
    expect(book.levelRank('buy', 98, 2)).toBeUndefined();
    expect(book.levelRank('buy', 97, 5)).toBeUndefined();
  });

  it('is a copy: later changes do not show, and changing it changes nothing', () => {
    const bid = buy(100, 5);
    const book = bookOf(bid);
    const seen = book.get(bid.id);
    book.place(sell(100, 2));
    expect(seen).toEqual(bid);
    expect(book.quantity('buy')).toBe(3);
  });
});

describe('what no caller may send', () => {
  const sound = buy(100, 5);
  it.each<[string, Partial<Order>]>([
    ['a fraction of a tick', { price: 100.5 }],
    ['no price', { price: 0 }],
    ['a price beyond 32 bits', { price: MAX_TICK + 1 }],
    ['a fraction of a unit', { quantity: 1.5 }],
    ['nothing', { quantity: 0 }],
    ['a quantity that is not exact', { quantity: 2 ** 53 }],
    ['an id that is not exact', { id: 2 ** 53 }],
    ['an owner that is none', { owner: NaN }],
    ['a day that is none', { goodTill: -1 }],
    ['an id that rests already', { id: sound.id }],
    ['more than can be counted', { id: 0, quantity: Number.MAX_SAFE_INTEGER }],
  ])('%s', (_, wrong) => {
    const book = bookOf(sound);
    for (const act of ['place', 'rest', 'restore'] as const) {
      expect(() => book[act]({ ...sound, id: nextId, ...wrong })).toThrow(RangeError);
    }
    expect([...book.resting('buy')]).toEqual([sound]);
  });
});

describe('going back', () => {
  it('a released mark, and one that was undone, hold no more', () => {
    const book = new OrderBook();
    const first = book.mark();
    book.rest(buy(1, 1));
    const second = book.mark();
    book.rollback(first);
    expect(() => book.rollback(second)).toThrow(RangeError);
    book.rollback(first);
    book.rest(buy(1, 1));
    book.release();
    expect(() => book.rollback(first)).toThrow(RangeError);
  });

  it('a batch of 5,000 commands leaves no trace', () => {
    const book = bookOf(
      ...Array.from({ length: 2_000 }, (_, at) => buy(1 + (at % 40), 10, { goodTill: at % 5 })),
    );
    const before = [[...book.resting('buy')], book.depth(100)];
    const mark = book.mark();
    for (let at = 0; at < 5_000; at++) book.place(sell(1 + (at % 60), 1 + (at % 30)));
    book.expire(4);
    book.rollback(mark);
    expect([[...book.resting('buy')], book.depth(100)]).toEqual(before);
    expect(book.size).toBe(2_000);
    expect(book.expire(5)).toHaveLength(1_600);
  });
});

describe('the engine and the naive model', () => {
  const draws = (prices: number, quantities: number): fc.Arbitrary<Draw> =>
    fc.record({
      verb: fc.constantFrom(...VERBS, 'place' as const, 'place' as const),
      side: fc.constantFrom('buy', 'sell'),
      owner: fc.nat(3),
      price: fc.integer({ min: 1, max: prices }),
      quantity: fc.integer({ min: 1, max: quantities }),
      days: fc.nat(3),
      target: fc.nat(),
      levels: fc.nat(6),
      matches: fc.boolean(),
    });
  it.each([
    [5, 4, 60],
    [40, 100_000, 60],
    [MAX_TICK, 50, 60],
    [12, 20, 400],
  ])(
    'give the same answers (prices to %i, quantities to %i, %i commands)',
    (prices, quantities, commands) => {
      fc.assert(
        fc.property(fc.array(draws(prices, quantities), { maxLength: commands, size: 'max' }), (drawn) => {
          const duel = new Duel();
          for (const each of drawn) {
            duel.step(each);
            duel.compare(4);
          }
        }),
        { numRuns: commands > 100 ? 60 : 500 },
      );
    },
  );

  it('a book that is read in order of priority and restored is the same book', () => {
    fc.assert(
      fc.property(fc.array(draws(20, 20), { minLength: 20, maxLength: 200, size: 'max' }), (drawn) => {
        const { book } = drawn.reduce((duel, each) => (duel.step(each), duel), new Duel());
        const again = new OrderBook();
        for (const side of ['sell', 'buy'] as const)
          for (const each of book.resting(side)) again.restore(each);
        for (const side of ['sell', 'buy'] as const) {
          expect([...again.resting(side)]).toEqual([...book.resting(side)]);
        }
        expect(again.depth(20)).toEqual(book.depth(20));
        expect(again.expire(99)).toEqual(book.expire(99));
      }),
    );
  });
});
