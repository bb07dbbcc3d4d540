import type { ChinaDate } from '@carbon/kernel';
import type { EmissionResult, ReportContent, ReportingSector } from '../../domain/index';
import type { EmissionReportState } from '../domain/report-steps';

/** A report of one enterprise, market and data year: where it stands. */
export interface EmissionReport {
  readonly id: string;
  /** Public number, `ER000012`. */
  readonly number: string;
  readonly market: string;
  readonly year: number;
  readonly holderId: string;
  /** Whom it was first filed for; another than the holder after a merger (ETS-015). */
  readonly originId: string;
  readonly sector: ReportingSector;
  readonly province: string | null;
  readonly state: EmissionReportState;
  readonly submittedVersion: number | null;
  readonly submittedAt: Date | null;
  /** CYC-01; null where the cycle of the year has no such day. */
  readonly dueOn: ChinaDate | null;
  readonly verifierId: string | null;
  /** Number of the conclusion that counts. */
  readonly conclusion: number | null;
  readonly confirmedAt: Date | null;
  /** ETS-013: the last day on which its figures may be objected to. */
  readonly objectUntil: ChinaDate | null;
  readonly openedAt: Date;
}

/** The columns of `allowances.emission_report r` under the names of `EmissionReport`. */
export const EMISSION_REPORT_COLUMNS = `r.id, r.number, r.market, r.year, r.holder_id as "holderId", r.origin_id as "originId",
  r.sector, r.province, r.state, r.submitted_version as "submittedVersion", r.submitted_at as "submittedAt",
  r.due_on::text as "dueOn", r.verifier_id as "verifierId", r.conclusion, r.confirmed_at as "confirmedAt",
  r.object_until::text as "objectUntil", r.opened_at as "openedAt"`;

/** One version of a report: what was reported, and what it comes to. */
export interface ReportVersion {
  readonly number: number;
  readonly content: ReportContent;
  readonly result: EmissionResult;
  readonly totalT: bigint;
  readonly preparedBy: string | null;
  /** `form`, or `import:<job>`. */
  readonly source: string;
  readonly savedAt: Date;
  readonly savedBy: string;
}
