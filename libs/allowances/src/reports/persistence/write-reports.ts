import type { Transaction } from '@carbon/database';
import type { Json } from '@carbon/kernel';
import type { EmissionReportState } from '../domain/report-steps';
import type { EmissionReport } from './report';

const DIGITS = 6;

/** The next public number, `ER000012`. */
export async function nextReportNumber(tx: Transaction): Promise<string> {
  const [row] = await tx.query<{ serial: string }>(
    `select nextval('allowances.emission_report_number') as serial`,
  );
  return `ER${(row?.serial ?? '0').padStart(DIGITS, '0')}`;
}

export type NewReport = Pick<
  EmissionReport,
  'id' | 'number' | 'market' | 'year' | 'holderId' | 'sector' | 'province' | 'dueOn' | 'openedAt'
>;

/** Enters a report as a draft; false when its enterprise has one of the year already. */
export async function insertReport(tx: Transaction, report: NewReport, by: string): Promise<boolean> {
  const rows = await tx.query(
    `insert into allowances.emission_report (id, number, market, year, holder_id, origin_id, sector, province, state,
       due_on, opened_at, opened_by)
     values ($1, $2, $3, $4, $5, $5, $6, $7, 'draft', $8, $9, $10)
     on conflict (market, year, origin_id) do nothing returning id`,
    [
      report.id,
      report.number,
      report.market,
      report.year,
      report.holderId,
      report.sector,
      report.province,
      report.dueOn,
      report.openedAt,
      by,
    ],
  );
  return rows.length === 1;
}

export type HeadChange = Partial<
  Pick<
    EmissionReport,
    'submittedVersion' | 'submittedAt' | 'dueOn' | 'verifierId' | 'conclusion' | 'confirmedAt' | 'objectUntil'
  >
>;

/** Moves the head of a report that the caller has locked. */
export async function moveReport(
  tx: Transaction,
  report: EmissionReport,
  state: EmissionReportState,
  change: HeadChange,
): Promise<EmissionReport> {
  const after: EmissionReport = { ...report, ...change, state };
  await tx.query(
    `update allowances.emission_report set state = $2, submitted_version = $3, submitted_at = $4, due_on = $5,
       verifier_id = $6, conclusion = $7, confirmed_at = $8, object_until = $9 where id = $1`,
    [
      report.id,
      state,
      after.submittedVersion,
      after.submittedAt,
      after.dueOn,
      after.verifierId,
      after.conclusion,
      after.confirmedAt,
      after.objectUntil,
    ],
  );
  return after;
}

export interface NewEvent {
  readonly act: string;
  readonly from: EmissionReportState | null;
  readonly to: EmissionReportState;
  readonly at: Date;
  readonly by: string;
  readonly approvedBy?: string | undefined;
  readonly reason?: string | undefined;
  readonly details: Json;
}

export async function insertEvent(tx: Transaction, reportId: string, event: NewEvent): Promise<void> {
  const { act, from, to, at, by, approvedBy = null, reason = null, details } = event;
  await tx.query(
    `insert into allowances.emission_report_event (report_id, act, from_state, to_state, at, by_whom, approved_by, reason,
       details)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [reportId, act, from, to, at, by, approvedBy, reason, JSON.stringify(details)],
  );
}
