import { type Reach, reachIds } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import type { Auction, AuctionState, Lot } from '../domain/auction';
import { type AuctionRow, SELECT_AUCTION, toAuction } from './auctions';

/** Proposals are their seller's own, and of those who see everything; what was announced is everybody's. */
const SEEN = `(a.announced_at is not null or $1::uuid[] is null or s.holder_id = any($1))`;

export async function findAuctionSeen(
  reader: Reader,
  id: string,
  reach: Reach,
): Promise<Auction | undefined> {
  const [row] = await reader.query<AuctionRow>(`${SELECT_AUCTION} where ${SEEN} and a.id = $2`, [
    ...[reachIds(reach), id],
  ]);
  return row === undefined ? undefined : toAuction(row);
}

export interface AuctionFilter {
  readonly lot?: Lot | undefined;
  readonly market?: string | undefined;
  readonly instrument?: string | undefined;
  readonly state?: AuctionState | undefined;
}

/** Auctions the latest first. */
export async function readAuctions(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
  { lot, market, instrument, state }: AuctionFilter,
): Promise<Page<Auction>> {
  const rows = await reader.query<AuctionRow>(
    `${SELECT_AUCTION} where ${SEEN} and ($2::text is null or a.lot = $2) and ($3::text is null or a.market = $3)
        and ($4::text is null or a.instrument = $4) and ($5::text is null or a.state = $5)
        and a.seq < coalesce($6::bigint, 9223372036854775807)
      order by a.seq desc limit $7`,
    [
      ...[reachIds(reach), lot ?? null, market ?? null, instrument ?? null, state ?? null],
      ...[page.after?.[0] ?? null, page.limit + 1],
    ],
  );
  const found = toPage(rows, page.limit, ({ seq }) => [seq]);
  return { ...found, items: found.items.map(toAuction) };
}
