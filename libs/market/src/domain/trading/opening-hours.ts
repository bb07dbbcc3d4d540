import { type ChinaDate, chinaDate, startOfChinaDay } from '@carbon/kernel';
import {
  type Market,
  TRADE_DAYS,
  type TradeDay,
  type TradeMethod,
  type TradingMarket,
  type WorkingCalendar,
} from '@carbon/rules/domain';
import type { TradingRules } from './trading-rules';

const DAY_MS = 86_400_000;
const CHINA_OFFSET_MS = 28_800_000;
const WEEKEND: ReadonlySet<TradeDay> = new Set(['sat', 'sun']);
/** Days; no market closes for so long. */
const MAX_CLOSURE = 60;

/** Whose holidays close a market. */
export const holidaysOf = (market: TradingMarket): Market => (market === 'EU' ? 'eu' : 'cn');

const weekdayOf = (day: ChinaDate): TradeDay | undefined => TRADE_DAYS[new Date(day).getUTCDay()];

/**
 * TRD-012: whether a market trades on a day: one of its weekdays that is no holiday. A weekend day that is worked in exchange
 * for a holiday (调休) does not open it; a market that trades on weekends does so whatever the calendar says of them.
 */
export function isTradingDay(
  rules: TradingRules,
  day: ChinaDate,
  calendar: Pick<WorkingCalendar, 'isWorkingDay'>,
): boolean {
  const weekday = weekdayOf(day);
  if (weekday === undefined || !rules.days.includes(weekday)) return false;
  return WEEKEND.has(weekday) || calendar.isWorkingDay(day);
}

/**
 * TRD-012: whether orders of a method are taken at a moment, by China time. A session holds its first moment, not its last.
 * Auctions whose hours are by notice may be held at any time of a trading day; where other hours are not known it is closed.
 */
export function isOpen(
  rules: TradingRules,
  method: TradeMethod,
  at: Date,
  calendar: Pick<WorkingCalendar, 'isWorkingDay'>,
): boolean {
  const sessions = rules.sessions(method);
  if (sessions === undefined && method !== 'auction') return false;
  if (!rules.methods.includes(method) || !isTradingDay(rules, chinaDate(at), calendar)) return false;
  if (sessions === undefined) return true;
  const time = (at.getTime() + CHINA_OFFSET_MS) % DAY_MS;
  return sessions.some(({ opens, closes }) => opens <= time && time < closes);
}

/** The end of the last session of single orders on a day, whether or not it is a trading day; undefined without hours. */
export function lastCloseOf(rules: TradingRules, day: ChinaDate): Date | undefined {
  const last = rules.sessions(rules.matching === 'pick' ? 'listed' : 'continuous')?.at(-1);
  return last === undefined ? undefined : new Date(startOfChinaDay(day).getTime() + last.closes);
}

/** The trading day before a day; undefined where there is none within two months. */
export function tradingDayBefore(
  rules: TradingRules,
  day: ChinaDate,
  calendar: Pick<WorkingCalendar, 'isWorkingDay'>,
): ChinaDate | undefined {
  const from = startOfChinaDay(day).getTime();
  for (let back = 1; back <= MAX_CLOSURE; back++) {
    const earlier = chinaDate(new Date(from - back * DAY_MS));
    if (isTradingDay(rules, earlier, calendar)) return earlier;
  }
  return undefined;
}
