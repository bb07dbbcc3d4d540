import { type OrderedTransfer, type Serials, takeLowest } from '@carbon/custody';
import type { Offer } from '../persistence/offer';

/** The part of a balance where offered units and the money of purchases wait (ETS-009: frozen by open orders). */
export const FROZEN = 'frozen';

interface OfferedUnits {
  readonly account: string;
  readonly buyerAccount?: string | null | undefined;
  readonly instrument: string;
  readonly quantity: bigint;
  readonly serials?: readonly Serials[] | null | undefined;
}

/**
 * An offer as the rules of its scheme see it: a sale (no other ground is named) to the buyer it is made to. While nobody
 * is, the seller itself stands there: what speaks against the units and their seller is found all the same.
 */
export function offeredTransfer(
  { account, buyerAccount, instrument, quantity, serials }: OfferedUnits,
  now: Date,
): OrderedTransfer {
  const to = buyerAccount ?? account;
  const units = { instrument, quantity, serials: serials ?? undefined };
  return { from: account, to, ...units, details: undefined, step: 'proposal', now };
}

/** A purchase as the rules of its scheme see it. */
export function purchasedTransfer(
  { account, instrument }: Pick<Offer, 'account' | 'instrument'>,
  to: string,
  { quantity, serials }: { readonly quantity: bigint; readonly serials: readonly Serials[] | null },
  step: 'proposal' | 'execution',
  now: Date,
): OrderedTransfer {
  const units = { instrument, quantity, serials: serials ?? undefined };
  return { from: account, to, ...units, details: undefined, step, now };
}

/** The units of an offer that are sold next, its lowest serials, and what is left of it then. */
export function cutFrom(
  { remaining, serials }: Pick<Offer, 'remaining' | 'serials'>,
  quantity: bigint,
): {
  readonly taken: readonly Serials[] | null;
  readonly left: { readonly remaining: bigint; readonly serials: readonly Serials[] | null };
} {
  const left = remaining - quantity;
  if (serials === null) return { taken: null, left: { remaining: left, serials: null } };
  const { taken, rest } = takeLowest(serials, quantity);
  return { taken, left: { remaining: left, serials: rest } };
}
