import type { Prepared } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { requireHolderMayAct } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { chinaDate, chinaTimestamp } from '@carbon/kernel';
import { accountInReach, type AccountView, readInstrument } from '@carbon/ledger';
import { CNY } from '../../cash/domain/cny';
import { fundsAccountOf } from '../../cash/use-cases/funds-account';
import type { MarketParts } from '../../parts';
import { submitOne } from '../../submit-one';
import { amountOf, requireHoldable } from '../domain/amount';
import { feesOf } from '../domain/fees';
import { requirePortion } from '../domain/purchase-quantity';
import {
  instrumentUnknown,
  offeredToAnother,
  offerExpired,
  offerNotOpen,
  offerUnknown,
  ownOffer,
  priceDiffers,
} from '../domain/refusals';
import type { Offer } from '../persistence/offer';
import { insertPurchase } from '../persistence/purchases';
import { findOfferSeen } from '../persistence/read-offers';
import { requireHoldsUnits, requireSellerMaySell } from './accounts';
import { cutFrom, FROZEN, purchasedTransfer } from './units';

export interface ProposedPurchase {
  readonly offer: string;
  readonly quantity: bigint;
  /** The price the buyer saw; the offer's when absent. */
  readonly unitPriceFen?: bigint | undefined;
  readonly account: string;
  readonly fundsAccount?: string | undefined;
}

/** What a purchase was completed to, for its approver to read. */
export interface PinnedPurchase extends Prepared {
  readonly unitPriceFen: bigint;
  readonly fundsAccount: string;
}

/**
 * Looks at a purchase and sets its money apart, at the price of the offer. Units are not kept back for it: of several
 * buyers those whose second person agrees first have them, so that nobody ties up an offer with an intention.
 * @throws Refusal
 */
export async function proposePurchase(
  tx: Transaction,
  parts: MarketParts,
  asked: ProposedPurchase,
  { taskId, caller, now }: { readonly taskId: string; readonly caller: Caller; readonly now: Date },
): Promise<PinnedPurchase> {
  const { quantity } = asked;
  const offer = await findOfferSeen(tx, asked.offer, caller.reach);
  if (offer === undefined) throw offerUnknown(asked.offer);
  requireOpen(offer, now);
  const { unitPriceFen } = offer;
  if (asked.unitPriceFen !== undefined && asked.unitPriceFen !== unitPriceFen) {
    throw priceDiffers(unitPriceFen, asked.unitPriceFen);
  }
  const account = await accountInReach(tx, asked.account, caller.reach);
  requireHolderMayAct(account, caller);
  requireBuyer(offer, account);
  requirePortion(quantity, offer);
  await requireSellerMaySell(tx, offer);
  const instrument = await readInstrument(tx, offer.instrument);
  if (instrument === undefined) throw instrumentUnknown(offer.instrument);
  const { taken } = cutFrom(offer, quantity);
  const units = { quantity, serials: taken };
  const seen = purchasedTransfer(offer, account.number, units, 'proposal', now);
  await parts.rules.check(tx, instrument.scheme, seen);

  const pack = parts.packAt(chinaDate(now));
  const amountFen = amountOf(quantity, unitPriceFen);
  const feeFen = parts.feeAccount === undefined ? 0n : feesOf(amountFen, pack).buyer;
  const toPay = requireHoldable(amountFen + feeFen);
  const fundsAccount = await fundsAccountOf(tx, account.holderId, { named: asked.fundsAccount, now });
  await submitOne(tx, parts.ledger, {
    ...{ kind: 'freeze', account: fundsAccount, instrument: CNY, quantity: toPay, part: FROZEN },
    cause: { actor: caller.id, reference: taskId },
  });
  await insertPurchase(
    tx,
    {
      ...{ id: taskId, offerId: offer.id, account: account.number, fundsAccount, quantity },
      ...{ unitPriceFen, amountFen, feeFen, rulePack: `${pack.id} ${pack.version}` },
    },
    caller.id,
    now,
  );
  const entry = {
    action: 'sale.purchase-proposed',
    subject: { kind: 'purchase', id: taskId },
    holderId: account.holderId,
    after: { offer: offer.id, quantity: quantity.toString(), amountFen: amountFen.toString() },
  };
  await recordAudit(tx, entry, now);
  return {
    holderId: account.holderId,
    subject: { kind: 'purchase', id: taskId },
    quantity,
    unitPriceFen,
    fundsAccount,
    summary: {
      zh: `购买 ${offer.instrument} ${quantity} 单位，单价 ${unitPriceFen} 分，共付 ${toPay} 分，转入 ${account.number}`,
      en: `Buy ${quantity} of ${offer.instrument} at ${unitPriceFen} fen a unit for ${toPay} fen, into ${account.number}`,
    },
  };
}

/** @throws Refusal MARKET_OFFER_NOT_OPEN, MARKET_OFFER_EXPIRED */
export function requireOpen({ id, state, expiresAt }: Offer, now: Date): void {
  if (state !== 'open') throw offerNotOpen(id, state);
  if (expiresAt <= now) throw offerExpired(id, chinaTimestamp(expiresAt));
}

/** @throws Refusal MARKET_ACCOUNT_OF_ANOTHER_KIND, MARKET_OWN_OFFER, MARKET_OFFERED_TO_ANOTHER_ACCOUNT */
function requireBuyer(offer: Offer, account: AccountView): void {
  requireHoldsUnits(account);
  if (account.holderId === offer.sellerId) throw ownOffer(account.number);
  if (offer.buyerAccount !== null && offer.buyerAccount !== account.number) {
    throw offeredToAnother(account.number);
  }
}
