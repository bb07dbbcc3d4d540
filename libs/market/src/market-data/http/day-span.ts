import {
  type ChinaDate,
  daysBetween,
  fault,
  malformed,
  type PageRequest,
  parseChinaDate,
} from '@carbon/kernel';
import type { DaySpan } from '../domain/candle';

/** Moments a cursor may name: what the database can compare with. */
const MAX_MOMENT_MS = 4_102_444_800_000;

/**
 * The days asked for, today where none are named.
 * @throws Refusal INPUT_MALFORMED when they are out of order or more than `maxDays`
 */
export function daySpan(
  { from, to }: { readonly from?: string; readonly to?: string },
  today: ChinaDate,
  maxDays: number,
): DaySpan {
  const span = { from: (from ?? to ?? today) as ChinaDate, to: (to ?? today) as ChinaDate };
  const days = daysBetween(span.from, span.to) + 1;
  if (days < 1) throw malformed([fault('from', 'order', 'must not be after `to`', '不得晚于截止日')]);
  if (days > maxDays)
    throw malformed([
      fault('from', 'maximum', `at most ${maxDays} days at once`, `一次最多查询 ${maxDays} 天`),
    ]);
  return span;
}

/** A page whose cursor begins with a China day. @throws Refusal INPUT_MALFORMED */
export function afterDay(page: PageRequest): PageRequest {
  if (page.after !== undefined) parseChinaDate(page.after[0] ?? '', 'cursor');
  return page;
}

/** A page whose cursor is a moment in milliseconds. @throws Refusal INPUT_MALFORMED */
export function afterMoment(page: PageRequest): PageRequest {
  if (page.after !== undefined && Number(page.after[0]) > MAX_MOMENT_MS)
    throw malformed([fault('cursor', 'cursor', 'is not a cursor of this list', '不是此列表的游标')]);
  return page;
}
