import { releasedPacks } from '@carbon/rules/domain';
import fc from 'fast-check';
import { allocateIndustry } from './allocate-industry';
import type { IndustryFirm } from './allocation';
import { allocationRules } from './allocation-rules';
import { type BalanceCurve, deviation } from './balance-curve';
import { compared, plus, type Ratio, ratioOf, times } from './ratio';
import { exactBalance, solveBalance } from './solve-balance';

const rules = allocationRules(releasedPacks, { market: 'CN', sector: 'steel', year: 2026 }, '2026-11-21');
const curve = rules.method as BalanceCurve;
const firms = (...list: readonly (readonly [bigint, string])[]): IndustryFirm[] =>
  list.map(([emissionsT, intensity], at) => ({ id: String(at), emissionsT, intensity }));

/** Sum of E times alpha at a balance value, by the words of ALC-021. */
const residual = (list: readonly IndustryFirm[], balance: Ratio): Ratio =>
  list.reduce(
    (sum, { emissionsT, intensity }) =>
      plus(sum, times({ n: emissionsT, d: 1n }, deviation(curve, balance, ratioOf(intensity!)).alpha)),
    { n: 0n, d: 1n },
  );

describe('ALC-022 the balance value', () => {
  it('AC-19 of two firms, and what they get', () => {
    const two = firms([1_000_000n, '1.60'], [3_000_000n, '1.76']);
    expect(solveBalance(rules, two)).toBe('1.72');
    expect(allocateIndustry(rules, two, '1.72').firms.map(({ allowanceT }) => allowanceT)).toEqual([
      1_010_465n,
      2_989_534n,
    ]);
    expect(residual(two, ratioOf('1.72')).n).toBe(0n);
  });

  it.each([
    ['one firm', firms([5n, '1.6']), '1.6'],
    ['equal intensities', firms([5n, '1.6'], [7n, '1.60'], [1n, '1.6000']), '1.6'],
    // 3,000 at 1 / (3,000 - 0.2 x 1,000) and 3,000 at 1 / (3,000 + 0.2 x 1,000).
    ['one beyond the bound above', firms([3_000n, '1'], [1_000n, '3']), '1.07142857142857142857142857143'],
    ['one beyond the bound below', firms([1_000n, '0.1'], [3_000n, '1']), '0.9375'],
    ['firms without emissions weigh nothing', firms([0n, '9'], [5n, '1.6'], [0n, '0']), '1.6'],
    ['a firm of intensity 0 is far below', firms([1_000n, '0'], [3_000n, '1']), '0.9375'],
    ['a third', firms([1n, '1'], [1n, '1'], [1n, '1.1']), '1.03333333333333333333333333334'],
  ])('%s', (_, list, balance) => {
    expect(solveBalance(rules, list)).toBe(balance);
    expect(residual(list, exactBalance(rules, list)).n).toBe(0n);
  });

  it('where everybody is beyond a bound and both sides weigh the same, the middle of the interval is taken', () => {
    // From 1 / 0.8 to 2 / 1.2.
    const apart = firms([1_000n, '1'], [1_000n, '2']);
    expect(exactBalance(rules, apart)).toEqual({ n: 35n, d: 24n });
    for (const edge of [
      { n: 5n, d: 4n },
      { n: 5n, d: 3n },
    ])
      expect(residual(apart, edge).n).toBe(0n);
    // From 0 to 1.2 / 1.2.
    expect(solveBalance(rules, firms([1_000n, '0'], [1_000n, '1.2']))).toBe('0.5');
  });

  it('a bound that is itself the balance value', () => {
    // 1 / 0.8 and 1.5 / 1.2 are the same: one leaves its bounds where the other enters, and they weigh the same.
    expect(solveBalance(rules, firms([1_000n, '1'], [1_000n, '1.5']))).toBe('1.25');
  });

  it.each([
    ['no firm', []],
    ['no emissions', firms([0n, '1'])],
    ['every intensity is 0', firms([5n, '0'])],
    ['intensity 0 outweighs', firms([5n, '0'], [4n, '1'])],
  ])('%s: there is none', (_, list) => {
    expect(() => solveBalance(rules, list)).toThrow('ALLOWANCES_NO_BALANCE');
  });

  it('ALC-025 special lines weigh nothing', () => {
    const cement = allocationRules(
      releasedPacks,
      { market: 'CN', sector: 'cement', year: 2026 },
      '2026-11-21',
    );
    const lines = [...firms([5n, '0.85']), { id: 'w', emissionsT: 99n, special: 'white-clinker' }];
    expect(solveBalance(cement, lines)).toBe('0.85');
    expect(() => solveBalance(rules, [{ id: 'a', emissionsT: 1n }])).toThrow('ALLOWANCES_FIGURE_MISSING');
  });

  const some = fc.array(
    fc.tuple(
      fc.oneof(fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.constantFrom(1_000n, 2_000n, 1_000_000n)),
      fc.oneof(
        fc.integer({ min: 1, max: 40_000 }).map((n) => (n / 10_000).toFixed(4)),
        fc.constantFrom('0.8', '1', '1.2', '1.25', '1.5', '2'),
      ),
    ),
    { minLength: 1, maxLength: 30 },
  );

  it('allowances before rounding are together the emissions, exactly; rounded they lack less than 1 t a firm', () => {
    fc.assert(
      fc.property(some, (list) => {
        const all = firms(...list);
        const balance = exactBalance(rules, all);
        expect(residual(all, balance).n).toBe(0n);
        const given = allocateIndustry(rules, all, balance).firms;
        const lacking = list.reduce((sum, [e], at) => sum + e - given[at]!.allowanceT, 0n);
        expect(lacking).toBeGreaterThanOrEqual(0n);
        expect(lacking).toBeLessThan(BigInt(list.length));
      }),
      { numRuns: 300 },
    );
  });

  it('the published decimal gives everybody what the exact value gives', () => {
    fc.assert(
      fc.property(some, (list) => {
        const all = firms(...list);
        const published = allocateIndustry(rules, all, solveBalance(rules, all)).firms;
        const exactly = allocateIndustry(rules, all, exactBalance(rules, all)).firms;
        expect(published.map(({ allowanceT }) => allowanceT)).toEqual(
          exactly.map(({ allowanceT }) => allowanceT),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('a search by halves ends at the same value', () => {
    fc.assert(
      fc.property(some, (list) => {
        const all = firms(...list);
        const balance = exactBalance(rules, all);
        // The sum never falls: just below it is at most 0, just above at least 0.
        expect(residual(all, { n: balance.n * 999_999n, d: balance.d * 1_000_000n }).n).toBeLessThanOrEqual(
          0n,
        );
        expect(
          residual(all, { n: balance.n * 1_000_001n, d: balance.d * 1_000_000n }).n,
        ).toBeGreaterThanOrEqual(0n);
        const d = 2n ** 60n;
        let [low, high] = [0n, 10n * d];
        while (high - low > 1n) {
          const middle = (low + high) / 2n;
          if (residual(all, { n: middle, d }).n < 0n) low = middle;
          else high = middle;
        }
        // `high` is the lowest value that balances; ours is there or, on an interval, above, where both balance.
        expect(compared(balance, { n: low, d })).toBeGreaterThan(0n);
        if (compared(balance, { n: high, d }) > 0n) expect(residual(all, { n: high, d }).n).toBe(0n);
      }),
      { numRuns: 60 },
    );
  });

  it('the order of the firms and the scale of the intensities make no difference', () => {
    fc.assert(
      fc.property(some, (list) => {
        const here = exactBalance(rules, firms(...list));
        const there = exactBalance(
          rules,
          firms(...[...list].reverse().map(([e, i]) => [e, i.includes('.') ? `${i}0` : `${i}.0`] as const)),
        );
        expect(compared(here, there)).toBe(0n);
      }),
      { numRuns: 100 },
    );
  });
});
