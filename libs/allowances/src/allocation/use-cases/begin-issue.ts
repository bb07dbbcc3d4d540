import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Acting, auditActor } from '../desk';
import { addRoundEvent, type Round } from '../persistence/rounds';
import { requireStep } from './round-in-reach';

/** From here on what was approved is issued, by `issueRound`. @throws Refusal ALLOCATION_STEP_NOT_OPEN */
export async function beginIssue(
  tx: Transaction,
  round: Round,
  by: Acting & { readonly approver: string },
  now: Date,
): Promise<void> {
  const to = requireStep(round, 'issue');
  await addRoundEvent(tx, round.id, {
    ...{ act: 'issue', from: round.state, to, at: now, by: by.actor, approver: by.approver },
  });
  await recordAudit(
    tx,
    {
      action: 'allocation-round.issue-begun',
      ...{ subject: { kind: 'allocation-round', id: round.number }, approver: by.approver },
      ...(round.officeId !== null && { holderId: round.officeId }),
      before: { state: round.state },
      after: { state: to },
    },
    now,
    auditActor(by),
  );
}
