import { ACCOUNT_KINDS, PARTS } from '@carbon/ledger';
import { LEDGER_PARTS, placesOf, positionOf, sideOf, SUB_BALANCES, subBalanceOf } from './sub-balances';

describe('ETS-009 sub-balances', () => {
  it('every part of an account is in exactly one sub-balance, and nothing is left out', () => {
    const places = SUB_BALANCES.flatMap(placesOf).map(({ side, part }) => `${side} ${part}`);
    expect(new Set(places).size).toBe(places.length);
    expect(places).toHaveLength(2 * PARTS.length);
    expect(LEDGER_PARTS).toEqual(PARTS);
  });

  it('ETS-003 what is free or frozen is told by side; only exchange accounts are the exchange', () => {
    const free = ACCOUNT_KINDS.map((kind) => [kind, subBalanceOf(sideOf(kind), 'available')]);
    expect(free.filter(([, name]) => name === 'exchangeAvailable')).toEqual([
      ['exchange', 'exchangeAvailable'],
    ]);
    expect(subBalanceOf('exchange', 'frozen')).toBe('exchangeFrozen');
    expect(subBalanceOf('registry', 'judicial')).toBe('judicial');
    expect(subBalanceOf('exchange', 'judicial')).toBe('judicial');
  });

  it('their sum is the position', () => {
    const parts = Object.fromEntries(SUB_BALANCES.map((name, at) => [name, 10n ** BigInt(at)])) as Record<
      (typeof SUB_BALANCES)[number],
      bigint
    >;
    expect(positionOf(parts)).toBe(11_111_111n);
  });
});
