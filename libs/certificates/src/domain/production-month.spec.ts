import { parseProductionMonth } from './production-month';

describe('production month', () => {
  it('is a month of the years 2000 to 2099', () => {
    expect(parseProductionMonth('2000-01')).toBe('2000-01');
    expect(parseProductionMonth('2099-12')).toBe('2099-12');
  });

  it.each(['1999-12', '2100-01', '2025-13', '2025-1', '2025', '2025-01-01', '', 202501, null])(
    '%p is refused by name',
    (text) => {
      expect(() => parseProductionMonth(text, 'months[0].month')).toThrow('months[0].month');
    },
  );
});
