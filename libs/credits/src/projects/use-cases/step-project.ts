import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { chinaDate, type Json } from '@carbon/kernel';
import type { Acting } from '../../desk';
import { stepNotOpen, waitingTimeRuns } from '../../life-cycle/domain/refusals';
import { addEvent } from '../../life-cycle/persistence/events';
import { auditActor, CLOCK_ACTS } from '../../life-cycle/use-cases/acting';
import { PROJECT_LIFE, type ProjectAct } from '../domain/project-steps';
import type { Project } from '../persistence/project';

/** What the audit trail calls each act. */
const AUDITED: Readonly<Record<ProjectAct, string>> = {
  file: 'project.filed',
  disclose: 'project.disclosed',
  publish: 'project.published',
  'close-comment': 'project.comment-closed',
  validate: 'project.validated',
  'refuse-validation': 'project.validation-refused',
  apply: 'project.applied',
  'take-up': 'project.review-begun',
  return: 'project.returned',
  register: 'project.registered',
  reject: 'project.rejected',
  withdraw: 'project.withdrawn',
  cancel: 'project.cancelled',
};

export interface ProjectStep {
  readonly act: ProjectAct;
  readonly by: Acting;
  readonly now: Date;
  readonly reason?: string | undefined;
  /** Hex. */
  readonly documentHash?: string | undefined;
  /** Kept with the event and told in the audit trail: never personal data. */
  readonly details?: Readonly<Record<string, Json>> | undefined;
}

/**
 * Takes one step of a locked project, with its event and its audit record.
 * @throws Refusal CREDITS_STEP_NOT_OPEN; CREDITS_WAITING_TIME_RUNS while it is public
 */
export async function stepProject<P extends Pick<Project, 'id' | 'number' | 'holderId' | 'commentUntil'>>(
  tx: Transaction,
  project: P & { readonly state: Project['state'] | 'new' },
  { act, by, now, reason, documentHash, details }: ProjectStep,
): Promise<P & { readonly state: Project['state'] }> {
  const { id, number, state, holderId, commentUntil } = project;
  const to = PROJECT_LIFE.after(state, act);
  if (to === undefined) {
    if (state === 'in-comment' && commentUntil !== null && PROJECT_LIFE.after('comment-closed', act)) {
      throw waitingTimeRuns(number, commentUntil, 'CCR-003');
    }
    throw stepNotOpen(number, state, act, 'CCR-003');
  }
  await addEvent(tx, 'project', {
    ...{ subjectId: id, act, from: state, to, at: now, reason, documentHash, details },
    ...{ by: by.actor, approver: by.approver, houseId: by.houseId },
  });
  await recordAudit(
    tx,
    {
      action: AUDITED[act],
      subject: { kind: 'project', id: number },
      holderId,
      before: { state },
      after: { state: to, ...details },
      ...(reason === undefined ? {} : { reason }),
      ...(documentHash === undefined ? {} : { documentHash }),
      ...(by.approver === undefined ? {} : { approver: by.approver }),
    },
    now,
    auditActor(by),
  );
  return { ...project, state: to };
}

/** Ends the public time of a project when its last day is over; gives the project as it then stands. */
export async function closeCommentIfOver(tx: Transaction, project: Project, now: Date): Promise<Project> {
  const { state, commentUntil } = project;
  if (state !== 'in-comment' || commentUntil === null || chinaDate(now) <= commentUntil) return project;
  return stepProject(tx, project, { act: 'close-comment', by: CLOCK_ACTS, now });
}
