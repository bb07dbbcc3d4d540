import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { newId } from '@carbon/kernel';
import type { CreditDesk } from '../../desk';
import { notInComment } from '../../life-cycle/domain/refusals';
import { insertComment, type PublicComment } from '../../life-cycle/persistence/comments';
import { PUBLIC_PROJECT_STATES } from '../domain/project-steps';
import { projectUnknown } from '../domain/refusals';
import { lockProject } from '../persistence/read-projects';
import { closeCommentIfOver } from './step-project';

/**
 * CCR-003: anybody who is signed in says something of a project while it is public for comment.
 * @throws Refusal CREDITS_PROJECT_UNKNOWN, CREDITS_NOT_IN_COMMENT
 */
export async function commentOnProject(
  tx: Transaction,
  desk: CreditDesk,
  { number, text }: { readonly number: string; readonly text: string },
  caller: Caller,
): Promise<PublicComment> {
  const now = desk.clock.now();
  const found = await lockProject(tx, number);
  if (found === undefined || !PUBLIC_PROJECT_STATES.includes(found.state)) throw projectUnknown(number);
  const project = await closeCommentIfOver(tx, found, now);
  if (project.state !== 'in-comment') throw notInComment(number, 'CCR-003');
  const comment = { id: newId(), text, at: now };
  await insertComment(tx, { ...comment, subject: 'project', subjectId: project.id, by: caller.id });
  await recordAudit(
    tx,
    {
      action: 'project.commented',
      subject: { kind: 'project', id: number },
      holderId: project.holderId,
      after: { comment: comment.id },
    },
    now,
  );
  return comment;
}
