import { addMonths, type ChinaDate, type ChinaMonth, lastDayOf } from '@carbon/kernel';
import type { AttestationState } from './attestation-life';

/** How an attestation stands on a day: its state, and what the calendar adds to it. */
export const STANDINGS = ['upcoming', 'valid', 'suspended', 'withdrawn', 'expired'] as const;
export type Standing = (typeof STANDINGS)[number];

export interface Span {
  readonly state: AttestationState;
  /** First and last day, China. */
  readonly validFrom: ChinaDate;
  readonly validUntil: ChinaDate;
  readonly surveillanceMonths: number | null;
  /** Day of the last surveillance that was passed. */
  readonly surveyedOn: ChinaDate | null;
}

/** Withdrawn stays withdrawn; of the others none outlives its last day, a suspended one neither. */
export function standingOn({ state, validFrom, validUntil }: Span, day: ChinaDate): Standing {
  if (state === 'withdrawn') return state;
  if (day > validUntil) return 'expired';
  if (state === 'suspended') return state;
  return day < validFrom ? 'upcoming' : 'valid';
}

/**
 * The day by which the next surveillance is due: so many months after the last that was passed, or after the first day.
 * Null where none comes any more: it is not asked for, or the attestation ends before.
 */
export function surveillanceDue(span: Span): ChinaDate | null {
  const { validFrom, validUntil, surveillanceMonths, surveyedOn, state } = span;
  if (surveillanceMonths === null || state === 'withdrawn') return null;
  const due = monthsAfter(surveyedOn ?? validFrom, surveillanceMonths);
  return due >= validUntil ? null : due;
}

/** Overdue from the day after on, while the attestation lasts. */
export function isOverdue(span: Span, day: ChinaDate): boolean {
  const due = surveillanceDue(span);
  return due !== null && day > due && day <= span.validUntil;
}

/** The same day so many months later; the last of the month where it has no such day. */
export function monthsAfter(day: ChinaDate, months: number): ChinaDate {
  const month = addMonths(day.slice(0, 7) as ChinaMonth, months);
  const last = lastDayOf(month);
  const same = `${month}-${day.slice(8)}` as ChinaDate;
  return same > last ? last : same;
}
