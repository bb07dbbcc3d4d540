import fc from 'fast-check';
import { clearAuction, type Lot, type Pricing, type SealedBid } from './index';

const lot = (quantity: bigint, more: Partial<Lot> = {}): Lot => ({
  side: 'sell',
  quantity,
  reservePrice: 5_000n,
  ...more,
});
const bids = (...all: [price: bigint, quantity: bigint][]): SealedBid[] =>
  all.map(([price, quantity], at) => ({ id: `b${at}`, bidder: `h${at}`, price, quantity, at }));
const told = (of: Lot, all: SealedBid[], pricing: Pricing = 'uniform') => {
  const { allocations, ...rest } = clearAuction(of, all, { pricing });
  return { ...rest, won: allocations.map(({ bid, price, quantity }) => [bid, price, quantity]) };
};

describe('TRD-001 a one-way auction', () => {
  const all = bids([6_000n, 40n], [5_500n, 30n], [5_800n, 50n], [5_500n, 60n], [5_200n, 10n]);

  it('fills better prices whole and shares what is left at the margin; all pay the worst price that won', () => {
    expect(told(lot(120n), all)).toEqual({
      won: [
        ['b0', 5_500n, 40n],
        ['b2', 5_500n, 50n],
        ['b1', 5_500n, 10n],
        ['b3', 5_500n, 20n],
      ],
      clearingPrice: 5_500n,
      unsold: 0n,
      refused: [],
    });
  });

  it('pay as bid: each pays its own price', () => {
    expect(told(lot(90n), all, 'pay-as-bid')).toMatchObject({
      won: [
        ['b0', 6_000n, 40n],
        ['b2', 5_800n, 50n],
      ],
      clearingPrice: 5_800n,
    });
  });

  it('a lot that is not exhausted goes at the worst bid, and the rest stays unsold', () => {
    expect(told(lot(200n), all)).toMatchObject({ clearingPrice: 5_200n, unsold: 10n });
  });

  it('CNV-002 what no share comes out at goes to the largest remainder, equal ones to the earlier bid', () => {
    expect(told(lot(10n), bids([5_000n, 7n], [5_000n, 7n], [5_000n, 7n])).won).toEqual([
      ['b0', 5_000n, 4n],
      ['b1', 5_000n, 3n],
      ['b2', 5_000n, 3n],
    ]);
    const eleven = bids(...Array.from({ length: 11 }, (): [bigint, bigint] => [5_000n, 1n]));
    expect(told(lot(3n), eleven).won.map(([bid]) => bid)).toEqual(['b0', 'b1', 'b2']);
  });

  it('shares in whole steps; what is less than a step stays unsold', () => {
    expect(told(lot(55n, { step: 10n }), bids([5_000n, 40n], [5_000n, 40n]))).toMatchObject({
      won: [
        ['b0', 5_000n, 30n],
        ['b1', 5_000n, 20n],
      ],
      unsold: 5n,
    });
    expect(told(lot(45n, { step: 10n }), bids([5_100n, 40n], [5_000n, 40n]))).toMatchObject({
      won: [['b0', 5_100n, 40n]],
      clearingPrice: 5_100n,
      unsold: 5n,
    });
  });

  it('of a lot to buy fills the lowest offers first, up to the reserve', () => {
    expect(told(lot(60n, { side: 'buy', reservePrice: 5_600n }), all)).toMatchObject({
      won: [
        ['b4', 5_500n, 10n],
        ['b1', 5_500n, 17n],
        ['b3', 5_500n, 33n],
      ],
      refused: [
        { bid: 'b0', reason: 'beyond-reserve' },
        { bid: 'b2', reason: 'beyond-reserve' },
      ],
    });
  });

  it('says which bids take no part, and why', () => {
    const outcome = told(
      lot(100n, { minimumBid: 20n, step: 10n, offeredBy: 'h3' }),
      bids([4_999n, 20n], [5_000n, 10n], [5_000n, 25n], [5_000n, 30n], [5_000n, 30n]),
    );
    expect(outcome.refused).toEqual([
      { bid: 'b0', reason: 'beyond-reserve' },
      { bid: 'b1', reason: 'below-minimum' },
      { bid: 'b2', reason: 'off-step' },
      { bid: 'b3', reason: 'own-lot' },
    ]);
    expect(outcome.won).toEqual([['b4', 5_000n, 30n]]);
  });

  it('without a bid sells nothing', () => {
    expect(told(lot(5n), [])).toEqual({ won: [], clearingPrice: undefined, unsold: 5n, refused: [] });
  });

  it('refuses what cannot be', () => {
    const twice = [...bids([5_000n, 1n]), ...bids([5_000n, 1n])];
    for (const [of, all] of [
      [lot(0n), []],
      [lot(1n, { step: 0n }), []],
      [lot(1n), bids([5_000n, 0n])],
      [lot(1n), bids([-1n, 1n])],
      [lot(1n), twice],
      [lot(1n), twice.map((bid, at) => ({ ...bid, id: `c${at}` }))],
    ] as const) {
      expect(() => clearAuction(of, all, { pricing: 'uniform' })).toThrow(RangeError);
    }
  });
});

describe('whatever is bid', () => {
  const arbitrary = fc.record({
    side: fc.constantFrom('sell' as const, 'buy' as const),
    steps: fc.bigInt({ min: 1n, max: 300n }),
    loose: fc.bigInt({ min: 0n, max: 6n }),
    step: fc.constantFrom(1n, 7n),
    reservePrice: fc.bigInt({ min: 0n, max: 12n }),
    drawn: fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 12n }), fc.bigInt({ min: 1n, max: 90n })), {
      maxLength: 25,
    }),
    pricing: fc.constantFrom<Pricing>('uniform', 'pay-as-bid'),
  });
  const clear = ({ side, steps, loose, step, reservePrice, drawn, pricing }: Drawn, more = 0n) => {
    const of: Lot = { side, quantity: steps * step + (loose % step) + more * step, reservePrice, step };
    const all = bids(...drawn.map(([price, units]): [bigint, bigint] => [price, units * step]));
    return { of, all, outcome: clearAuction(of, all, { pricing }), pricing };
  };
  type Drawn = typeof arbitrary extends fc.Arbitrary<infer T> ? T : never;
  const check = (property: (drawn: Drawn) => void) =>
    fc.assert(fc.property(arbitrary, property), { numRuns: 600 });

  it('sums are exact: never more than the lot, and nothing unsold that a bid still wants', () =>
    check((drawn) => {
      const { of, all, outcome } = clear(drawn);
      const sold = outcome.allocations.reduce((sum, { quantity }) => sum + quantity, 0n);
      const wanted = all
        .filter(({ id }) => !outcome.refused.some(({ bid }) => bid === id))
        .reduce((sum, { quantity }) => sum + quantity, 0n);
      const most = of.quantity - (of.quantity % drawn.step);
      expect(sold).toBe(wanted < most ? wanted : most);
      expect(outcome.unsold).toBe(of.quantity - sold);
    }));

  it('nobody pays beyond the reserve or beyond the own bid, or gets more than was bid', () =>
    check((drawn) => {
      const { of, all, outcome, pricing } = clear(drawn);
      const sign = of.side === 'sell' ? 1n : -1n;
      for (const { bid, price, quantity } of outcome.allocations) {
        const own = all.find(({ id }) => id === bid)!;
        expect(sign * price >= sign * of.reservePrice && sign * price <= sign * own.price).toBe(true);
        expect(quantity > 0n && quantity <= own.quantity && quantity % drawn.step === 0n).toBe(true);
        expect(price).toBe(pricing === 'uniform' ? outcome.clearingPrice : own.price);
      }
    }));

  it('a better price is filled whole, and at the margin no share is a step off its exact part', () =>
    check((drawn) => {
      const { of, all, outcome } = clear(drawn);
      const given = new Map(outcome.allocations.map(({ bid, quantity }) => [bid, quantity]));
      const sign = of.side === 'sell' ? 1n : -1n;
      const { clearingPrice } = outcome;
      if (clearingPrice === undefined) return;
      for (const { id, price, quantity } of all) {
        if (sign * price > sign * clearingPrice) expect(given.get(id)).toBe(quantity);
        if (sign * price < sign * clearingPrice) expect(given.has(id)).toBe(false);
      }
      const margin = all.filter(({ price }) => price === clearingPrice);
      const sum = (of: bigint[]) => of.reduce((total, each) => total + each, 0n);
      const wanted = sum(margin.map(({ quantity }) => quantity));
      const shared = sum(margin.map(({ id }) => given.get(id) ?? 0n));
      for (const { id, quantity } of margin) {
        const off = (given.get(id) ?? 0n) * wanted - shared * quantity;
        expect(off < drawn.step * wanted && off > -drawn.step * wanted).toBe(true);
      }
    }));

  it('a larger lot sells no less, at no better price', () =>
    check((drawn) => {
      const { of, outcome } = clear(drawn);
      const larger = clear(drawn, 5n).outcome;
      const sold = (each: typeof outcome) =>
        each.allocations.reduce((sum, { quantity }) => sum + quantity, 0n);
      expect(sold(larger) >= sold(outcome)).toBe(true);
      if (outcome.clearingPrice === undefined || larger.clearingPrice === undefined) return;
      const [before, after] = [outcome.clearingPrice, larger.clearingPrice];
      expect(of.side === 'sell' ? after <= before : after >= before).toBe(true);
    }));

  it('the order of the list does not matter; the order of entry moves only remainders', () =>
    check((drawn) => {
      const { of, all, outcome, pricing } = clear(drawn);
      expect(clearAuction(of, all.toReversed(), { pricing })).toEqual(outcome);
      const late = all.map((bid) => ({ ...bid, at: -bid.at }));
      const other = clearAuction(of, late, { pricing });
      expect(other.clearingPrice).toBe(outcome.clearingPrice);
      expect(other.unsold).toBe(outcome.unsold);
      const given = new Map(other.allocations.map(({ bid, quantity }) => [bid, quantity]));
      for (const { id } of all) {
        const now = outcome.allocations.find(({ bid }) => bid === id)?.quantity ?? 0n;
        const change = now - (given.get(id) ?? 0n);
        expect(change <= drawn.step && change >= -drawn.step).toBe(true);
      }
    }));
});
