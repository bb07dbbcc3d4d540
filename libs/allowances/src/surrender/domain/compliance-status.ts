import type { ComplianceStatus } from '../../domain/index';

/** One holder's obligation of one year, as it is on file. Quantities in whole tonnes. */
export interface ObligationYear {
  readonly holderId: string;
  readonly year: number;
  /** Whether it is on the list of the year; `removed` when it was and was taken off. */
  readonly listed: 'listed' | 'removed' | 'never';
  readonly verified: boolean;
  /** Whether emissions are missing: of a holder on the list, its own or those of one that was merged into it. */
  readonly missing: boolean;
  readonly sector: string | null;
  readonly province: string | null;
  /** Verified emissions; 0 while nothing is verified. */
  readonly dueT: bigint;
  /** Allowances that were surrendered, and credits that were cancelled for offset. */
  readonly surrenderedT: bigint;
  readonly creditsT: bigint;
  /** In applications under review: they count for nothing yet and are out of everybody's reach. */
  readonly pendingAllowancesT: bigint;
  readonly pendingCreditsT: bigint;
  /**
   * When what was surrendered first reached what is due now; and when the last of the applications was made that it
   * takes, in whatever order they were reviewed.
   */
  readonly fulfilledAt: Date | null;
  readonly appliedAt: Date | null;
}

/** How a holder stands in a year (REG-011). */
export interface ComplianceLine extends ObligationYear {
  readonly shortfallT: bigint;
  /** What was surrendered beyond what is due, after verified emissions were corrected downwards. */
  readonly surplusT: bigint;
  /** Shortfalls of earlier years together. */
  readonly earlierShortfallT: bigint;
  /** Years up to this one whose emissions are missing. */
  readonly missingYears: readonly number[];
  readonly status: ComplianceStatus;
}

/** @param years a holder's years up to the one that is told, which comes last */
export function complianceLine(years: readonly ObligationYear[]): ComplianceLine {
  const own = years.at(-1);
  if (own === undefined) throw new RangeError('a line of no year');
  const balance = own.dueT - own.surrenderedT - own.creditsT;
  const missingYears = years.filter(isMissing).map(({ year }) => year);
  const earlierShortfallT = years.slice(0, -1).reduce((total, year) => total + shortfallOf(year), 0n);
  return {
    ...own,
    shortfallT: shortfallOf(own),
    surplusT: balance < 0n ? -balance : 0n,
    earlierShortfallT,
    missingYears,
    status: statusOf(own, missingYears.length > 0, earlierShortfallT),
  };
}

const isMissing = ({ listed, verified, missing }: ObligationYear) =>
  missing || (listed === 'listed' && !verified);

export function shortfallOf({ dueT, surrenderedT, creditsT }: ObligationYear): bigint {
  const open = dueT - surrenderedT - creditsT;
  return open > 0n ? open : 0n;
}

/** REG-011: C while emissions are missing, B while less was surrendered than emitted, over all years so far; else A. */
function statusOf(own: ObligationYear, missing: boolean, earlierT: bigint): ComplianceStatus {
  if (own.listed !== 'listed' && !own.verified)
    return own.listed === 'removed' ? 'excluded' : 'not-applicable';
  if (missing) return 'C';
  return earlierT + shortfallOf(own) > 0n ? 'B' : 'A';
}

/** A holder without any record in a year. */
export function blankYear(holderId: string, year: number): ObligationYear {
  return {
    ...{
      holderId,
      year,
      listed: 'never',
      verified: false,
      missing: false,
      sector: null,
      province: null,
      dueT: 0n,
    },
    ...{ surrenderedT: 0n, creditsT: 0n, pendingAllowancesT: 0n, pendingCreditsT: 0n },
    ...{ fulfilledAt: null, appliedAt: null },
  };
}
