import { releasedPacks } from '@carbon/rules/domain';
import fc from 'fast-check';
import { complianceRules, judgeSurrender, type OfferedUnits, type SurrenderOffer } from './index';

const rules = complianceRules(releasedPacks, 'CN', '2026-11-21');
const cea = (instrument: string, quantity: bigint, more: { carriedOver?: boolean } = {}): OfferedUnits => ({
  kind: 'allowance',
  instrument,
  quantity,
  ...more,
});
type Credit = Extract<OfferedUnits, { kind: 'credit' }>;
const ccer = (quantity: bigint, more: Partial<Credit> = {}): OfferedUnits => ({
  kind: 'credit',
  instrument: 'CCER',
  quantity,
  registeredOn: '2025-03-10',
  coveredByEts: false,
  ...more,
});
const judged = (dueT: bigint, offered: OfferedUnits[], more: Partial<SurrenderOffer> = {}) =>
  judgeSurrender(rules, { obligationYear: 2024, dueT, offered, on: '2025-12-01', ...more });
const verdictsOf = (...given: Parameters<typeof judged>) =>
  judged(...given).accepted.map(({ acceptedT, refusedT, reason }) => [acceptedT, refusedT, reason?.rule]);

describe('surrender', () => {
  it('AC-30 SUR-003 credits count up to five percent, rounded down', () => {
    expect(judged(1_234_567n, [ccer(80_000n)])).toMatchObject({
      ccerCapT: 61_728n,
      accepted: [{ acceptedT: 61_728n, refusedT: 18_272n, reason: { rule: 'SUR-003' } }],
      shortfallT: 1_172_839n,
      fulfilled: false,
    });
    expect(judged(1_234_567n, [ccer(80_000n), cea('CEA24', 1_172_839n)])).toMatchObject({
      shortfallT: 0n,
      fulfilled: true,
    });
  });

  it('AC-32 SUR-002 allowances and credits together fulfil', () => {
    expect(judged(1_000_000n, [cea('CEA24', 950_000n), ccer(50_000n)])).toMatchObject({
      fulfilled: true,
      shortfallT: 0n,
      acceptedT: 1_000_000n,
      creditsT: 50_000n,
    });
  });

  it('AC-34 SUR-008 vintages up to the obligation year count for 2023 and 2024, later ones do not', () => {
    expect(verdictsOf(10n, [cea('CEA21', 4n), cea('CEA24', 6n)])).toEqual([
      [4n, 0n, undefined],
      [6n, 0n, undefined],
    ]);
    expect(verdictsOf(10n, [cea('CEA25', 10n)])).toEqual([[0n, 10n, 'SUR-008']]);
    expect(verdictsOf(10n, [cea('CEA24', 5n), cea('CEA', 5n)], { obligationYear: 2023 })).toEqual([
      [0n, 5n, 'SUR-008'],
      [5n, 0n, undefined],
    ]);
  });

  it('AC-36 SUR-010 arrears of 2019 to 2024 take any vintage from 2019 to 2026', () => {
    const arrears = { obligationYear: 2022, arrears: true, on: '2026-11-21' } as const;
    expect(judged(10n, [cea('CEA25', 10n)], arrears)).toMatchObject({
      fulfilled: true,
      pack: { certainty: 'D' },
    });
    expect(verdictsOf(10n, [cea('CEA27', 10n)], arrears)).toEqual([[0n, 10n, 'SUR-010']]);
  });

  it('AC-38 SUR-004 credits of a boiler inside allowance management do not count', () => {
    expect(verdictsOf(100n, [ccer(5n, { coveredByEts: true })])).toEqual([[0n, 5n, 'SUR-004']]);
  });

  it('trap 2 the limit is taken from the obligation and floored, whatever is offered', () => {
    expect(judged(19n, [ccer(5n)])).toMatchObject({ ccerCapT: 0n, creditsT: 0n, shortfallT: 19n });
    expect(judged(20n, [ccer(5n)])).toMatchObject({ ccerCapT: 1n, creditsT: 1n, shortfallT: 19n });
    expect(verdictsOf(1_000n, [ccer(30n), ccer(40n), ccer(10n)])).toEqual([
      [30n, 0n, undefined],
      [20n, 20n, 'SUR-003'],
      [0n, 10n, 'SUR-003'],
    ]);
  });

  it('SUR-009 vintages of 2019 to 2024 do not count from 2025 on, unless carried over', () => {
    const later = { obligationYear: 2025, on: '2026-11-21' } as const;
    expect(
      verdictsOf(
        100n,
        [
          cea('CEA', 1n),
          cea('CEA24', 2n),
          cea('CEA24', 3n, { carriedOver: true }),
          cea('CEA25', 4n),
          cea('CEA26', 5n),
        ],
        later,
      ),
    ).toEqual([
      [0n, 1n, 'SUR-009'],
      [0n, 2n, 'SUR-009'],
      [3n, 0n, undefined],
      [4n, 0n, undefined],
      [5n, 0n, undefined],
    ]);
    expect(verdictsOf(9n, [cea('CEA27', 9n)], later)).toEqual([[0n, 9n, 'SUR-009']]);
  });

  it('SUR-009 what was carried over is a unit of 2025 and counts for no earlier year in time', () => {
    expect(verdictsOf(5n, [cea('CEA24', 5n, { carriedOver: true })])).toEqual([[0n, 5n, 'SUR-008']]);
    expect(
      verdictsOf(5n, [cea('CEA24', 5n, { carriedOver: true })], { obligationYear: 2022, arrears: true }),
    ).toEqual([[5n, 0n, undefined]]);
  });

  it('SUR-005 trap 17 for 2025 and 2026 only credits registered after 22 January 2024 count, by a draft', () => {
    const later = { obligationYear: 2025, on: '2026-11-21' } as const;
    expect(verdictsOf(1_000n, [ccer(5n, { registeredOn: '2024-01-22' })], later)).toEqual([
      [0n, 5n, 'SUR-005'],
    ]);
    expect(judged(1_000n, [ccer(5n, { registeredOn: '2024-01-23' })], later)).toMatchObject({
      creditsT: 5n,
      pack: { certainty: 'D' },
    });
    expect(judged(1_000n, [ccer(5n, { registeredOn: '2024-01-22' })])).toMatchObject({
      creditsT: 5n,
      pack: { certainty: 'F' },
    });
  });

  it('SUR-006 old credits count until the end of 2024', () => {
    const old = ccer(5n, { registeredOn: '2017-03-13' });
    const year2023 = { obligationYear: 2023 };
    expect(verdictsOf(1_000n, [old], { ...year2023, on: '2024-12-31' })).toEqual([[5n, 0n, undefined]]);
    expect(verdictsOf(1_000n, [old], { ...year2023, on: '2025-01-01' })).toEqual([[0n, 5n, 'SUR-006']]);
    expect(
      verdictsOf(1_000n, [ccer(5n, { registeredOn: '2017-03-14' })], { ...year2023, on: '2025-01-01' }),
    ).toEqual([[5n, 0n, undefined]]);
  });

  it('trap 8 what is not known of credits does not speak for them', () => {
    const bare = { kind: 'credit', instrument: 'CCER', quantity: 5n } as const;
    const undated: Credit = { ...bare, coveredByEts: false };
    const unplaced: Credit = { ...bare, registeredOn: '2025-03-10' };
    expect(verdictsOf(1_000n, [undated])).toEqual([[0n, 5n, 'SUR-006']]);
    expect(verdictsOf(1_000n, [undated], { obligationYear: 2025 })).toEqual([[0n, 5n, 'SUR-005']]);
    expect(verdictsOf(1_000n, [unplaced])).toEqual([[0n, 5n, 'SUR-004']]);
    expect(verdictsOf(1_000n, [ccer(5n, { registeredOn: '2025-12-02' })])).toEqual([[0n, 5n, 'SUR-007']]);
  });

  it('C-3 trap 7 green certificates are refused, and so is what nobody knows', () => {
    expect(
      verdictsOf(10n, [
        { kind: 'certificate', instrument: 'GEC-2025-01', quantity: 10n },
        { kind: 'other', instrument: 'POINTS', quantity: 10n },
        cea('SZEA24', 10n),
        ccer(10n, { instrument: 'PHER-SZ' }),
        ccer(10n, { instrument: 'CCERX' }),
      ]),
    ).toEqual([
      [0n, 10n, 'C-3'],
      [0n, 10n, 'ETS-008'],
      [0n, 10n, 'ETS-008'],
      [0n, 10n, 'SUR-003'],
      [0n, 10n, 'SUR-003'],
    ]);
  });

  it('SUR-002 more allowances than are due stay with the holder; credits count before them', () => {
    expect(verdictsOf(100n, [cea('CEA24', 80n), cea('CEA23', 30n), ccer(9n)])).toEqual([
      [80n, 0n, undefined],
      [15n, 15n, 'SUR-002'],
      [5n, 4n, 'SUR-003'],
    ]);
    expect(judged(0n, [cea('CEA24', 1n)])).toMatchObject({ fulfilled: true, acceptedT: 0n });
    expect(judged(7n, [])).toMatchObject({ fulfilled: false, shortfallT: 7n, accepted: [] });
  });

  it('nothing is made or lost: accepted and refused are what was offered, and what is missing is the rest', () => {
    const offers = fc.array(
      fc.record({
        credit: fc.boolean(),
        instrument: fc.constantFrom('CEA', 'CEA21', 'CEA24', 'CEA25', 'CEA27', 'X'),
        quantity: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), offers, (dueT, list) => {
        const offered = list.map(({ credit, instrument, quantity }) =>
          credit ? ccer(quantity) : cea(instrument, quantity),
        );
        const { accepted, ...whole } = judged(dueT, offered);
        for (const one of accepted) {
          expect(one.acceptedT + one.refusedT).toBe(one.quantity);
          expect(one.refusedT > 0n).toBe(one.reason !== undefined);
        }
        const sum = accepted.reduce((total, one) => total + one.acceptedT, 0n);
        expect([whole.acceptedT, whole.shortfallT]).toEqual([sum, dueT - sum]);
        expect(whole.creditsT * 20n <= dueT).toBe(true);
        expect(whole.fulfilled).toBe(whole.shortfallT === 0n);
      }),
    );
  });

  it('a year without rules is refused', () => {
    expect(() => judged(1n, [], { obligationYear: 2018 })).toThrow('ALLOWANCES_NO_RULES');
    expect(() => complianceRules(releasedPacks, 'XX', '2026-11-21')).toThrow('ALLOWANCES_NO_RULES');
    expect(() => complianceRules(releasedPacks, 'CN', '2021-01-31')).toThrow('RULES_NO_PACK');
  });
});
