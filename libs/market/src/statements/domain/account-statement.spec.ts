import fc from 'fast-check';
import {
  composeStatement,
  type StatementFacts,
  type StatedMovement,
  type StatedTrade,
} from './account-statement';

const at = new Date('2026-03-02T03:00:00.000Z');
const trade = fc
  .record({
    side: fc.constantFrom('buy' as const, 'sell' as const),
    instrument: fc.constantFrom('CEA24', 'CEA25'),
    priceFen: fc.bigInt({ min: 1n, max: 20_000n }),
    quantity: fc.bigInt({ min: 1n, max: 100_000n }),
    feeFen: fc.bigInt({ min: 0n, max: 500n }),
  })
  .map((one): StatedTrade => ({
    ...one,
    trade: 1n,
    at,
    method: 'listed',
    amountFen: one.priceFen * one.quantity,
  }));
const movement = fc
  .record({
    instrument: fc.constantFrom('CNY', 'CEA24', 'CEA25'),
    change: fc.bigInt({ min: -1_000_000n, max: 1_000_000n }).filter((change) => change !== 0n),
  })
  .map((one): StatedMovement => ({ ...one, at, kind: 'other', reference: null }));

/** Facts of an honest ledger: it was moved by what is told, step by step. */
const honest = fc
  .record({
    trades: fc.array(trade, { maxLength: 20 }),
    movements: fc.array(movement, { maxLength: 10 }),
    opening: fc.bigInt({ min: 0n, max: 10n ** 12n }),
  })
  .map(({ trades, movements, opening }): StatementFacts => {
    const now = new Map(['CNY', 'CEA24', 'CEA25'].map((code) => [code, opening]));
    const add = (code: string, change: bigint) => now.set(code, (now.get(code) ?? 0n) + change);
    for (const { side, instrument, quantity, amountFen, feeFen } of trades) {
      add(instrument, side === 'buy' ? quantity : -quantity);
      add('CNY', side === 'buy' ? -amountFen : amountFen);
      add('CNY', -feeFen);
    }
    for (const { instrument, change } of movements) add(instrument, change);
    return {
      account: { number: 'TA1', market: 'CN', holder: 'H', unitsAccount: 'U', fundsAccount: 'F' },
      ...{ day: '2026-03-02', from: at, to: at, trades, movements, orders: [], ordersOfTheMoment: true },
      balances: [...now].map(([instrument, closing]) => ({
        ...{ instrument, unit: 't', opening, closing, available: closing, frozen: 0n },
      })),
    };
  });

describe('TRD-016 a statement', () => {
  it('of what an honest ledger did has no fault, and tells every change', () => {
    fc.assert(
      fc.property(honest, (facts) => {
        const { faults, lines } = composeStatement(facts);
        expect(faults).toEqual([]);
        for (const { instrument, opening, closing, bought, sold, fees, movedIn, movedOut } of lines) {
          const traded = instrument === 'CNY' ? sold - bought - fees : bought - sold;
          expect(opening + traded + movedIn - movedOut).toBe(closing);
        }
      }),
    );
  });

  it('names the line that is one fen or one unit off', () => {
    fc.assert(
      fc.property(honest, fc.nat(2), fc.constantFrom(-1n, 1n), (facts, which, by) => {
        const balances = facts.balances.map((one, at_) =>
          at_ === which ? { ...one, closing: one.closing + by } : one,
        );
        const { faults } = composeStatement({ ...facts, balances });
        expect(faults).toHaveLength(1);
        expect(faults[0]).toMatchObject({ instrument: facts.balances[which]?.instrument });
        expect((faults[0]?.found ?? 0n) - (faults[0]?.expected ?? 0n)).toBe(by);
      }),
    );
  });

  it('names orders that need more than is set apart, where they stood like this then', () => {
    const balance = { unit: 't', opening: 10n, closing: 10n, available: 4n, frozen: 6n };
    const facts: StatementFacts = {
      account: { number: 'TA1', market: 'CN', holder: 'H', unitsAccount: 'U', fundsAccount: 'F' },
      ...{ day: '2026-03-02', from: at, to: at, trades: [], movements: [], ordersOfTheMoment: true },
      balances: [
        { instrument: 'CNY', ...balance },
        { instrument: 'CEA25', ...balance },
      ],
      orders: [
        {
          order: 1n,
          instrument: 'CEA25',
          side: 'sell',
          priceFen: 1n,
          quantity: 7n,
          filled: 0n,
          reserved: 7n,
        },
        { order: 2n, instrument: 'CEA25', side: 'buy', priceFen: 1n, quantity: 6n, filled: 0n, reserved: 6n },
      ],
    };
    expect(composeStatement(facts).faults).toMatchObject([{ instrument: 'CEA25', expected: 7n, found: 6n }]);
    expect(composeStatement({ ...facts, ordersOfTheMoment: false }).faults).toEqual([]);
  });

  it('names what happened to an instrument the ledger knows nothing of', () => {
    const facts: StatementFacts = {
      account: { number: 'TA1', market: 'CN', holder: 'H', unitsAccount: 'U', fundsAccount: 'F' },
      ...{
        day: '2026-03-02',
        from: at,
        to: at,
        trades: [],
        balances: [],
        orders: [],
        ordersOfTheMoment: true,
      },
      movements: [{ at, kind: 'other', instrument: 'CEA25', change: 1n, reference: null }],
    };
    expect(composeStatement(facts).faults).toMatchObject([{ instrument: 'CEA25' }]);
  });
});
