import { quantityGone, quantityNotSold } from './refusals';

/** How an offer is sold: at least `minimum` at a time, in steps, out of what is left. */
export interface Portions {
  readonly remaining: bigint;
  readonly minimum: bigint;
  readonly step: bigint;
}

/**
 * Whether so many units of an offer may be bought. All that is left may always be, so that no remnant stays for which
 * the offer's own steps leave no buyer.
 * @throws Refusal MARKET_QUANTITY_GONE, MARKET_QUANTITY_NOT_SOLD
 */
export function requirePortion(quantity: bigint, { remaining, minimum, step }: Portions): void {
  if (quantity > remaining) throw quantityGone(remaining, quantity);
  if (quantity === remaining) return;
  if (quantity < minimum || quantity % step !== 0n) throw quantityNotSold(quantity, minimum, step);
}
