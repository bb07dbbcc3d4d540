import { recordAudit } from '@carbon/audit';
import type { Succession } from '@carbon/custody';

/**
 * Projects of a merged holder go over to its successor, each with a row of who had it before; their account goes over
 * itself. A ban for fraud goes over too, so that nobody merges out of it (CCR-012).
 */
export const succeedProjects: Succession = async (tx, { from, to, review }) => {
  const { by, approver, reason, documentHash, now } = review;
  const moved = await tx.query<{ number: string }>(
    `with moved as (
       update credits.project set holder_id = $2 where holder_id = $1 returning id, number),
     kept as (
       insert into credits.project_holder_change
         (project_id, from_holder, to_holder, at, by_whom, approver, reason, document_hash)
       select id, $1, $2, $3, $4, $5, $6, decode($7, 'hex') from moved)
     select number from moved order by number`,
    [from.id, to.id, now, by, approver, reason, documentHash],
  );
  await tx.query(
    `insert into credits.ban (holder_id, forced_cancellation_id, from_day, until_day)
     select $2, forced_cancellation_id, from_day, until_day from credits.ban where holder_id = $1 on conflict do nothing`,
    [from.id, to.id],
  );
  if (moved.length === 0) return;
  const projects = moved.map(({ number }) => number);
  for (const { id } of [from, to]) {
    const entry = {
      action: 'holder.projects-handed-over',
      subject: { kind: 'holder', id },
      holderId: id,
      before: { holder: from.code },
      after: { holder: to.code, projects },
      reason,
      ...(documentHash === null ? {} : { documentHash }),
      ...(approver === null ? {} : { approver }),
    };
    await recordAudit(tx, entry, now, { actor: by });
  }
};
