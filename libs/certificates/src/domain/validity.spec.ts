import { gecPackAt } from './rules/gec';
import { isExpired, validityOf } from './validity';

const pack = gecPackAt('2025-06-01');

describe('validity', () => {
  it.each([
    ['2024-01', '2025-12-31'],
    ['2024-02', '2026-01-31'],
    ['2025-01', '2026-12-31'],
    ['2025-03', '2027-02-28'],
    ['2026-03', '2028-02-29'],
    ['2025-12', '2027-11-30'],
  ] as const)('GEC-013 power of %s is valid through %s: 24 months with its own', (month, day) => {
    expect(validityOf(month, pack)).toEqual({ validThrough: day, basis: 'months' });
  });

  it.each(['2023-12', '2023-01', '2011-09'] as const)(
    'GEC-013 power of %s, before 2024, is valid until the end of 2025',
    (month) => {
      expect(validityOf(month, pack)).toEqual({ validThrough: '2025-12-31', basis: 'early-power' });
    },
  );

  it('GEC-014 the last day still counts, the next does not', () => {
    expect(isExpired('2025-01', '2026-12-31', pack)).toBe(false);
    expect(isExpired('2025-01', '2027-01-01', pack)).toBe(true);
  });
});
