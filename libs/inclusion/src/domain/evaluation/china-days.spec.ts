import { chinaDate, chinaMonth } from '@carbon/kernel';
import fc from 'fast-check';
import { chinaDay, dayNumberOf, monthOfDay } from './china-days';

const moment = fc.date({ min: new Date('1970-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });

describe('China days by number', () => {
  it('are the China days and months of the kernel', () => {
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const [day, other] = [chinaDay(a.getTime()), chinaDay(b.getTime())];
        expect(day).toBe(dayNumberOf(chinaDate(a)));
        expect(monthOfDay(day) === monthOfDay(other)).toBe(chinaMonth(a) === chinaMonth(b));
        expect(monthOfDay(day)).toBe(monthOfDay(day));
      }),
      { numRuns: 1_000 },
    );
  });

  it('begin at 16:00 in Greenwich', () => {
    expect(
      chinaDay(Date.parse('2026-09-30T16:00:00Z')) - chinaDay(Date.parse('2026-09-30T15:59:59.999Z')),
    ).toBe(1);
  });
});
