import { Decimal } from 'decimal.js';
import { type ComplianceLine } from './compliance-status';

/** How a market's year was met, over some holders. Quantities in whole tonnes. */
export interface ComplianceRate {
  /** Holders with an obligation: on the list, or with verified emissions. */
  readonly obliged: number;
  /** Of these, who met the year (SUR-002). */
  readonly fulfilled: number;
  /** Who did so by an application in time (SUR-001); undefined where the rules of the market name no day. */
  readonly inTime?: number;
  /** Whose emissions are missing. */
  readonly missing: number;
  /** Percent of the obliged, two decimals, rounded down: 100.00 means all. Undefined of nobody. */
  readonly ratePercent?: string;
  readonly inTimePercent?: string;
  readonly dueT: bigint;
  readonly surrenderedT: bigint;
  readonly creditsT: bigint;
  readonly shortfallT: bigint;
}

const OBLIGED: ReadonlySet<string> = new Set(['A', 'B', 'C']);

/** @param isInTime whether the application that met a holder's year was made by its deadline, where one is known */
export function complianceRate(
  lines: readonly ComplianceLine[],
  isInTime: (line: ComplianceLine) => boolean | undefined,
): ComplianceRate {
  const obliged = lines.filter(({ status }) => OBLIGED.has(status));
  const met = obliged.filter(
    ({ verified, missing, shortfallT }) => verified && !missing && shortfallT === 0n,
  );
  const timely = met.map(isInTime);
  const inTime = timely.includes(undefined) ? undefined : timely.filter(Boolean).length;
  const sum = (of: (line: ComplianceLine) => bigint) => obliged.reduce((total, line) => total + of(line), 0n);
  return {
    ...{ obliged: obliged.length, fulfilled: met.length },
    ...(inTime === undefined ? {} : { inTime }),
    missing: obliged.filter(({ verified, missing }) => !verified || missing).length,
    ...(obliged.length === 0
      ? {}
      : {
          ratePercent: percent(met.length, obliged.length),
          ...(inTime === undefined ? {} : { inTimePercent: percent(inTime, obliged.length) }),
        }),
    dueT: sum(({ dueT }) => dueT),
    surrenderedT: sum(({ surrenderedT }) => surrenderedT),
    creditsT: sum(({ creditsT }) => creditsT),
    shortfallT: sum(({ shortfallT }) => shortfallT),
  };
}

const percent = (part: number, whole: number): string =>
  new Decimal(part).times(100).div(whole).toFixed(2, Decimal.ROUND_DOWN);
