import type { ChinaDate, ChinaMonth } from '@carbon/kernel';
import type { ComputedStep } from '../../domain/methodologies/computation';
import type { Measured } from '../../domain/methodologies/methodology';
import type { ReportState } from '../domain/report-steps';

/** A monitored value with where it comes from. */
export interface MonitoredValue extends Measured {
  /** SHA-256 of a document that shows it, hex. */
  readonly document?: string;
  /** Number of the meter it was read from. */
  readonly meter?: string;
}

export interface MonitoredInputs {
  readonly months: readonly {
    readonly month: ChinaMonth;
    readonly values: Readonly<Record<string, MonitoredValue>>;
  }[];
  readonly period: Readonly<Record<string, MonitoredValue>>;
}

/** Growth of the carbon stock of a parcel, in kilograms of CO2. */
export interface StockGrowth {
  readonly parcel: string;
  readonly fromKg: string;
  readonly toKg: string;
}

/** A monitoring report: what a project did in a period, what that comes to, and what became of it. */
export interface Report {
  readonly id: string;
  /** Public number, `MR000123`. */
  readonly number: string;
  readonly projectId: string;
  readonly projectNumber: string;
  readonly scheme: string;
  readonly holderId: string;
  readonly periodFrom: ChinaDate;
  readonly periodTo: ChinaDate;
  readonly verifierId: string | null;
  /** SHA-256 of the report, hex. */
  readonly documentHash: string;
  readonly inputs: MonitoredInputs;
  readonly stocks: readonly StockGrowth[];
  readonly methodology: string;
  readonly methodologyVersion: string;
  readonly methodologyHash: string;
  readonly rules: readonly string[];
  readonly certainty: string;
  /** Exact tonnes as computed, before the floor. */
  readonly exactT: string;
  readonly computedT: bigint;
  readonly commentFrom: ChinaDate;
  readonly commentUntil: ChinaDate;
  readonly verifiedT: bigint | null;
  /** The verification statement that the units rest on, hex. */
  readonly evidenceHash: string | null;
  readonly appliedOn: ChinaDate | null;
  readonly appliedT: bigint | null;
  readonly reviewUntil: ChinaDate | null;
  readonly instrument: string | null;
  readonly transactionId: bigint | null;
  readonly registeredAt: Date | null;
  readonly state: ReportState;
  readonly source: string;
  readonly filedBy: string;
  readonly filedAt: Date;
}

export type NewReport = Omit<
  Report,
  | 'projectNumber'
  | 'scheme'
  | 'holderId'
  | 'verifiedT'
  | 'evidenceHash'
  | 'appliedOn'
  | 'appliedT'
  | 'reviewUntil'
  | 'instrument'
  | 'transactionId'
  | 'registeredAt'
  | 'state'
> & { readonly steps: readonly ComputedStep[] };

type Whole = 'computedT' | 'verifiedT' | 'appliedT' | 'transactionId';
/** A row as the driver gives it: `bigint` columns as text. */
export type ReportRow = Omit<Report, Whole> & Readonly<Record<Whole, string | null>>;

/** The columns of `credits.report r` and its project `p` under the names of `Report`. */
export const REPORT_COLUMNS = `r.id, r.number, r.project_id as "projectId", p.number as "projectNumber", p.scheme,
  p.holder_id as "holderId", r.period_from::text as "periodFrom", r.period_to::text as "periodTo",
  r.verifier_id as "verifierId", encode(r.document_hash, 'hex') as "documentHash", r.inputs, r.stocks, r.methodology,
  r.methodology_version as "methodologyVersion", r.methodology_hash as "methodologyHash", r.rules, r.certainty,
  r.exact_t as "exactT", r.computed_t as "computedT", r.comment_from::text as "commentFrom",
  r.comment_until::text as "commentUntil", r.verified_t as "verifiedT", encode(r.evidence_hash, 'hex') as "evidenceHash",
  r.applied_on::text as "appliedOn", r.applied_t as "appliedT", r.review_until::text as "reviewUntil", r.instrument,
  r.transaction_id as "transactionId", r.registered_at as "registeredAt", r.state, r.source, r.filed_by as "filedBy",
  r.filed_at as "filedAt"`;

export function toReport(row: ReportRow): Report {
  return {
    ...row,
    computedT: BigInt(row.computedT ?? 0),
    verifiedT: whole(row.verifiedT),
    appliedT: whole(row.appliedT),
    transactionId: whole(row.transactionId),
  };
}

const whole = (text: string | null) => (text === null ? null : BigInt(text));
