import { auditTask, type Task } from '@carbon/approvals';
import { toRecord } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { chinaDate, newId } from '@carbon/kernel';
import { readAccount, readInstrument, type SimpleCommand } from '@carbon/ledger';
import { CNY } from '../../cash/domain/cny';
import { causeOf } from '../../cause-of-task';
import type { MarketParts } from '../../parts';
import { submitOne } from '../../submit-one';
import { type Fees, feesOf } from '../domain/fees';
import {
  buyerAccountUnknown,
  instrumentUnknown,
  offerUnknown,
  ownOffer,
  quantityGone,
} from '../domain/refusals';
import { lockOffer, type Offer } from '../persistence/offer';
import { findPurchase, notePurchase, type Purchase } from '../persistence/purchases';
import { insertSale, type Sale } from '../persistence/sale';
import { noteRemaining } from '../persistence/write-offers';
import { requireSellerMaySell } from './accounts';
import { requireOpen } from './propose-purchase';
import { cutFrom, FROZEN, purchasedTransfer } from './units';

/**
 * Delivery versus payment: units to the buyer and money to the seller in one linked group of the ledger, or nothing. The
 * offer is locked first, so that of buyers at once each sees what those before it left; its scheme is asked again (GEC-009,
 * GEC-013) and hears of the sale.
 * @throws Refusal
 */
export async function settlePurchase(
  tx: Transaction,
  parts: MarketParts,
  task: Task,
  { approver, now }: { readonly approver: Caller; readonly now: Date },
): Promise<Sale> {
  const purchase = await purchaseOf(tx, task.id);
  const offer = await lockOffer(tx, purchase.offerId);
  if (offer === undefined) throw offerUnknown(purchase.offerId);
  const { account, quantity } = purchase;
  requireOpen(offer, now);
  if (quantity > offer.remaining) throw quantityGone(offer.remaining, quantity);
  await requireSellerMaySell(tx, offer);
  const buyer = await readAccount(tx, account);
  if (buyer === undefined) throw buyerAccountUnknown(account);
  // a merger since the proposal may have made them one
  if (buyer.holderId === offer.sellerId) throw ownOffer(account);
  const instrument = await readInstrument(tx, offer.instrument);
  if (instrument === undefined) throw instrumentUnknown(offer.instrument);
  const { scheme } = instrument;

  const { taken, left } = cutFrom(offer, quantity);
  const moved = purchasedTransfer(offer, account, { quantity, serials: taken }, 'execution', now);
  await parts.rules.check(tx, scheme, moved);
  const facts = await parts.rules.factsOf(tx, scheme, offer.instrument);
  const charged = parts.feeAccount !== undefined;
  const seller = charged ? feesOf(purchase.amountFen, parts.packAt(chinaDate(now))).seller : 0n;
  const fees: Fees = { seller, buyer: purchase.feeFen };
  const transactionId = await submitOne(tx, parts.ledger, {
    kind: 'linked',
    commands: [
      {
        ...{ kind: 'transfer', instrument: offer.instrument, quantity, fromPart: FROZEN },
        ...{ from: offer.account, to: account },
        ...(taken === null ? {} : { serials: taken }),
      },
      ...payments(parts, offer, purchase, fees),
    ],
    cause: { ...causeOf(task, approver), reason: `market:${offer.type}` },
  });
  await noteRemaining(tx, offer.id, left, now);
  await notePurchase(tx, purchase.id, 'settled', now);
  await parts.rules.completed(tx, scheme, moved, transactionId);

  const { period, province = null, subsidyClass = null } = { period: instrument.period, ...facts };
  const sale: Sale = {
    ...{ id: newId(), type: offer.type, offerId: offer.id, purchaseId: purchase.id },
    ...{ auctionId: null, bidId: null },
    ...{ sellerAccount: offer.account, sellerFundsAccount: offer.fundsAccount, sellerId: offer.sellerId },
    ...{ buyerAccount: account, buyerFundsAccount: purchase.fundsAccount, buyerId: buyer.holderId },
    ...{ instrument: instrument.code, instrumentKind: instrument.kind, unit: instrument.unit, scheme },
    ...{ period, province, subsidyClass, quantity, serials: taken?.map(toRecord) ?? null },
    ...{ unitPriceFen: purchase.unitPriceFen, amountFen: purchase.amountFen },
    ...{ sellerFeeFen: fees.seller, buyerFeeFen: fees.buyer, rulePack: purchase.rulePack },
    ...{ contract: offer.contract, initiator: task.initiator.id, approver: approver.id },
    ...{ transactionId, settledAt: now },
  };
  await insertSale(tx, sale);
  await tellBothSides(tx, sale, task, approver);
  return sale;
}

async function purchaseOf(tx: Transaction, id: string): Promise<Purchase> {
  const purchase = await findPurchase(tx, id);
  if (purchase?.state !== 'proposed') throw new Error(`the purchase ${id} does not wait for its approval`);
  return purchase;
}

/** The price to the seller; fees, where there are any, to whoever runs the market. */
function payments(
  { feeAccount }: MarketParts,
  { fundsAccount }: Offer,
  purchase: Purchase,
  fees: Fees,
): SimpleCommand[] {
  const cash = { kind: 'transfer', instrument: CNY } as const;
  const from = purchase.fundsAccount;
  const price: SimpleCommand = {
    ...{ ...cash, quantity: purchase.amountFen, from, fromPart: FROZEN, to: fundsAccount },
  };
  if (feeAccount === undefined) return [price];
  return [
    price,
    ...(fees.buyer === 0n
      ? []
      : [{ ...cash, quantity: fees.buyer, from, fromPart: FROZEN, to: feeAccount } as const]),
    ...(fees.seller === 0n ? [] : [{ ...cash, quantity: fees.seller, from: fundsAccount, to: feeAccount }]),
  ];
}

async function tellBothSides(tx: Transaction, sale: Sale, task: Task, approver: Caller): Promise<void> {
  for (const holderId of [sale.sellerId, sale.buyerId]) {
    const entry = {
      action: 'sale.settled',
      subject: { kind: 'sale', id: sale.id },
      holderId,
      after: {
        ...{ type: sale.type, offer: sale.offerId, instrument: sale.instrument },
        ...{ quantity: sale.quantity.toString(), unitPriceFen: sale.unitPriceFen.toString() },
        ...{ amountFen: sale.amountFen.toString(), transaction: sale.transactionId.toString() },
      },
    };
    await auditTask(tx, task, approver, entry, sale.settledAt);
  }
}
