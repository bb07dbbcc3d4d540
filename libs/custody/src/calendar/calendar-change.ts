import { auditTask, type TaskKind } from '@carbon/approvals';
import { IsChinaDate, IsListOf, IsMoment, IsOneOf, IsText } from '@carbon/http';
import { fault, type FieldFault, malformed } from '@carbon/kernel';
import { type IsoDate, type Market, MARKETS, readCalendar, recordCalendarDays } from '@carbon/rules';

/** More than a year's holidays and make-up days of any market. */
const MAX_DAYS = 100;

export class CalendarDayChange {
  @IsChinaDate({ description: 'Day. 日期', example: '2027-02-06' })
  date!: IsoDate;

  @IsOneOf(['working', 'closed'], { description: 'Worked, or closed. 上班或放假', example: 'closed' })
  day!: 'working' | 'closed';

  @IsText({ description: 'Name in Chinese. 中文名称', max: 60, example: '春节' })
  nameZh!: string;

  @IsText({ description: 'Name in English. 英文名称', max: 60, example: 'Spring Festival' })
  nameEn!: string;
}

export class CalendarChangePayload {
  @IsOneOf(MARKETS, { description: 'Whose calendar. 日历', example: 'cn' })
  market!: Market;

  @IsListOf(() => CalendarDayChange, {
    description: 'Days that change, each once. 变更的日期',
    max: MAX_DAYS,
  })
  days!: CalendarDayChange[];

  @IsMoment({
    description:
      'From when the change counts; at the approval when absent or past. 生效时刻，默认复核通过之时',
    optional: true,
  })
  validFrom?: string;

  @IsText({
    description: 'The notice it rests on. 依据',
    max: 500,
    example: '国务院办公厅关于2027年部分节假日安排的通知',
  })
  reason!: string;
}

/**
 * Changes which days are worked (trap 11). Deadlines hang on it, so two people do it; what was counted before stays as it
 * was counted, for a change never counts from before its approval.
 */
export const calendarChangeKind: TaskKind<CalendarChangePayload> = {
  kind: 'calendar-change',
  title: { zh: '变更工作日历', en: 'Change a working-day calendar' },
  payload: CalendarChangePayload,
  propose: 'calendar.propose',
  approve: 'calendar.approve',

  prepare(_tx, { payload }) {
    const { market, days, reason } = payload;
    const faults = repeatedDays(days);
    if (faults.length > 0) return Promise.reject(malformed(faults));
    const listed = (words: Record<CalendarDayChange['day'], string>) =>
      days.map(({ date, day }) => `${date} ${words[day]}`).join(', ');
    return Promise.resolve({
      holderId: null,
      subject: { kind: 'calendar', id: market },
      summary: {
        zh: `变更 ${market} 工作日历：${listed({ working: '上班', closed: '放假' })}；${reason}`,
        en: `Change the calendar of ${market}: ${listed({ working: 'worked', closed: 'closed' })}; ${reason}`,
      },
    });
  },

  async execute(tx, task, { approver, now }) {
    const { market, days, validFrom, reason } = task.payload;
    const asked = validFrom === undefined ? now : new Date(validFrom);
    const from = asked < now ? now : asked;
    const former = await readCalendar(tx, market, from);
    await recordCalendarDays(tx, {
      market,
      days: days.map(({ date, day, nameZh, nameEn }) => ({
        date,
        working: day === 'working',
        name: { zh: nameZh, en: nameEn },
      })),
      validFrom: from,
      now,
      by: task.initiator.id,
      reason,
    });
    const entry = {
      action: 'calendar.changed',
      subject: { kind: 'calendar', id: market },
      before: days.map(({ date }) => ({ date, working: former.isWorkingDay(date) })),
      after: {
        validFrom: from.toISOString(),
        days: days.map(({ date, day }) => ({ date, working: day === 'working' })),
      },
      reason,
    };
    await auditTask(tx, task, approver, entry, now);
    return { market, validFrom: from.toISOString(), days: days.length };
  },
};

function repeatedDays(days: readonly CalendarDayChange[]): FieldFault[] {
  const seen = new Set<string>();
  return days.flatMap(({ date }, at) => {
    if (!seen.has(date)) {
      seen.add(date);
      return [];
    }
    return [fault(`payload.days[${at}].date`, 'unique', 'stands twice', '日期重复')];
  });
}
