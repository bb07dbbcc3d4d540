import fc from 'fast-check';
import { amountFen, capFen } from './amount';
import { deliveredOf } from './delivery';
import { type Contract, matchInterval } from './match';
import type { EnergyDemand, EnergyOffer, Source } from './orders';

const offer = (id: string, kind: string, energyWh: bigint, price: bigint, at = 0): EnergyOffer => ({
  ...{ id: `o-${id}`, owner: id, source: id, kind, energyWh, price, at },
});
const demand = (
  id: string,
  energyWh: bigint,
  preferences: readonly (readonly [Source, bigint])[],
  at = 0,
): EnergyDemand => ({
  ...{ id, owner: id, energyWh, at },
  preferences: preferences.map(([of, highest]) => ({ of, highest })),
});
const ANY = { any: true } as const;

it('S30 who offers most for its first preference is served first, and pays what the plant asks', () => {
  const offers = [offer('W1', 'wind', 5_000n, 30n), offer('S1', 'solar', 5_000n, 20n)];
  const demands = [
    demand('patient', 4_000n, [[{ source: 'W1' }, 40n]], 0),
    demand('eager', 4_000n, [[{ source: 'W1' }, 50n]], 1),
  ];
  expect(matchInterval(offers, demands)).toEqual([
    { demand: 'eager', offer: 'o-W1', energyWh: 4_000n, price: 30n },
    { demand: 'patient', offer: 'o-W1', energyWh: 1_000n, price: 30n },
  ]);
});

it('S30 preferences are honoured in their order: named source, then its kind, then anything', () => {
  const offers = [
    offer('W1', 'wind', 1_000n, 30n),
    offer('W2', 'wind', 1_000n, 28n),
    offer('S1', 'solar', 9_000n, 10n),
  ];
  const preferences = [
    [{ source: 'W1' }, 35n],
    [{ kind: 'wind' }, 35n],
    [ANY, 15n],
  ] as const;
  expect(matchInterval(offers, [demand('D', 3_000n, preferences)])).toEqual([
    { demand: 'D', offer: 'o-W1', energyWh: 1_000n, price: 30n },
    { demand: 'D', offer: 'o-W2', energyWh: 1_000n, price: 28n },
    { demand: 'D', offer: 'o-S1', energyWh: 1_000n, price: 10n },
  ]);
});

it('S30 a source above the limit is not taken, however much is unserved', () => {
  expect(matchInterval([offer('W1', 'wind', 1_000n, 31n)], [demand('D', 1_000n, [[ANY, 30n]])])).toEqual([]);
});

it('S30 nobody buys its own energy: it is passed over, and stays for others', () => {
  const offers = [offer('A', 'wind', 1_000n, 10n), offer('B', 'wind', 1_000n, 20n)];
  const demands = [demand('A', 3_000n, [[ANY, 40n]], 0), demand('D', 1_000n, [[ANY, 30n]], 1)];
  expect(matchInterval(offers, demands)).toEqual([
    { demand: 'A', offer: 'o-B', energyWh: 1_000n, price: 20n },
    { demand: 'D', offer: 'o-A', energyWh: 1_000n, price: 10n },
  ]);
});

const SOURCES = ['A', 'B', 'C', 'D', 'E'];
const KINDS = ['wind', 'solar'];
const someSource = fc.oneof(
  fc.constantFrom(...SOURCES).map((source): Source => ({ source })),
  fc.constantFrom(...KINDS).map((kind): Source => ({ kind })),
  fc.constant<Source>(ANY),
);
const someOwner = fc.constantFrom('X', 'Y', 'Z');
const someOffers = fc
  .uniqueArray(
    fc.record({
      owner: someOwner,
      source: fc.constantFrom(...SOURCES),
      kind: fc.constantFrom(...KINDS),
      energyWh: fc.bigInt(1n, 9n),
      price: fc.bigInt(1n, 6n),
    }),
    { selector: ({ source }) => source },
  )
  .map((drawn) => drawn.map((one, at): EnergyOffer => ({ ...one, id: `o-${one.source}`, at })));
const someDemands = fc
  .array(
    fc.record({
      owner: someOwner,
      energyWh: fc.bigInt(1n, 12n),
      preferences: fc.array(fc.record({ of: someSource, highest: fc.bigInt(1n, 6n) }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    { maxLength: 8 },
  )
  .map((drawn) => drawn.map((one, at): EnergyDemand => ({ ...one, id: `d-${at}`, at })));

const takes = (of: Source, { source, kind }: EnergyOffer): boolean =>
  'source' in of ? of.source === source : 'kind' in of ? of.kind === kind : true;

/** Wh by Wh: whose turn it is takes one unit of what it likes best and cheapest, until nobody can take anything. */
function naive(offers: readonly EnergyOffer[], demands: readonly EnergyDemand[]): Map<string, bigint> {
  const left = new Map(offers.map(({ id, energyWh }) => [id, energyWh]));
  const taken = new Map<string, bigint>();
  const turns = [...demands].sort((a, b) => {
    const [one, other] = [a.preferences[0]?.highest ?? 0n, b.preferences[0]?.highest ?? 0n];
    return one === other ? a.at - b.at : Number(other - one);
  });
  for (const { id, owner, energyWh, preferences } of turns) {
    const others = offers.filter((one) => one.owner !== owner);
    for (let unit = 0n; unit < energyWh; unit++) {
      const liked = preferences.flatMap(({ of, highest }) =>
        others
          .filter((one) => takes(of, one) && one.price <= highest && (left.get(one.id) ?? 0n) > 0n)
          .sort((a, b) => (a.price === b.price ? a.at - b.at : Number(a.price - b.price)))
          .slice(0, 1),
      )[0];
      if (liked === undefined) break;
      left.set(liked.id, (left.get(liked.id) ?? 0n) - 1n);
      taken.set(`${id}/${liked.id}`, (taken.get(`${id}/${liked.id}`) ?? 0n) + 1n);
    }
  }
  return taken;
}

const asMap = (contracts: readonly Contract[]) =>
  new Map(contracts.map(({ demand: of, offer: from, energyWh }) => [`${of}/${from}`, energyWh]));

it('S30 gives what taking unit by unit gives', () => {
  fc.assert(
    fc.property(someOffers, someDemands, (offers, demands) => {
      expect(asMap(matchInterval(offers, demands))).toEqual(naive(offers, demands));
    }),
    { numRuns: 2_000 },
  );
});

it('S30 the order of the lists does not matter', () => {
  fc.assert(
    fc.property(someOffers, someDemands, (offers, demands) => {
      expect(matchInterval([...offers].reverse(), [...demands].reverse())).toEqual(
        matchInterval(offers, demands),
      );
    }),
  );
});

it('S30 nobody pays above its limit, no source sells more than it offered, nobody is left beside what it would take', () => {
  fc.assert(
    fc.property(someOffers, someDemands, (offers, demands) => {
      const contracts = matchInterval(offers, demands);
      const sum = (of: (contract: Contract) => boolean) =>
        contracts.filter(of).reduce((all, { energyWh }) => all + energyWh, 0n);
      for (const one of offers) {
        const sold = sum((contract) => contract.offer === one.id);
        expect(sold <= one.energyWh).toBe(true);
        for (const { id, owner, energyWh, preferences } of demands) {
          const limits = preferences.filter(({ of }) => takes(of, one)).map(({ highest }) => highest);
          const served = sum((contract) => contract.demand === id);
          expect(served <= energyWh).toBe(true);
          const bought = contracts.find((contract) => contract.demand === id && contract.offer === one.id);
          if (bought !== undefined) expect(limits.some((limit) => bought.price <= limit)).toBe(true);
          const wanted = owner !== one.owner && limits.some((limit) => one.price <= limit);
          if (served < energyWh && wanted) expect(sold).toBe(one.energyWh);
        }
      }
    }),
    { numRuns: 1_000 },
  );
});

it('S30 what all contracts of a demand cost is never more than what is set apart for it', () => {
  fc.assert(
    fc.property(someOffers, someDemands, (offers, demands) => {
      const contracts = matchInterval(offers, demands);
      for (const { id, energyWh, preferences } of demands) {
        const cost = contracts
          .filter((contract) => contract.demand === id)
          .reduce((all, contract) => all + amountFen(contract.energyWh, contract.price), 0n);
        const most = preferences.reduce((top, { highest }) => (highest > top ? highest : top), 0n);
        expect(cost <= capFen(energyWh, most)).toBe(true);
      }
    }),
  );
});

describe('delivery by the meter', () => {
  const contracts = [
    { id: 'a', energyWh: 3_000n },
    { id: 'b', energyWh: 3_000n },
    { id: 'c', energyWh: 1_000n },
  ];

  it('S30 what was metered is shared by what was contracted, exactly', () => {
    expect(deliveredOf(1_000n, contracts)).toEqual(
      new Map([
        ['a', 429n],
        ['b', 428n],
        ['c', 143n],
      ]),
    );
  });

  it('S30 more than was contracted is nobody’s; nothing is nothing', () => {
    expect([...deliveredOf(9_000n, contracts).values()]).toEqual([3_000n, 3_000n, 1_000n]);
    expect([...deliveredOf(0n, contracts).values()]).toEqual([0n, 0n, 0n]);
  });

  it('S30 the parts sum to what was delivered, and none is above its contract', () => {
    const energies = fc.array(fc.bigInt(1n, 10_000n), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(energies, fc.bigInt(0n, 300_000n), (drawn, metered) => {
        const list = drawn.map((energyWh, at) => ({ id: `c-${at}`, energyWh }));
        const all = drawn.reduce((sum, energyWh) => sum + energyWh, 0n);
        const parts = deliveredOf(metered, list);
        expect([...parts.values()].reduce((sum, part) => sum + part, 0n)).toBe(metered < all ? metered : all);
        for (const { id, energyWh } of list) expect((parts.get(id) ?? 0n) <= energyWh).toBe(true);
      }),
    );
  });
});
