const BASIS_POINTS = 10_000n;

/**
 * What an order sets apart (TRD-011): a sell order its units, a buy order its price and the highest fee that can come of it,
 * in fen. The fees of its trades, each rounded down, never come to more.
 */
export function needOf(
  side: 'buy' | 'sell',
  priceFen: bigint,
  quantity: bigint,
  buyerFeeBasisPoints: bigint,
): bigint {
  if (side === 'sell') return quantity;
  const amount = priceFen * quantity;
  return amount + (amount * buyerFeeBasisPoints) / BASIS_POINTS;
}
