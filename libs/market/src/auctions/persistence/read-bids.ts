import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import type { Bid } from '../domain/bid';
import { type BidRow, SELECT_BID, toBid } from './bids';

/** Bids of some holders in an auction, the latest first. */
export async function readBidsOf(
  reader: Reader,
  auctionId: string,
  holders: readonly string[] | null,
  page: PageRequest,
): Promise<Page<Bid>> {
  const rows = await reader.query<BidRow>(
    `${SELECT_BID} where b.auction_id = $1 and ($2::uuid[] is null or h.holder_id = any($2))
        and b.seq < coalesce($3::bigint, 9223372036854775807)
      order by b.seq desc limit $4`,
    [auctionId, holders, page.after?.[0] ?? null, page.limit + 1],
  );
  return pageOfBids(rows, page);
}

/** One bid of some holders. */
export async function findBidOf(
  reader: Reader,
  auctionId: string,
  id: string,
  holders: readonly string[] | null,
): Promise<Bid | undefined> {
  const [row] = await reader.query<BidRow>(
    `${SELECT_BID} where b.auction_id = $1 and b.id = $2 and ($3::uuid[] is null or h.holder_id = any($3))`,
    [auctionId, id, holders],
  );
  return row === undefined ? undefined : toBid(row);
}

/** The bids that were counted, in their turn. */
export async function readCounted(reader: Reader, auctionId: string, page: PageRequest): Promise<Page<Bid>> {
  const rows = await reader.query<BidRow>(
    `${SELECT_BID} where b.auction_id = $1 and b.state = 'counted' and b.seq > coalesce($2::bigint, 0)
      order by b.seq limit $3`,
    [auctionId, page.after?.[0] ?? null, page.limit + 1],
  );
  return pageOfBids(rows, page);
}

/** Whether one of these holders placed a bid there. */
export async function hasBid(
  reader: Reader,
  auctionId: string,
  holders: readonly string[],
): Promise<boolean> {
  const rows = await reader.query(
    `select 1 from market.bid b join ledger.account h on h.number = b.funds_account
      where b.auction_id = $1 and h.holder_id = any($2::uuid[]) limit 1`,
    [auctionId, holders],
  );
  return rows.length > 0;
}

function pageOfBids(rows: BidRow[], page: PageRequest): Page<Bid> {
  const found = toPage(rows, page.limit, ({ seq }) => [seq]);
  return { ...found, items: found.items.map(toBid) };
}
