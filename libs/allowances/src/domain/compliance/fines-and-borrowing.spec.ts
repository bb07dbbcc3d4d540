import { type ChinaDate } from '@carbon/kernel';
import { releasedPacks } from '@carbon/rules/domain';
import { type CarbonMarket } from '../carbon-market';
import {
  complianceRules,
  deductionRule,
  fineRange,
  judgeBorrowing,
  lastBorrowingYear,
  penaltyRange,
} from './index';

const rulesOf = (market: CarbonMarket = 'CN', asOf: ChinaDate = '2026-11-21') =>
  complianceRules(releasedPacks, market, asOf);

describe('borrowing', () => {
  const of = (dueT: bigint, heldT: bigint, year = 2022) => judgeBorrowing(rulesOf(), { dueT, heldT, year });

  it('AC-50 BOR-001 half of a gap of at least ten percent', () => {
    expect(of(1_000_000n, 880_000n)).toMatchObject({ gapPercent: '12.00', maximumT: 60_000n });
    expect(of(1_000_000n, 900_000n)).toMatchObject({ gapPercent: '10.00', maximumT: 50_000n });
    expect(of(1_000_000n, 900_001n)).toMatchObject({ gapPercent: '10.00', maximumT: 0n });
    expect(of(1_001n, 900n)).toMatchObject({ maximumT: 50n });
  });

  it('BOR-001 nothing is borrowed without a gap', () => {
    expect(of(10n, 20n)).toMatchObject({ gapPercent: '0.00', maximumT: 0n });
    expect(of(0n, 0n)).toMatchObject({ gapPercent: '0.00', maximumT: 0n });
  });

  it('BOR-002 C-6 in 2023 and 2024 nobody borrows, and the draft knows it neither', () => {
    expect(of(1_000_000n, 0n, 2023)).toMatchObject({
      maximumT: 0n,
      rules: ['BOR-002'],
      pack: { certainty: 'F' },
    });
    expect(of(1_000_000n, 0n, 2024).maximumT).toBe(0n);
    expect(of(1_000_000n, 0n, 2025)).toMatchObject({ maximumT: 0n, pack: { certainty: 'D' } });
    expect(() => of(1n, 0n, 2018)).toThrow('ALLOWANCES_NO_RULES');
    expect([lastBorrowingYear(rulesOf()), lastBorrowingYear(rulesOf('SZ'))]).toEqual([2022, undefined]);
  });
});

describe('fines', () => {
  it('AC-52 PEN-001 five to ten times the average price, to the fen', () => {
    expect(fineRange(rulesOf(), { missingT: 12_345n, averagePrice: '81.97' })).toMatchObject({
      from: '5059598.25',
      to: '10119196.50',
      currency: 'CNY',
    });
    expect(fineRange(rulesOf(), { missingT: 3n, averagePrice: '0.001' })).toMatchObject({
      from: '0.02',
      to: '0.03',
    });
    expect(fineRange(rulesOf(), { missingT: 0n, averagePrice: '81.97' })).toMatchObject({
      from: '0.00',
      to: '0.00',
    });
  });

  it('PEN-001 before May 2024 another law, from memory', () => {
    expect(fineRange(rulesOf('CN', '2024-04-30'), { missingT: 1n, averagePrice: '80' })).toMatchObject({
      from: '20000.00',
      to: '30000.00',
      pack: { certainty: 'M+' },
    });
    expect(fineRange(rulesOf('CN', '2024-05-01'), { missingT: 1n, averagePrice: '80' }).from).toBe('400.00');
  });

  it('PEN-001 C-4 from 15 August 2026 no new deductions for simple under-surrender, by a draft', () => {
    expect(deductionRule(rulesOf('CN', '2026-08-14'))).toMatchObject({
      newDecisions: true,
      pack: { certainty: 'F' },
    });
    expect(deductionRule(rulesOf('CN', '2026-08-15'))).toMatchObject({
      newDecisions: false,
      pack: { certainty: 'D' },
    });
  });

  it('RULES.md 1.9 fines of other markets, where any is known', () => {
    const of = (market: CarbonMarket) => fineRange(rulesOf(market), { missingT: 10n, averagePrice: '50' });
    expect(of('EU')).toMatchObject({ from: '1000.00', to: '1000.00', currency: 'EUR' });
    expect(of('BJ')).toMatchObject({ from: '1500.00', to: '2500.00' });
    expect(of('SZ')).toMatchObject({ from: '1500.00', to: '1500.00', pack: { certainty: 'M-' } });
    expect(() => of('GD')).toThrow('ALLOWANCES_NO_RULES');
  });

  it.each([
    ['PEN-002', undefined, '50000.00', '500000.00'],
    ['PEN-003', '0', '500000.00', '2000000.00'],
    ['PEN-003', '499999.99', '500000.00', '2000000.00'],
    ['PEN-003', '500000', '2500000.00', '5000000.00'],
    ['PEN-004', '20000', '100000.00', '200000.00'],
    ['PEN-005', '199999', '200000.00', '1000000.00'],
    ['PEN-006', '600000', '600000.00', '6000000.00'],
    ['PEN-007', '100000', '100000.00', '1000000.00'],
    ['PEN-008', '900000', '20000.00', '200000.00'],
  ])('%s with a gain of %s', (rule, gain, from, to) => {
    expect(penaltyRange(rulesOf(), rule, gain)).toMatchObject({ from, to, rules: [rule] });
  });

  it('a penalty that is none is refused', () => {
    expect(() => penaltyRange(rulesOf(), 'PEN-099')).toThrow('ALLOWANCES_NO_RULES');
    expect(() => penaltyRange(rulesOf('CN', '2024-04-30'), 'PEN-002')).toThrow('ALLOWANCES_NO_RULES');
  });
});
