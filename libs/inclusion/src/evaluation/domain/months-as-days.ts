const DAY_MS = 86_400_000;
const CHINA_OFFSET_MS = 8 * 3_600_000;
const EPOCH_2000_MS = Date.UTC(2000, 0, 1);

const known = new Map<number, number>();

/** The first day of the China month of a moment, in days from 2000-01-01: a `date` as the database sends it. */
export function monthDayOf(moment: number): number {
  const day = Math.floor((moment + CHINA_OFFSET_MS) / DAY_MS);
  const before = known.get(day);
  if (before !== undefined) return before;
  const at = new Date(day * DAY_MS);
  const first = (Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1) - EPOCH_2000_MS) / DAY_MS;
  known.set(day, first);
  return first;
}
