import { recordAudit } from '@carbon/audit';
import { countOf, serialsApart } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import type { MarketParts } from '../../parts';
import { submitOne } from '../../submit-one';
import type { Offer } from '../persistence/offer';
import { noteEnded } from '../persistence/write-offers';
import { FROZEN } from './units';

export interface OfferEnding {
  readonly how: 'withdrawn' | 'declined' | 'expired' | 'abandoned';
  readonly by: string;
  readonly now: Date;
  readonly reason?: string | undefined;
}

/**
 * Sells nothing more of a locked offer: what is left of its units is the seller's to use again. Units that came to the
 * end of their validity meanwhile are gone.
 * @throws Refusal of the ledger, e.g. on a blocked account
 */
export async function endOffer(
  tx: Transaction,
  { ledger }: MarketParts,
  offer: Offer,
  { how, by, now, reason }: OfferEnding,
): Promise<void> {
  const { id, account, instrument, remaining, sellerId } = offer;
  const still =
    offer.serials === null
      ? undefined
      : await serialsApart(tx, { account, instrument, part: FROZEN }, offer.serials);
  const quantity = still === undefined ? remaining : countOf(still);
  if (quantity > 0n) {
    await submitOne(tx, ledger, {
      ...{ kind: 'release', account, instrument, quantity, part: FROZEN },
      ...(still === undefined ? {} : { serials: still }),
      cause: { actor: by, reference: id, reason: how },
    });
  }
  await noteEnded(tx, id, how, now);
  const entry = {
    action: how === 'abandoned' ? 'sale.offer-abandoned' : `sale.${how}`,
    subject: { kind: 'offer', id },
    holderId: sellerId,
    before: { state: offer.state, remaining: remaining.toString() },
    after: { state: how, givenBack: quantity.toString() },
    ...(reason === undefined ? {} : { reason }),
  };
  await recordAudit(tx, entry, now, { actor: by });
}
