import type { IsoDate } from './working-calendar';

/** What a clock on the wall shows: the day, and milliseconds since its midnight. */
export interface WallTime {
  readonly date: IsoDate;
  readonly time: number;
}

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
export function offsetAt(moment: Date, zone: string): number {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatOf(zone).formatToParts(moment)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  return shown - Math.floor(moment.getTime() / 1000) * 1000;
}

/** What the clocks of a zone show at a moment. */
export function wallTime(moment: Date, zone: string): WallTime {
  const shown = moment.getTime() + offsetAt(moment, zone);
  const time = ((shown % DAY_MS) + DAY_MS) % DAY_MS;
  return { date: new Date(shown).toISOString().slice(0, 10) as IsoDate, time };
}

/** The moment at which the clocks of a zone show a day and time; the first one when they show it twice. */
export function momentOf({ date, time }: WallTime, zone: string): Date {
  const shown = Date.parse(`${date}T00:00:00Z`) + time;
  const before = offsetAt(new Date(shown - DAY_MS), zone);
  const candidate = new Date(shown - before);
  if (offsetAt(candidate, zone) === before) return candidate;
  return new Date(shown - offsetAt(new Date(shown + DAY_MS), zone));
}

/** A moment with the offset of a zone, `2026-03-12T12:00:00+01:00`. */
export function zonedTimestamp(moment: Date, zone: string): string {
  const offset = offsetAt(moment, zone);
  const shown = new Date(moment.getTime() + offset)
    .toISOString()
    .slice(0, -1)
    .replace(/\.000$/, '');
  const minutes = Math.abs(offset) / 60_000;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${shown}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
