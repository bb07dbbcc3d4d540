import { releasedPacks } from '@carbon/rules/domain';
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
});
