import type { Transaction } from '@carbon/database';
import { Refusal } from '@carbon/kernel';
import { type Command, MAX_BATCH } from '@carbon/ledger';
import { CNY } from '../../cash/domain/cny';
import { FROZEN } from '../../sales/use-cases/units';
import type { Auction } from '../domain/auction';
import type { Bid, CountedBid } from '../domain/bid';
import { auctionUnknown, sellerBids } from '../domain/refusals';
import { lockAuction } from '../persistence/auctions';
import { findUnsettled, noteFailed, noteSettled, readUnsettled, type SettledBid } from '../persistence/bids';
import type { Closing } from './closing';
import { giveCertificates } from './give-certificates';
import { giveUnits } from './give-units';

/**
 * Settles the next bids of a closing auction: winners are given units for their money, and what stands apart beyond it goes
 * back, with the money of those who won nothing. A bid the ledger or a scheme refuses (an account suspended meanwhile, a
 * certificate no longer valid) spoils no other: each is then settled by itself, its units stay with the seller, and it says why.
 * @returns how many there were; 0 when none is left
 */
export async function settleSome(closing: Closing, id: string): Promise<number> {
  const { database, batch } = closing;
  const size = Math.min(batch, MAX_BATCH / 2);
  try {
    return await database.transaction(async (tx) => {
      const bids = await take(tx, id, size);
      return settleTogether(tx, closing, bids.auction, bids.found);
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  const ids = await database.transaction(async (tx) => (await take(tx, id, size)).found.map((bid) => bid.id));
  for (const bid of ids) await settleAlone(closing, id, bid);
  return ids.length;
}

async function take(
  tx: Transaction,
  id: string,
  limit: number,
): Promise<{ readonly auction: Auction; readonly found: CountedBid[] }> {
  const auction = await lockAuction(tx, id, 'alone');
  if (auction === undefined) throw auctionUnknown(id);
  const found = auction.state === 'closing' ? await readUnsettled(tx, id, limit) : [];
  return { auction, found: found.filter(isCounted) };
}

const isCounted = (bid: Bid): bid is CountedBid => bid.opened !== null;

/** @throws Refusal of the ledger or the scheme; then nothing of it has happened */
async function settleTogether(
  tx: Transaction,
  { parts, now }: Closing,
  auction: Auction,
  bids: readonly CountedBid[],
): Promise<number> {
  if (bids.length === 0) return 0;
  const winners = bids.filter(({ opened }) => opened.won > 0n);
  // a merger since the bid may have made buyer and seller one
  const own = winners.find(({ holderId }) => holderId === auction.sellerId);
  if (own !== undefined) throw sellerBids(own.unitsAccount);
  const back = bids.flatMap((bid) => givenBack(bid, bid.opened.paidFen + bid.opened.feeFen));
  const give = auction.lot === 'exchange' ? giveUnits : giveCertificates;
  const given = await give(tx, parts, auction, winners, back, now());
  const settled = bids.map(({ id, opened }): SettledBid => ({
    id,
    delivered: opened.won,
    ...(given.get(id) ?? {}),
  }));
  await noteSettled(tx, settled, now());
  return bids.length;
}

async function settleAlone(closing: Closing, auctionId: string, id: string): Promise<void> {
  const { database } = closing;
  try {
    await database.transaction(async (tx) => {
      const auction = await lockAuction(tx, auctionId, 'alone');
      const bid = await findUnsettled(tx, auctionId, id);
      if (auction === undefined || bid === undefined || !isCounted(bid) || bid.opened.failure !== null)
        return;
      await settleTogether(tx, closing, auction, [bid]);
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await database.transaction((tx) => noteFailed(tx, id, error.code));
    await tryToGiveBack(closing, auctionId, id);
  }
}

/** @returns how many bids' money, that had to wait, could be given back now */
export async function giveBackStuck(closing: Closing, auctionId: string): Promise<number> {
  const waiting = await readUnsettled(closing.database, auctionId, MAX_BATCH, 'stuck');
  let done = 0;
  for (const { id } of waiting) if (await tryToGiveBack(closing, auctionId, id)) done += 1;
  return done;
}

/** The money of a bid that was given nothing; it waits where the ledger refuses that too (a blocked account). */
async function tryToGiveBack(
  { database, parts, now }: Closing,
  auctionId: string,
  id: string,
): Promise<boolean> {
  try {
    return await database.transaction(async (tx) => {
      await lockAuction(tx, auctionId, 'alone');
      const bid = await findUnsettled(tx, auctionId, id);
      if (bid?.opened?.failure === undefined || bid.opened.failure === null) return false;
      const [outcome] = await parts.ledger.submit(tx, givenBack(bid, 0n));
      if (outcome?.status === 'refused') throw outcome.refusal;
      await noteSettled(tx, [{ id, delivered: 0n }], now());
      return true;
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
}

/** What stands apart for a bid beyond what it costs goes back. */
function givenBack({ id, fundsAccount, setApartFen, placedBy }: Bid, costFen: bigint): Command[] {
  const quantity = setApartFen - costFen;
  if (quantity === 0n) return [];
  return [
    {
      ...{ kind: 'release', account: fundsAccount, instrument: CNY, quantity, part: FROZEN },
      cause: { actor: placedBy, reference: id, reason: 'market:auction' },
    },
  ];
}
