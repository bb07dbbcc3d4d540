import type { ChinaMonth, Text } from '@carbon/kernel';
import type { EmissionResult } from './emission-result';
import type { ReportContent } from './report-content';
import type { Stream } from './streams';
import type { AmountUnit } from './units';

/** Something that a report lacks (error), or that is asked about (warning). */
export interface ReportCheck {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** Where: `flows[3].ncv`, `units[0]`, or `total`. */
  readonly field: string;
  readonly message: Text;
  readonly rule?: string;
}

/**
 * What was deposited of a stream in a month (CYC-09), all materials told in one unit of measurement together: deposits
 * name fuels in words of their own. Decimals are strings.
 */
export interface DepositedAmount {
  readonly part: string;
  readonly month: ChinaMonth;
  readonly stream: Stream;
  readonly unit: AmountUnit;
  readonly amount: string;
}

/** What is known beside the report. */
export interface CheckFacts {
  /** Units or lines that the enterprise has in the year; empty while none are filed. */
  readonly expectedParts: readonly string[];
  /** Verified emissions of the year before. */
  readonly lastYearT?: bigint;
  readonly deposits: readonly DepositedAmount[];
}

/** What is checked. */
export interface CheckedReport {
  readonly year: number;
  readonly content: ReportContent;
  readonly result: EmissionResult;
  readonly facts: CheckFacts;
}
