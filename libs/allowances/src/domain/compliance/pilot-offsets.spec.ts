import { releasedPacks } from '@carbon/rules/domain';
import { type CarbonMarket } from '../carbon-market';
import { complianceRules, judgeSurrender, offsetCap, type OfferedUnits, type SurrenderOffer } from './index';

const rulesOf = (market: CarbonMarket) => complianceRules(releasedPacks, market, '2026-11-21');
type Credit = Extract<OfferedUnits, { kind: 'credit' }>;
const credit = (instrument: string, quantity: bigint, more: Partial<Credit> = {}): OfferedUnits => ({
  kind: 'credit',
  instrument,
  quantity,
  registeredOn: '2025-03-10',
  coveredByEts: false,
  ...more,
});
const counted = (market: CarbonMarket, offered: OfferedUnits[], more: Partial<SurrenderOffer> = {}) => {
  const rules = rulesOf(market);
  const offer = { obligationYear: 2025, dueT: 100_000n, on: '2026-06-01', offered, ...more } as const;
  return judgeSurrender(rules, offer).accepted.map(({ acceptedT }) => acceptedT);
};

describe('RULES.md 1.9 what pilots take instead of allowances', () => {
  it.each([
    ['TJ', {}, 10_000n],
    ['GD', {}, 10_000n],
    ['HB', {}, 10_000n],
    ['SH', {}, 3_000n],
    ['CQ', {}, 8_000n],
    ['FJ', {}, 5_000n],
    ['BJ', { allocationT: 80_019n }, 4_000n],
    ['SZ', { shortfallT: 12_344n }, 2_468n],
    ['CN', {}, 5_000n],
    ['EU', {}, 0n],
  ] as const)('%s: the limit of an obligation of 100,000 t', (market, basis, capT) => {
    expect(offsetCap(rulesOf(market), { year: 2025, dueT: 100_000n, ...basis })).toBe(capT);
  });

  it.each([
    ['BJ', 'allocationT'],
    ['SZ', 'shortfallT'],
  ] as const)('%s: without %s there is no limit to be had', (market, field) => {
    expect(() => offsetCap(rulesOf(market), { year: 2025, dueT: 100_000n })).toThrow(field);
  });

  it('BJ at least half is local, and from elsewhere at most 2.5 percent', () => {
    const basis = { allocationT: 100_000n };
    const local = (quantity: bigint) => credit('PHER-BJ', quantity, { local: true });
    expect(counted('BJ', [credit('CCER', 9_000n), local(9_000n)], basis)).toEqual([0n, 5_000n]);
    expect(counted('BJ', [credit('CCER', 9_000n), local(3_000n)], basis)).toEqual([2_000n, 3_000n]);
    expect(counted('BJ', [credit('CCER', 9_000n), local(1_000n)], basis)).toEqual([1_000n, 1_000n]);
    expect(counted('BJ', [credit('CCER', 9_000n)], basis)).toEqual([0n]);
  });

  it('GD seventy percent of what counts is local', () => {
    expect(counted('GD', [credit('CCER', 9_000n), credit('PHER-GD', 700n, { local: true })])).toEqual([
      300n,
      700n,
    ]);
    expect(counted('GD', [credit('CCER', 9_000n), credit('PHER-GD', 701n, { local: true })])).toEqual([
      300n,
      701n,
    ]);
  });

  it('FJ takes only local ones, and twice as many where both kinds come', () => {
    const local = { local: true };
    expect(counted('FJ', [credit('CCER', 9_000n)])).toEqual([0n]);
    expect(counted('FJ', [credit('CCER', 9_000n, local)])).toEqual([5_000n]);
    expect(counted('FJ', [credit('CCER', 9_000n, local), credit('FFCER', 9_000n, local)])).toEqual([
      9_000n,
      1_000n,
    ]);
  });

  it('EU takes no credits', () => {
    const judged = judgeSurrender(rulesOf('EU'), {
      obligationYear: 2025,
      dueT: 10n,
      on: '2026-09-30',
      offered: [credit('CCER', 1n), { kind: 'allowance', instrument: 'EUA', quantity: 10n }],
    });
    expect(judged).toMatchObject({ fulfilled: true, ccerCapT: 0n, creditsT: 0n });
    expect(judged.accepted[0]?.reason?.en).toContain('accepts no credits');
  });
});
