import fc from 'fast-check';
import {
  addMonths,
  chinaDate,
  chinaTimestamp,
  lastDayOf,
  parseChinaDate,
  parseChinaMonth,
  startOfChinaDay,
} from './china-time';

it('31 December 23:59 in China is 15:59 UTC, and a minute later is another year', () => {
  expect(chinaDate(new Date('2025-12-31T15:59:59.999Z'))).toBe('2025-12-31');
  expect(chinaDate(new Date('2025-12-31T16:00:00.000Z'))).toBe('2026-01-01');
  expect(chinaTimestamp(new Date('2025-12-31T16:00:00.000Z'))).toBe('2026-01-01T00:00:00.000+08:00');
});

it('the start of a China day is the first moment of that day', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
      (moment) => {
        const start = startOfChinaDay(chinaDate(moment));
        expect(start <= moment && moment.getTime() - start.getTime() < 86_400_000).toBe(true);
        expect(chinaDate(new Date(start.getTime() - 1))).not.toBe(chinaDate(start));
      },
    ),
  );
});

it.each([
  ['2025-12', 1, '2026-01'],
  ['2026-01', -1, '2025-12'],
  ['2025-06', 23, '2027-05'],
  ['2024-02', 0, '2024-02'],
] as const)('%s and %i months is %s', (month, count, expected) => {
  expect(addMonths(month, count)).toBe(expected);
});

it.each([
  ['2024-02', '2024-02-29'],
  ['2025-02', '2025-02-28'],
  ['2025-12', '2025-12-31'],
] as const)('%s ends on %s', (month, day) => expect(lastDayOf(month)).toBe(day));

it.each(['2025-13', '2025-00', '2025-1', '25-01', '2025/01', '', '2025-01-01', ' 2025-01'])(
  '%p is no month',
  (text) => {
    expect(() => parseChinaMonth(text)).toThrow('INPUT_MALFORMED');
  },
);

it.each(['2025-02-29', '2025-04-31', '2025-1-1', '2025-01-01T00:00', ''])('%p is no day', (text) => {
  expect(() => parseChinaDate(text)).toThrow('INPUT_MALFORMED');
});
