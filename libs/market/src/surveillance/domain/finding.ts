import type { ChinaDate, Json, Text } from '@carbon/kernel';
import type { AlertKind, Severity } from './alert-kinds';

export const EVIDENCE_KINDS = ['trade', 'order', 'command', 'day'] as const;

/** A row that a finding rests on: the id of a trade or order, the number of a command, a day. */
export interface Evidence {
  readonly kind: (typeof EVIDENCE_KINDS)[number];
  readonly ref: string;
}

/** What was seen with its numbers, and how it was computed; why it matters stands with the kind. */
export interface Explanation {
  readonly seen: Text;
  readonly computed: Text;
}

/** Who stands in a trade or gave an order. */
export interface Party {
  /** Trading account. */
  readonly account: string;
  readonly holderId: string;
}

/**
 * One instance of a pattern. Findings of one kind, instrument, subject and day are one alert; `key` names the instance within
 * it, so that looking twice finds the same.
 */
export interface Finding {
  readonly kind: AlertKind;
  readonly severity: Severity;
  /** Undefined where the pattern is not of one instrument. */
  readonly instrument: string | undefined;
  readonly day: ChinaDate;
  readonly subject: string;
  readonly parties: readonly Party[];
  readonly key: string;
  /** When the pattern was complete. */
  readonly at: Date;
  readonly facts: Readonly<Record<string, Json>>;
  readonly told: Explanation;
  readonly evidence: readonly Evidence[];
}

/** The stretch of time that is looked at: from a moment on, to before another, within one China day. */
export interface Span {
  readonly market: string;
  readonly day: ChinaDate;
  readonly from: Date;
  readonly to: Date;
}

/** Rows a finding names at most; its facts say how many there were. */
export const EVIDENCE_LIMIT = 100;

export const evidence = (kind: Evidence['kind'], refs: Iterable<bigint | string>): Evidence[] =>
  [...refs].slice(0, EVIDENCE_LIMIT).map((ref) => ({ kind, ref: ref.toString() }));

export const within = ({ from, to }: Pick<Span, 'from' | 'to'>, at: Date): boolean => at >= from && at < to;

/** In the order in which the patterns were complete, whatever order the rows came in. */
export function inTime(findings: readonly Finding[]): Finding[] {
  const order = ({ kind, instrument = '', subject, key }: Finding) =>
    `${kind} ${instrument} ${subject} ${key}`;
  return [...findings].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0),
  );
}
