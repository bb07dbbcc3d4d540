import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Auction, feeOf } from '../domain/auction';
import { clearLot } from '../domain/clear';
import { findAuction, lockAuction, noteClosed, noteClosing, noteLeft } from '../persistence/auctions';
import { type BidResult, noteCounted, readStanding } from '../persistence/bids';
import type { Closing } from './closing';
import { releaseLot } from './cancel-auction';
import { openBid } from './sealed-bids';
import { settleSome } from './settle-bids';

/**
 * Closes an auction whose time has come, or goes on where another process left it: the bids are opened and counted once, in one
 * transaction; what they won is settled batch by batch, each in a transaction of its own that marks its bids; at the end the
 * rest of the lot goes back and the result stands. Whoever comes second waits at the row and finds less to do.
 * @returns whether it is closed now
 * @throws Refusal of the ledger where the seller's account cannot take back the rest of its lot: it is tried again
 */
export async function closeAuction(closing: Closing, id: string): Promise<boolean> {
  const { database } = closing;
  const auction = await database.transaction((tx) => countBids(tx, closing, id));
  if (auction?.state !== 'closing') return false;
  for (let done = 0; ;) {
    const settled = await settleSome(closing, id);
    if (settled === 0) break;
    done += settled;
    closing.onProgress?.({ step: 'settle bids', done, total: Math.max(auction.counted, done) });
  }
  return database.transaction((tx) => finish(tx, closing, id));
}

/** Opens and counts the bids of an auction that is due; gives the auction where there is something to settle. */
async function countBids(
  tx: Transaction,
  { parts, now }: Closing,
  id: string,
): Promise<(Auction & { readonly counted: number }) | undefined> {
  const auction = await lockAuction(tx, id, 'alone');
  if (auction?.state === 'closing') return { ...auction, counted: 0 };
  if (auction?.state !== 'announced' || auction.closesAt > now()) return undefined;
  const standing = await readStanding(tx, id);
  const opened = standing.map((bid) => ({ ...openBid(parts.vault, bid), id: bid.id, bidder: bid.holderId }));
  const { clearingFen, won } = clearLot(auction, opened);
  const counted = opened.map(({ id: bid, priceFen, quantity, salt }): BidResult => {
    const { quantity: units, priceFen: price } = won.get(bid) ?? { quantity: 0n, priceFen: 0n };
    const paidFen = units * price;
    return {
      ...{ id: bid, priceFen, quantity, salt, won: units, paidFen },
      feeFen: feeOf(paidFen, auction.buyerFeePoints),
    };
  });
  await noteCounted(tx, counted, now());
  const bidders = new Set(opened.map(({ bidder }) => bidder)).size;
  await noteClosing(tx, id, { clearingFen, bids: opened.length, bidders });
  const entry = {
    action: 'auction.bids-opened',
    subject: { kind: 'auction', id },
    holderId: auction.sellerId,
    after: { bids: opened.length, bidders, clearingFen: clearingFen?.toString() ?? null },
  };
  await recordAudit(tx, entry, now(), { actor: 'system' });
  return { ...auction, state: 'closing', counted: opened.length };
}

/** @throws Refusal of the ledger */
async function finish(tx: Transaction, { parts, now }: Closing, id: string): Promise<boolean> {
  const auction = await lockAuction(tx, id, 'alone');
  if (auction?.state !== 'closing') return auction?.state === 'closed';
  await releaseLot(tx, parts, auction, { actor: 'system', reference: id, reason: 'market:auction-unsold' });
  await noteLeft(tx, id, 0n, auction.serials === null ? null : []);
  await noteClosed(tx, id, now());
  const { result } = (await findAuction(tx, id)) ?? auction;
  const entry = {
    action: 'auction.closed',
    subject: { kind: 'auction', id },
    holderId: auction.sellerId,
    after: {
      ...{ sold: result?.sold.toString() ?? '0', soldFen: result?.soldFen.toString() ?? '0' },
      ...{ givenBack: auction.remaining.toString(), bidders: result?.bidders ?? 0 },
    },
  };
  await recordAudit(tx, entry, now(), { actor: 'system' });
  return true;
}
