import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { chinaDate, type Json } from '@carbon/kernel';
import type { Acting } from '../../desk';
import { stepNotOpen, waitingTimeRuns } from '../../life-cycle/domain/refusals';
import { addEvent } from '../../life-cycle/persistence/events';
import { auditActor, CLOCK_ACTS } from '../../life-cycle/use-cases/acting';
import { REPORT_LIFE, type ReportAct } from '../domain/report-steps';
import type { Report } from '../persistence/report';

/** What the audit trail calls each act. */
const AUDITED: Readonly<Record<ReportAct, string>> = {
  file: 'reductions.reported',
  'close-comment': 'reductions.comment-closed',
  verify: 'reductions.verified',
  'refuse-verification': 'reductions.verification-refused',
  apply: 'reductions.applied',
  'take-up': 'reductions.review-begun',
  return: 'reductions.returned',
  register: 'reductions.registered',
  reject: 'reductions.rejected',
  withdraw: 'reductions.withdrawn',
};

export interface ReportStep {
  readonly act: ReportAct;
  readonly by: Acting;
  readonly now: Date;
  readonly reason?: string | undefined;
  /** Hex. */
  readonly documentHash?: string | undefined;
  /** Kept with the event and told in the audit trail: never personal data. */
  readonly details?: Readonly<Record<string, Json>> | undefined;
}

type Stepping = Pick<Report, 'id' | 'number' | 'projectNumber' | 'holderId' | 'commentUntil'>;

/**
 * Takes one step of a locked report, with its event and its audit record.
 * @throws Refusal CREDITS_STEP_NOT_OPEN; CREDITS_WAITING_TIME_RUNS while it is public
 */
export async function stepReport<R extends Stepping>(
  tx: Transaction,
  report: R & { readonly state: Report['state'] | 'new' },
  { act, by, now, reason, documentHash, details }: ReportStep,
): Promise<R & { readonly state: Report['state'] }> {
  const { id, number, state, holderId, commentUntil, projectNumber } = report;
  const to = REPORT_LIFE.after(state, act);
  if (to === undefined) {
    if (state === 'in-comment' && REPORT_LIFE.after('comment-closed', act)) {
      throw waitingTimeRuns(number, commentUntil, 'CCR-004');
    }
    throw stepNotOpen(number, state, act, 'CCR-004');
  }
  await addEvent(tx, 'report', {
    ...{ subjectId: id, act, from: state, to, at: now, reason, documentHash, details },
    ...{ by: by.actor, approver: by.approver, houseId: by.houseId },
  });
  await recordAudit(
    tx,
    {
      action: AUDITED[act],
      subject: { kind: 'reduction-report', id: number },
      holderId,
      before: { state },
      after: { state: to, project: projectNumber, ...details },
      ...(reason === undefined ? {} : { reason }),
      ...(documentHash === undefined ? {} : { documentHash }),
      ...(by.approver === undefined ? {} : { approver: by.approver }),
    },
    now,
    auditActor(by),
  );
  return { ...report, state: to };
}

/** Ends the public time of a report when its last day is over; gives the report as it then stands. */
export async function closeReportIfOver(tx: Transaction, report: Report, now: Date): Promise<Report> {
  if (report.state !== 'in-comment' || chinaDate(now) <= report.commentUntil) return report;
  return stepReport(tx, report, { act: 'close-comment', by: CLOCK_ACTS, now });
}
