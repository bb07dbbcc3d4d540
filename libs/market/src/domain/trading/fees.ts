import type { TradingRules } from './trading-rules';

/** What a trade costs its sides beside the price, in fen. */
export interface FeesOfTrade {
  readonly sellerFen: bigint;
  readonly buyerFen: bigint;
}

const BASIS_POINTS = 10_000n;

/** The fees of an amount (fen), each rounded down to the fen. */
export function feesOn(rules: TradingRules, amountFen: bigint): FeesOfTrade {
  const share = (basisPoints: number) => (amountFen * BigInt(basisPoints)) / BASIS_POINTS;
  return {
    sellerFen: share(rules.fees.sellerBasisPoints),
    buyerFen: share(rules.fees.buyerBasisPoints),
  };
}
