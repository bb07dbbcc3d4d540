const MINUTE_MS = 60_000;

/** A stretch of time in which energy is delivered. */
export interface Interval {
  readonly start: Date;
  readonly end: Date;
  /** The first moment at which nothing more is taken for it. */
  readonly gate: Date;
}

export interface IntervalRules {
  readonly intervalMinutes: number;
  readonly gateClosureMinutes: number;
}

/** Whether a moment begins an interval: intervals follow each other from midnight of a day in whole hours of UTC. */
export function isIntervalStart(moment: Date, { intervalMinutes }: IntervalRules): boolean {
  return moment.getTime() % (intervalMinutes * MINUTE_MS) === 0;
}

export function intervalAt(start: Date, { intervalMinutes, gateClosureMinutes }: IntervalRules): Interval {
  return {
    start,
    end: new Date(start.getTime() + intervalMinutes * MINUTE_MS),
    gate: new Date(start.getTime() - gateClosureMinutes * MINUTE_MS),
  };
}
