import fc from 'fast-check';
import { buyerOf, legsOf, NO_FEES, stakesOf } from './legs';
import { PARTY_ROLES, type PartyRole } from './terms';

const CEA = { market: 'CN', instrument: 'CEA25' };
const CCER = { market: 'CCER', instrument: 'CCER-1' };
const BLOCK = { ...CEA, back: undefined };
const SWAP = { ...CEA, back: CCER };

it('TRD-004 a block is one leg: price times quantity, the fee of the buyer beside it', () => {
  const terms = { kind: 'block', quantity: 100_000n, priceFen: 5010n } as const;
  const legs = legsOf(BLOCK, terms, { sellerFen: 7n, buyerFen: 9n });
  expect(legs).toMatchObject([{ seller: 'giver', amountFen: 501_000_000n }]);
  expect(stakesOf(legs, 'giver')).toEqual([{ ...CEA, quantity: 100_000n }]);
  expect(stakesOf(legs, 'receiver')).toEqual([
    { market: 'CN', instrument: undefined, quantity: 501_000_009n },
  ]);
});

it.each([
  ['receiver', [30_000n, 0n], [1, 2]],
  ['giver', [0n, 30_000n], [2, 1]],
] as const)(
  'S33 the difference that the %s pays stands with the leg it buys',
  (cashFrom, amounts, stakes) => {
    const terms = { kind: 'swap', quantity: 100n, returnQuantity: 250n, cashFen: 30_000n, cashFrom } as const;
    const legs = legsOf(SWAP, terms, NO_FEES);
    expect(legs.map(({ amountFen }) => amountFen)).toEqual(amounts);
    expect(legs.map(({ priceFen }) => priceFen)).toEqual([0n, 0n]);
    expect(legs.map(buyerOf)).toEqual(['receiver', 'giver']);
    expect(PARTY_ROLES.map((role) => stakesOf(legs, role).length)).toEqual(stakes);
  },
);

it('S33 a swap without money asks nobody for money', () => {
  const terms = { kind: 'swap', quantity: 1n, returnQuantity: 1n, cashFen: 0n, cashFrom: 'giver' } as const;
  const legs = legsOf(SWAP, terms, NO_FEES);
  for (const role of PARTY_ROLES) {
    expect(stakesOf(legs, role).filter(({ instrument }) => instrument === undefined)).toEqual([]);
  }
});

it('TRD-011 what both sides set apart is all that changes hands, and the fee of the buyer', () => {
  const money = fc.bigInt(0n, 10n ** 12n);
  const units = fc.bigInt(1n, 10n ** 9n);
  const role = fc.constantFrom<PartyRole>(...PARTY_ROLES);
  fc.assert(
    fc.property(units, units, money, role, money, money, (a, b, cash, from, sellerFen, buyerFen) => {
      const fees = { sellerFen, buyerFen };
      const block = legsOf(BLOCK, { kind: 'block', quantity: a, priceFen: b }, fees);
      const swap = legsOf(
        SWAP,
        { kind: 'swap', quantity: a, returnQuantity: b, cashFen: cash, cashFrom: from },
        fees,
      );
      for (const [legs, money] of [
        [block, a * b + buyerFen],
        [swap, cash],
      ] as const) {
        const stakes = PARTY_ROLES.flatMap((one) => stakesOf(legs, one));
        const sum = (of: (instrument: string | undefined) => boolean) =>
          stakes.filter((s) => of(s.instrument)).reduce((total, s) => total + s.quantity, 0n);
        expect(sum((instrument) => instrument === undefined)).toBe(money);
        expect(sum((instrument) => instrument === 'CEA25')).toBe(a);
        expect(sum((instrument) => instrument === 'CCER-1')).toBe(legs.length === 2 ? b : 0n);
      }
    }),
  );
});
