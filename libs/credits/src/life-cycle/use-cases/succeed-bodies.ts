import { recordAudit } from '@carbon/audit';
import type { Succession } from '@carbon/custody';

/**
 * What a merged body was named for goes over to its successor: validations, verifications that have made no units yet,
 * and who wrote a design. So the successor acts where the body would have, and is the validator where the body was
 * (CCR-005, CCR-013). Statements stay those of the body that made them.
 */
export const succeedBodies: Succession = async (tx, { from, to, review }) => {
  const { by, approver, reason, documentHash, now } = review;
  const moved = await tx.query<{ number: string }>(
    `with project as (
       update credits.project
          set validator_id = case when validator_id = $1 then $2 else validator_id end,
              design_author_id = case when design_author_id = $1 then $2 else design_author_id end
        where validator_id = $1 or design_author_id = $1 returning number),
     report as (
       update credits.report set verifier_id = $2
        where verifier_id = $1 and transaction_id is null returning number)
     select number from project union all select number from report order by number`,
    [from.id, to.id],
  );
  if (moved.length === 0) return;
  for (const { id } of [from, to]) {
    const entry = {
      action: 'holder.statements-handed-over',
      subject: { kind: 'holder', id },
      holderId: id,
      before: { holder: from.code },
      after: { holder: to.code, of: moved.map(({ number }) => number) },
      reason,
      ...(documentHash === null ? {} : { documentHash }),
      ...(approver === null ? {} : { approver }),
    };
    await recordAudit(tx, entry, now, { actor: by });
  }
};
