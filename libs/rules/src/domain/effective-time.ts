import { type OpeningHours, type SafetyRules, safetyRules } from './safety-rules';
import type { WorkingCalendar } from './working-calendar';
import { momentOf, type WallTime, wallTime } from './zoned-time';

/**
 * How the moment is found at which something approved takes effect: a transfer to an account outside the trusted list
 * (SEC-003) or on it (SEC-002), an addition to the list (SEC-005), or any transfer in the British way (REG-015).
 */
export const EFFECTIVE_TIME_PROFILES = ['eu-outside-list', 'eu-trusted', 'eu-list-add', 'uk'] as const;
export type EffectiveTimeProfile = (typeof EFFECTIVE_TIME_PROFILES)[number];

export interface EffectiveTimeOptions {
  /** Its market says which hours and which clock count. */
  readonly calendar: WorkingCalendar;
  /** Profile `uk`: the delay; that of the rules when absent. */
  readonly delayMinutes?: number;
  /** The rules in force at the start when absent. */
  readonly rules?: SafetyRules;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MINUTES_A_DAY = 1_440;

/** When what was proposed (or, profile `uk` and `eu-list-add`, approved) `at` takes effect. Never before `at`. */
export function effectiveTime(profile: EffectiveTimeProfile, at: Date, options: EffectiveTimeOptions): Date {
  const { calendar } = options;
  const rules = options.rules ?? safetyRules(at);
  const hours = rules.hours[calendar.market].value;
  const start = wallTime(at, hours.zone);
  const effect = {
    'eu-trusted': () => intoHours(start, hours, calendar),
    'eu-outside-list': () => noonAfter(start, rules, calendar),
    'eu-list-add': () => {
      const { date, time } = intoHours(start, hours, calendar);
      return { date: calendar.addWorkingDays(date, rules.listAdditionWorkingDays.value), time };
    },
    uk: () => delayed(start, options.delayMinutes ?? rules.ukDelayMinutes.value, hours, calendar),
  }[profile]();
  // at once: the very moment, for a clock put back shows an hour twice
  if (effect.date === start.date && effect.time === start.time) return at;
  return momentOf(effect, hours.zone);
}

/** The time itself within the hours of a working day; else the next opening. */
function intoHours(start: WallTime, hours: OpeningHours, calendar: WorkingCalendar): WallTime {
  if (!calendar.isWorkingDay(start.date) || start.time > hours.closes) {
    return { date: calendar.nextWorkingDay(start.date), time: hours.opens };
  }
  return { date: start.date, time: Math.max(start.time, hours.opens) };
}

/**
 * SEC-003: noon of the next working day, or of the one after it when proposed after noon. What is proposed on no working
 * day counts as proposed before noon of the next one.
 */
function noonAfter(start: WallTime, rules: SafetyRules, calendar: WorkingCalendar): WallTime {
  const { beforeNoon, afterNoon } = rules.outsideListWorkingDays.value;
  const noon = rules.noon.value;
  if (!calendar.isWorkingDay(start.date)) {
    return { date: calendar.addWorkingDays(calendar.nextWorkingDay(start.date), beforeNoon), time: noon };
  }
  const days = start.time < noon ? beforeNoon : afterNoon;
  return { date: calendar.addWorkingDays(start.date, days), time: noon };
}

/**
 * REG-015: from the time moved into the hours, whole days of the delay are working days and the rest is minutes. An end
 * on no working day keeps its clock time, an end outside the hours moves to an opening.
 */
function delayed(
  start: WallTime,
  delayMinutes: number,
  hours: OpeningHours,
  calendar: WorkingCalendar,
): WallTime {
  const from = intoHours(start, hours, calendar);
  const day = calendar.addWorkingDays(from.date, Math.floor(delayMinutes / MINUTES_A_DAY));
  const end = plus({ date: day, time: from.time }, (delayMinutes % MINUTES_A_DAY) * MINUTE_MS);
  const withinHours = end.time >= hours.opens && end.time <= hours.closes;
  if (!withinHours) return intoHours(end, hours, calendar);
  return calendar.isWorkingDay(end.date) ? end : { ...end, date: calendar.nextWorkingDay(end.date) };
}

/** Less than a day later on the wall clock. */
function plus({ date, time }: WallTime, milliseconds: number): WallTime {
  const shown = new Date(Date.parse(`${date}T00:00:00Z`) + time + milliseconds);
  return {
    date: shown.toISOString().slice(0, 10) as WallTime['date'],
    time: (time + milliseconds) % DAY_MS,
  };
}
