import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Holder, Reviewed } from '@carbon/identity';
import { lockAssets } from '../persistence/write-assets';

/** Assets of a merged holder go over to its successor, each with a row of who had it before (ETS-015). */
export async function succeedAssets(
  tx: Transaction,
  { from, to, review }: { readonly from: Holder; readonly to: Holder; readonly review: Reviewed },
): Promise<void> {
  const { by, approver, reason, documentHash, now } = review;
  // an asset that is being filed for the merged holder is there before or not at all
  await lockAssets(tx);
  const moved = await tx.query<{ number: string }>(
    `with moved as (
       update sources.asset set holder_id = $2 where holder_id = $1 returning id, number, ordinal),
     kept as (
       insert into sources.asset_holder_change
         (asset_id, from_holder, to_holder, at, by_whom, approver, reason, document_hash)
       select id, $1, $2, $3, $4, $5, $6, decode($7, 'hex') from moved)
     select number from moved order by ordinal`,
    [from.id, to.id, now, by, approver, reason, documentHash],
  );
  if (moved.length === 0) return;
  for (const { id } of [from, to]) {
    await recordAudit(
      tx,
      {
        action: 'holder.assets-handed-over',
        subject: { kind: 'holder', id },
        holderId: id,
        before: { holder: from.code },
        after: { holder: to.code, assets: moved.map(({ number }) => number) },
        reason,
        ...(documentHash === null ? {} : { documentHash }),
        ...(approver === null ? {} : { approver }),
      },
      now,
      { actor: by },
    );
  }
}
