import { announcedCalendar, weekendsAnd } from '@carbon/rules/domain';
import { creditSchemeOn } from './schemes/credit-schemes';
import { isOver, workingDaySpan } from './working-day-deadlines';

const ccer = creditSchemeOn('CCER', '2026-11-21');
const comment = ccer.designCommentWorkingDays.value;
const review = ccer.reviewWorkingDays.value;

describe('times counted in working days', () => {
  it('CCR-003 a design document published on a Monday is public through the Monday four weeks later', () => {
    const span = workingDaySpan(weekendsAnd('cn', []), '2026-11-02', comment);
    expect(span).toEqual({ from: '2026-11-02', lastDay: '2026-11-30', overOn: '2026-12-01' });
    expect(isOver(span, '2026-11-30')).toBe(false);
    expect(isOver(span, '2026-12-01')).toBe(true);
  });

  it('CCR-003 the National Day week of 2026 does not count, weekend days worked in exchange do', () => {
    const calendar = announcedCalendar('cn', new Date('2026-09-01T00:00:00Z'));
    const plain = workingDaySpan(weekendsAnd('cn', []), '2026-09-25', review).lastDay;
    const { lastDay } = workingDaySpan(calendar, '2026-09-25', review);
    const days = Array.from({ length: 40 }, (_, at) =>
      new Date(Date.parse('2026-09-26T00:00:00Z') + at * 86_400_000).toISOString().slice(0, 10),
    ) as (typeof plain)[];
    const counted = days.filter((day) => day <= lastDay && calendar.isWorkingDay(day));
    expect(counted).toHaveLength(15);
    expect(counted.at(-1)).toBe(lastDay);
    expect(lastDay > plain).toBe(true);
  });

  it('a scheme without a public comment waits for nothing', () => {
    const none = creditSchemeOn('PHER-SIP', '2026-11-21').designCommentWorkingDays.value;
    const span = workingDaySpan(weekendsAnd('cn', []), '2026-11-01', none);
    expect(isOver(span, '2026-11-01')).toBe(true);
  });
});
