import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { newId } from '@carbon/kernel';
import type { CreditDesk } from '../../desk';
import { notInComment } from '../../life-cycle/domain/refusals';
import { insertComment, type PublicComment } from '../../life-cycle/persistence/comments';
import { lockedPublicReport } from './report-in-reach';

/**
 * CCR-004: anybody who is signed in says something of a report while it is public for comment.
 * @throws Refusal CREDITS_REPORT_UNKNOWN, CREDITS_NOT_IN_COMMENT
 */
export async function commentOnReport(
  tx: Transaction,
  desk: CreditDesk,
  { number, text }: { readonly number: string; readonly text: string },
  caller: Caller,
): Promise<PublicComment> {
  const now = desk.clock.now();
  const { report, project } = await lockedPublicReport(tx, number, now);
  if (report.state !== 'in-comment') throw notInComment(number, 'CCR-004');
  const comment = { id: newId(), text, at: now };
  await insertComment(tx, { ...comment, subject: 'report', subjectId: report.id, by: caller.id });
  await recordAudit(
    tx,
    {
      action: 'reductions.commented',
      subject: { kind: 'reduction-report', id: number },
      holderId: project.holderId,
      after: { comment: comment.id },
    },
    now,
  );
  return comment;
}
