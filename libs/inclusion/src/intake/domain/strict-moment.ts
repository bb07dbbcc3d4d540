const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const [DASH, COLON, DOT, PLUS, T, Z] = [45, 58, 46, 43, 84, 90];

/**
 * Milliseconds since 1970 of an ISO 8601 moment with its offset, `2026-09-15T10:19:00+08:00`: what `parseMoment` of the
 * kernel takes, read by hand because a batch has thousands. Seconds may be absent, parts of a millisecond are dropped.
 * @returns NaN where there is no such day or time (`2026-09-31`, `24:00`), or it is written in another way
 */
export function momentMs(text: string): number {
  if (text.length < 17 || text.length > 35) return NaN;
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH || text.charCodeAt(10) !== T) return NaN;
  if (text.charCodeAt(13) !== COLON) return NaN;
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const hour = two(text, 11);
  const minute = two(text, 14);
  // false for NaN, too
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month) && hour <= 23 && minute <= 59))
    return NaN;
  let at = 16;
  let seconds = 0;
  let milliseconds = 0;
  if (text.charCodeAt(at) === COLON) {
    seconds = two(text, 17);
    at = 19;
    if (!(seconds <= 59)) return NaN;
    if (text.charCodeAt(at) === DOT) {
      const from = ++at;
      let scale = 100;
      for (let digit = digitAt(text, at); digit >= 0; digit = digitAt(text, ++at)) {
        if (at - from < 3) milliseconds += digit * scale;
        scale /= 10;
      }
      if (at === from || at - from > 9) return NaN;
    }
  }
  const offset = offsetMinutes(text, at);
  return (
    Date.UTC(year, month - 1, day, hour, minute, seconds, milliseconds) -
    // Date.UTC takes the years 0 to 99 for those of the twentieth century
    (year < 100 ? NaN : offset * 60_000)
  );
}

function offsetMinutes(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  if (sign === Z) return text.length === at + 1 ? 0 : NaN;
  if ((sign !== PLUS && sign !== DASH) || text.length !== at + 6 || text.charCodeAt(at + 3) !== COLON)
    return NaN;
  const hours = two(text, at + 1);
  const minutes = two(text, at + 4);
  if (!(hours <= 23 && minutes <= 59)) return NaN;
  return (hours * 60 + minutes) * (sign === PLUS ? 1 : -1);
}

function daysOf(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return (DAYS[month - 1] ?? 0) + (leap ? 1 : 0);
}

/** -1 where there is none. */
function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - 48;
  return digit >= 0 && digit <= 9 ? digit : -1;
}

function two(text: string, at: number): number {
  const [tens, ones] = [digitAt(text, at), digitAt(text, at + 1)];
  return tens < 0 || ones < 0 ? NaN : tens * 10 + ones;
}
