import type { ChinaDate } from '@carbon/kernel';
import { announcedCalendar } from '@carbon/rules/domain';
import { daysBefore, daysFrom, isTradingDay } from './story-days';

const calendar = announcedCalendar('cn', new Date('2026-01-05T00:00:00Z'));

describe('the days of the market story', () => {
  it.each<[today: ChinaDate, day: ChinaDate]>([
    ['2026-11-21', '2026-11-20'],
    ['2026-11-23', '2026-11-20'],
    ['2026-11-20', '2026-11-19'],
    // the first day after a week of holidays
    ['2026-10-08', '2026-09-30'],
    // a Saturday that is worked is no trading day (TRD-012)
    ['2026-05-10', '2026-05-08'],
  ])('TRD-012 seen on %s it traded on %s, the last trading day before', (today, day) => {
    expect(daysBefore(calendar, today).day).toBe(day);
  });

  it('a story that is told on goes on with the days it opened with', () => {
    for (const today of ['2026-05-10', '2026-10-12', '2026-11-21', '2026-12-31'] as const) {
      const days = daysBefore(calendar, today);
      expect(daysFrom(calendar, days.opening)).toEqual(days);
      for (const day of [days.opening, days.day, days.nextAuction])
        expect([day, isTradingDay(calendar, day)]).toEqual([day, true]);
    }
  });

  it('does not trade before its vintage is issued', () => {
    expect(daysBefore(calendar, '2026-01-20').day).toBe('2026-03-23');
  });
});
