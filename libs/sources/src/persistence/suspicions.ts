import type { Reader, Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import type { Suspicion } from '../domain/asset';
import { suspicionUnknown } from '../domain/refusals';

export interface SuspicionRow {
  id: string;
  asset_id: string;
  other_id: string;
  signs: string[];
  state: Suspicion['state'];
}

export const toSuspicion = (row: SuspicionRow): Suspicion => ({
  id: row.id,
  assetId: row.asset_id,
  otherId: row.other_id,
  signs: row.signs,
  state: row.state,
});

/** Pairs that may be one asset, the later of each first in its row; pairs that are known stay as they were decided. */
export async function raiseSuspicions(
  tx: Transaction,
  pairs: readonly { readonly assetId: string; readonly otherId: string; readonly signs: readonly string[] }[],
  now: Date,
): Promise<Suspicion[]> {
  if (pairs.length === 0) return [];
  const rows = await tx.query<SuspicionRow>(
    `insert into sources.asset_suspicion (id, asset_id, other_id, signs, raised_at)
     select p.id, case when a.ordinal > o.ordinal then a.id else o.id end,
            case when a.ordinal > o.ordinal then o.id else a.id end, string_to_array(p.signs, ' '), $5
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) as p(id, asset_id, other_id, signs)
       join sources.asset a on a.id = p.asset_id join sources.asset o on o.id = p.other_id
     on conflict (asset_id, other_id) do nothing
     returning id, asset_id, other_id, signs, state`,
    [
      pairs.map(() => newId()),
      pairs.map(({ assetId }) => assetId),
      pairs.map(({ otherId }) => otherId),
      pairs.map(({ signs }) => signs.join(' ')),
      now,
    ],
  );
  return rows.map(toSuspicion);
}

/**
 * Suspicions that wait for somebody, of an asset or of one that was found to be it. Of the two, both count as what they
 * are now; a pair that has become one asset is suspected no more.
 */
export async function openSuspicions(
  reader: Reader,
  assetId: string,
  { asLater }: { readonly asLater: boolean },
): Promise<Suspicion[]> {
  const rows = await reader.query<SuspicionRow>(
    `select s.id, s.asset_id, s.other_id, s.signs, s.state from sources.asset_suspicion s
       join sources.asset a on a.id = s.asset_id join sources.asset o on o.id = s.other_id
      where s.state = 'open' and coalesce(a.same_as, a.id) <> coalesce(o.same_as, o.id)
        and (coalesce(a.same_as, a.id) = $1 or not $2 and coalesce(o.same_as, o.id) = $1)
      order by s.id`,
    [assetId, asLater],
  );
  return rows.map(toSuspicion);
}

/** One suspicion, held until the transaction ends. @throws Refusal SOURCE_SUSPICION_UNKNOWN */
export async function lockSuspicion(tx: Transaction, id: string): Promise<Suspicion> {
  const [row] = await tx.query<SuspicionRow>(
    `select id, asset_id, other_id, signs, state from sources.asset_suspicion where id = $1 for update`,
    [id],
  );
  if (row === undefined) throw suspicionUnknown(id);
  return toSuspicion(row);
}
