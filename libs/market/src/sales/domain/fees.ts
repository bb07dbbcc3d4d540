import type { MarketPack } from './rules/market-rules';

/** What a sale costs its two sides beside the price, in fen. */
export interface Fees {
  readonly seller: bigint;
  readonly buyer: bigint;
}

const BASIS_POINTS = 10_000n;

/** The fees of an amount by a pack's figures, each rounded down to the fen. */
export function feesOf(
  amountFen: bigint,
  pack: Pick<MarketPack, 'sellerFeeBasisPoints' | 'buyerFeeBasisPoints'>,
): Fees {
  const share = (basisPoints: bigint) => (amountFen * basisPoints) / BASIS_POINTS;
  return { seller: share(pack.sellerFeeBasisPoints.value), buyer: share(pack.buyerFeeBasisPoints.value) };
}
