import { announcedCalendar } from './announced-calendars';
import { type IsoDate, weekendsAnd, workingCalendar } from './working-calendar';

describe('working days', () => {
  it('are Monday to Friday but for holidays', () => {
    const calendar = weekendsAnd('uk', ['2021-05-03']);
    expect(calendar.nextWorkingDay('2021-04-30')).toBe('2021-05-04');
    expect(calendar.addWorkingDays('2021-04-30', 3)).toBe('2021-05-06');
    expect(calendar.addWorkingDays('2021-05-01', 0)).toBe('2021-05-01');
  });

  it('a calendar that never works is wrong data, not an endless search', () => {
    const closed = new Map<IsoDate, boolean>();
    for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2028, 0, 1); day += 86_400_000) {
      closed.set(new Date(day).toISOString().slice(0, 10) as IsoDate, false);
    }
    expect(() => workingCalendar('cn', closed).nextWorkingDay('2026-01-01')).toThrow('no working day');
  });
});

describe('the Chinese calendar as announced', () => {
  const calendar = announcedCalendar('cn', new Date('2026-01-05T00:00:00Z'));
  const worked = (from: IsoDate, to: IsoDate) => {
    const days: string[] = [];
    for (let day = Date.parse(from); day <= Date.parse(to); day += 86_400_000) {
      const date = new Date(day).toISOString().slice(0, 10) as IsoDate;
      if (calendar.isWorkingDay(date)) days.push(date.slice(5));
    }
    return days;
  };

  it('trap 11: weekend days worked in exchange for a holiday are working days', () => {
    expect(worked('2025-01-25', '2025-02-08')).toEqual([
      '01-26',
      '01-27',
      '02-05',
      '02-06',
      '02-07',
      '02-08',
    ]);
    expect(worked('2026-02-14', '2026-03-01')).toEqual([
      '02-14',
      '02-24',
      '02-25',
      '02-26',
      '02-27',
      '02-28',
    ]);
    expect(calendar.addWorkingDays('2026-09-30', 3)).toBe('2026-10-10');
    expect(calendar.nextWorkingDay('2026-09-19')).toBe('2026-09-20');
  });

  it.each([
    [2025, 5],
    [2026, 6],
  ])('trap 11: %i has %i weekend days that are worked', (year, makeUp) => {
    const days = Array.from({ length: 365 }, (_, at) =>
      new Date(Date.UTC(year, 0, 1 + at)).toISOString().slice(0, 10),
    ) as IsoDate[];
    const weekdays = weekendsAnd('cn', []);
    expect(days.filter((day) => calendar.isWorkingDay(day) && !weekdays.isWorkingDay(day))).toHaveLength(
      makeUp,
    );
  });

  it('nobody knows a calendar before it is announced', () => {
    const before = announcedCalendar('cn', new Date('2025-11-03T15:59:59Z'));
    expect(before.isWorkingDay('2026-02-14')).toBe(false);
    expect(announcedCalendar('cn', new Date('2025-11-03T16:00:00Z')).isWorkingDay('2026-02-14')).toBe(true);
  });
});
