import { gecValidity } from './gec-validity';

const context = { today: '2026-06-01' } as const;
const run = (input: unknown) => gecValidity(input, context);

describe('calculator gec-validity', () => {
  it.each([
    ['2025-01', '2026-12-31', '2026-12-31', false],
    ['2025-01', '2027-01-01', '2026-12-31', true],
    ['2023-06', '2025-12-31', '2025-12-31', false],
    ['2023-06', '2026-01-01', '2025-12-31', true],
  ])('GEC-013 power of %s on %s', (productionMonth, on, validThrough, expired) => {
    expect(run({ productionMonth, on })).toMatchObject({ validThrough, expired, rules: ['GEC-013'] });
  });

  it('GEC-013 without a day it is judged today', () => {
    expect(run({ productionMonth: '2024-05' })).toMatchObject({
      on: '2026-06-01',
      validThrough: '2026-04-30',
      expired: true,
      basis: 'months',
    });
  });

  it.each([
    [{}, 'productionMonth'],
    [{ productionMonth: '2025-1' }, 'productionMonth'],
    [{ productionMonth: '2025-01', on: '2025-02-30' }, 'on'],
    [{ productionMonth: '2025-01', on: 20250101 }, 'on'],
    [{ productionMonth: '2025-01', On: '2025-01-01' }, 'On'],
  ])('GEC-013 %j is refused by name', (input, field) => {
    expect(() => run(input)).toThrow(field);
  });
});
