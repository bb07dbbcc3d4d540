import { chinaDate } from '@carbon/kernel';
import type { Span } from './finding';

const MINUTE_MS = 60_000;
/** As long as what is looked at in one go. */
const SLOT_MS = 10 * MINUTE_MS;

/** Patterns are told when they are complete, and minutes when they are over: spans begin and end on minutes. */
export const startOfMinute = (at: Date): Date => new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS);

/** The parts of a stretch of time that fall into slots of ten minutes, each within one China day; slots in order. */
export function spansOf(market: string, from: Date, to: Date, slots: readonly Date[]): Span[] {
  return slots.flatMap((slot) => {
    const end = new Date(slot.getTime() + SLOT_MS);
    const span = { from: slot > from ? slot : from, to: end < to ? end : to };
    return span.from < span.to ? [{ market, day: chinaDate(span.from), ...span }] : [];
  });
}
