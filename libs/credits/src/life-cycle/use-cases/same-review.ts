import type { Task } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import { reviewedAgain } from '../domain/refusals';
import { lastTimeOf, type Subject } from '../persistence/events';

/**
 * REG-001: a decision is approved on the application it was proposed for. One that was returned meanwhile may have come
 * again with another statement and another quantity, which nobody proposed to decide.
 * @throws Refusal CREDITS_REVIEWED_AGAIN
 */
export async function requireSameReview(
  tx: Transaction,
  subject: Subject,
  { id, number }: { readonly id: string; readonly number: string },
  { proposedAt }: Pick<Task, 'proposedAt'>,
  rule: string,
): Promise<void> {
  const takenUp = await lastTimeOf(tx, subject, id, 'take-up');
  if (takenUp !== undefined && takenUp > proposedAt) throw reviewedAgain(number, rule);
}
