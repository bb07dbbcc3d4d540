import { recordAudit } from '@carbon/audit';
import type { Task } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import { type Caller, currentRequest } from '@carbon/http';
import type { Json } from '@carbon/kernel';
import { stepNotOpen } from '../domain/refusals';
import { afterAct, type EmissionReportAct } from '../domain/report-steps';
import type { EmissionReport } from '../persistence/report';
import { type HeadChange, insertEvent, moveReport } from '../persistence/write-reports';

/** Who does something, and when. */
export interface Acting {
  readonly by: string;
  readonly approvedBy?: string;
  readonly now: Date;
}

/** Who acts, of a task: its initiator, with who approved it last. */
export function actingOfTask(
  { initiator }: Pick<Task, 'initiator'>,
  { approver, now }: { readonly approver: Caller; readonly now: Date },
): Acting {
  return { by: initiator.id, now, ...(approver.id === initiator.id ? {} : { approvedBy: approver.id }) };
}

export interface ReportStep {
  readonly act: EmissionReportAct;
  readonly change?: HeadChange;
  readonly reason?: string | undefined;
  readonly documentHash?: string | undefined;
  readonly details?: Readonly<Record<string, Json>>;
}

const AUDITED: Readonly<Record<EmissionReportAct, string>> = {
  save: 'saved',
  submit: 'submitted',
  assign: 'assigned',
  return: 'returned',
  find: 'finding-raised',
  conclude: 'concluded',
  reopen: 'reopened',
  confirm: 'confirmed',
  object: 'objected',
  decide: 'objection-decided',
};

/** @throws Refusal EMISSION_REPORT_STEP_NOT_OPEN (CYC-02) */
export function requireStep(
  report: EmissionReport,
  act: EmissionReportAct,
): NonNullable<ReturnType<typeof afterAct>> {
  const next = afterAct(report, act);
  if (next === undefined) throw stepNotOpen(report.number, report.state, act);
  return next;
}

/**
 * Takes one step of a locked report: its head moves, its history and the audit trail get an entry each.
 * @throws Refusal EMISSION_REPORT_STEP_NOT_OPEN
 */
export async function stepReport(
  tx: Transaction,
  report: EmissionReport,
  { act, change = {}, reason, documentHash, details = {} }: ReportStep,
  { by, approvedBy, now }: Acting,
): Promise<EmissionReport> {
  const to = requireStep(report, act);
  const after = await moveReport(tx, report, to, change);
  await insertEvent(tx, report.id, { act, from: report.state, to, at: now, by, approvedBy, reason, details });
  await recordAudit(
    tx,
    {
      action: `emission-report.${AUDITED[act]}`,
      subject: { kind: 'emission-report', id: report.number },
      holderId: report.holderId,
      before: { state: report.state },
      after: { state: to, market: report.market, year: report.year, ...details },
      ...(approvedBy === undefined ? {} : { approver: approvedBy }),
      ...(documentHash === undefined ? {} : { documentHash }),
    },
    now,
    currentRequest()?.caller?.id === by ? undefined : { actor: by },
  );
  return after;
}
