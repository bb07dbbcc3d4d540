import { recordAudit } from '@carbon/audit';
import type { Succession } from '@carbon/custody';
import { lockFiling } from './locks';

/**
 * Plants of a merged holder go over to its successor, each with a row of who had it before. The account that receives
 * the certificates stays: it goes over itself.
 */
export const succeedHolder: Succession = async (tx, { from, to, review }) => {
  const { by, approver, reason, documentHash, now } = review;
  // a plant that is being filed for the merged holder is there before or not at all
  await lockFiling(tx);
  const moved = await tx.query<{ code: string }>(
    `with moved as (
       update certificates.plant set holder_id = $2 where holder_id = $1 returning id, code),
     kept as (
       insert into certificates.plant_holder_change
         (plant_id, from_holder, to_holder, at, by_whom, approver, reason, document_hash)
       select id, $1, $2, $3, $4, $5, $6, decode($7, 'hex') from moved)
     select code from moved order by code`,
    [from.id, to.id, now, by, approver, reason, documentHash],
  );
  if (moved.length === 0) return;
  const plants = moved.map(({ code }) => code);
  for (const { id } of [from, to]) {
    const entry = {
      action: 'holder.plants-handed-over',
      subject: { kind: 'holder', id },
      holderId: id,
      before: { holder: from.code },
      after: { holder: to.code, plants },
      reason,
      ...(documentHash === null ? {} : { documentHash }),
      ...(approver === null ? {} : { approver }),
    };
    await recordAudit(tx, entry, now, { actor: by });
  }
};
