import { MAX_QUANTITY } from '@carbon/kernel';
import { amountTooLarge } from './refusals';

/**
 * What `quantity` whole units cost, in fen.
 * @throws Refusal MARKET_AMOUNT_TOO_LARGE when the ledger could not hold it
 */
export function amountOf(quantity: bigint, unitPriceFen: bigint): bigint {
  return requireHoldable(quantity * unitPriceFen);
}

/** @throws Refusal MARKET_AMOUNT_TOO_LARGE */
export function requireHoldable(fen: bigint): bigint {
  if (fen > MAX_QUANTITY) throw amountTooLarge(fen);
  return fen;
}
