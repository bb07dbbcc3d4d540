import type { Reader } from '@carbon/database';
import { reachIds, type Reach } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Suspicion } from '../domain/asset';

export interface ListedSuspicion {
  readonly id: string;
  /** Numbers of the later and of the earlier asset. */
  readonly asset: string;
  readonly other: string;
  readonly signs: readonly string[];
  readonly state: Suspicion['state'];
  readonly raisedAt: Date;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

/** Suspicions in the order they were raised, of which one asset at least may be seen. */
export async function listSuspicions(
  reader: Reader,
  page: PageRequest,
  reach: Reach,
  state?: Suspicion['state'],
): Promise<Page<ListedSuspicion>> {
  const rows = await reader.query<ListedSuspicion>(
    `select s.id, a.number as asset, o.number as other, s.signs, s.state, s.raised_at as "raisedAt",
            s.decided_at as "decidedAt", s.reason
       from sources.asset_suspicion s
       join sources.asset a on a.id = s.asset_id join sources.asset o on o.id = s.other_id
      where s.id > $1 and ($2::uuid[] is null or a.holder_id = any($2) or o.holder_id = any($2))
        and ($3::text is null or s.state = $3)
      order by s.id limit $4`,
    [
      page.after?.[0] ?? '00000000-0000-0000-0000-000000000000',
      reachIds(reach),
      state ?? null,
      page.limit + 1,
    ],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}
