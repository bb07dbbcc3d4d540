import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { getHolder, unknownHolder } from '@carbon/identity';
import type { InternalMarket } from '../persistence/internal-markets';

/**
 * Invites organisations into a market; who was invited before stays so. Residents trade no allowances.
 * @returns how many were invited anew
 * @throws Refusal HOLDER_UNKNOWN
 */
export async function invite(
  tx: Transaction,
  market: InternalMarket,
  names: readonly string[],
  caller: Caller,
  now: Date,
): Promise<number> {
  const ids: string[] = [];
  for (const name of names) {
    const holder = await getHolder(tx.manager, name);
    // nobody finds out by trying who is here as a resident
    if (holder.kind === 'resident') throw unknownHolder(name);
    ids.push(holder.id);
  }
  const invited = await tx.query<{ holder_id: string }>(
    `insert into allowances.internal_member (market, holder_id, invited_at, invited_by)
     select $1, id, $3, $4 from unnest($2::uuid[]) as id on conflict do nothing returning holder_id`,
    [market.code, ids, now, caller.id],
  );
  const entry = {
    action: 'internal-market.invited',
    subject: { kind: 'internal-market', id: market.code },
    holderId: market.ownerId,
    after: { invited: invited.length },
  };
  await recordAudit(tx, entry, now, { actor: caller.id });
  return invited.length;
}
