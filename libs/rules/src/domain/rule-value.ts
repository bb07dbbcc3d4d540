import type { ChinaDate } from '@carbon/kernel';
import type { Certainty } from './certainty';

/** One figure of the rules, with its dates and source: no rule constant lives in code (INV-10). */
export interface RuleValue<T> {
  readonly value: T;
  /** The rules it comes from, `SEC-007`. */
  readonly rules: readonly string[];
  readonly source: string;
  readonly certainty: Certainty;
  readonly effectiveFrom: ChinaDate;
  /** Last day on which it applies; absent while it is open. */
  readonly effectiveTo?: ChinaDate;
}

/** Which rule pack gave an answer, and how well the rules used are founded. */
export interface PackReference {
  readonly id: string;
  readonly version: string;
  readonly certainty: Certainty;
}

export interface Span {
  readonly effectiveFrom: ChinaDate;
  readonly effectiveTo?: ChinaDate;
}

/** Whether a day lies in a span of days, both ends included. */
export function covers({ effectiveFrom, effectiveTo }: Span, day: ChinaDate): boolean {
  return effectiveFrom <= day && (effectiveTo === undefined || day <= effectiveTo);
}

/** Whether two spans share a day. */
export function overlap(a: Span, b: Span): boolean {
  return covers(a, b.effectiveFrom) || covers(b, a.effectiveFrom);
}
