import { randomBytes } from 'node:crypto';
import type { Database } from '@carbon/database';
import { canonicalJson } from '@carbon/kernel';
import type { Bid, BidSecret } from '../domain/bid';
import { commitmentOf } from '../domain/commitment';
import type { AuctionParts } from '../parts';

const SALT_BYTES = 32;

type Vault = AuctionParts['vault'];

/** Bound to what is sealed: it opens as this bid of this auction and as nothing else. */
const contextOf = (auctionId: string, id: string) => `auction-bid:${auctionId}:${id}`;

/** Seals price, quantity and a fresh salt (AES-256-GCM under the ring's key), and commits to them. */
export function sealBid(
  vault: Vault,
  place: { readonly auctionId: string; readonly id: string },
  { priceFen, quantity }: Pick<BidSecret, 'priceFen' | 'quantity'>,
): { readonly sealed: Buffer; readonly commitment: Buffer } {
  const salt = randomBytes(SALT_BYTES);
  const plain = canonicalJson({
    priceFen: priceFen.toString(),
    quantity: quantity.toString(),
    salt: salt.toString('hex'),
  });
  return {
    sealed: vault.seal(contextOf(place.auctionId, place.id), Buffer.from(plain)),
    commitment: commitmentOf({ auction: place.auctionId, bid: place.id, priceFen, quantity }, salt),
  };
}

export function openBid(vault: Vault, bid: Pick<Bid, 'auctionId' | 'id' | 'sealed'>): BidSecret {
  const plain = vault.open(contextOf(bid.auctionId, bid.id), bid.sealed).toString();
  const read = JSON.parse(plain) as { priceFen: string; quantity: string; salt: string };
  return {
    priceFen: BigInt(read.priceFen),
    quantity: BigInt(read.quantity),
    salt: Buffer.from(read.salt, 'hex'),
  };
}

/** Stands for what a request bids in the memory of requests, which is no place for its price and quantity. */
export const fingerprintOf = (vault: Vault, bid: object): string =>
  vault.blindIndex('market.auction-bid', JSON.stringify(bid)).toString('hex');

const BATCH = 1_000;

/** Seals bids under the current master key that an earlier one sealed; returns how many. */
export async function resealBids(database: Database, vault: Vault): Promise<number> {
  let resealed = 0;
  for (let after = '0'; ;) {
    const rows = await database.query<{ seq: string; id: string; auction_id: string; sealed: Buffer }>(
      'select seq, id, auction_id, sealed from market.bid where seq > $1::bigint and settled_at is null order by seq limit $2',
      [after, BATCH],
    );
    for (const { id, auction_id: auctionId, sealed } of rows) {
      const anew = vault.resealed(contextOf(auctionId, id), sealed);
      if (anew === undefined) continue;
      await database.query('update market.bid set sealed = $2 where id = $1', [id, anew]);
      resealed += 1;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return resealed;
    after = last.seq;
  }
}
