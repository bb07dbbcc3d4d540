import type { Transaction } from '@carbon/database';
import { type Caller, permissionMissing, reaches } from '@carbon/http';
import { readAccount } from '@carbon/ledger';
import type { MarketParts } from '../../parts';
import { offerNotOpen, offerUnknown } from '../domain/refusals';
import { findOffer, lockOffer, type Offer } from '../persistence/offer';
import { endOffer } from './end-offer';

interface Stop {
  readonly caller: Caller;
  readonly reason: string;
  readonly now: Date;
}

/**
 * The seller takes back what is left of an open offer. One of its people suffices, proposer or approver: stopping needs
 * no second pair of eyes. So does a checker of the registry or of its supervisor: what a court or a decision is to reach
 * does not hide in an offer that nobody can buy from (ETS-009, CCR-012).
 * @throws Refusal MARKET_OFFER_UNKNOWN, MARKET_OFFER_NOT_OPEN, PERMISSION_MISSING
 */
export async function withdrawOffer(
  tx: Transaction,
  parts: MarketParts,
  id: string,
  stop: Stop,
): Promise<Offer> {
  const offer = await lockOffer(tx, id);
  if (offer === undefined || !reaches(stop.caller.reach, offer.sellerId)) throw offerUnknown(id);
  return end(tx, parts, offer, 'withdrawn', stop);
}

/**
 * Who a bilateral offer is made to says no to it; one of its people suffices.
 * @throws Refusal as withdrawOffer
 */
export async function declineOffer(
  tx: Transaction,
  parts: MarketParts,
  id: string,
  stop: Stop,
): Promise<Offer> {
  const offer = await lockOffer(tx, id);
  if (offer?.buyerAccount === undefined || offer.buyerAccount === null) throw offerUnknown(id);
  const buyer = await readAccount(tx, offer.buyerAccount);
  const seen = buyer !== undefined && offer.openedAt !== null && reaches(stop.caller.reach, buyer.holderId);
  if (!seen) throw offerUnknown(id);
  return end(tx, parts, offer, 'declined', stop);
}

async function end(
  tx: Transaction,
  parts: MarketParts,
  offer: Offer,
  how: 'withdrawn' | 'declined',
  { caller, reason, now }: Stop,
): Promise<Offer> {
  const { id, state } = offer;
  const { permissions } = caller;
  const ofAParty = permissions.has('sales.propose') || permissions.has('sales.approve');
  const ofAnOffice = how === 'withdrawn' && permissions.has('accounts.approve');
  if (!ofAParty && !ofAnOffice) throw permissionMissing('sales.propose');
  if (state !== 'open') throw offerNotOpen(id, state);
  await endOffer(tx, parts, offer, { how, by: caller.id, now, reason });
  const ended = await findOffer(tx, id);
  if (ended === undefined) throw offerUnknown(id);
  return ended;
}
