import { auditTask, type Task } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { readAccount, readInstrument } from '@carbon/ledger';
import type { MarketParts } from '../../parts';
import { instrumentUnknown, offerExpired, offerNotOpen, offerUnknown } from '../domain/refusals';
import { lockOffer, type Offer } from '../persistence/offer';
import { noteOpened } from '../persistence/write-offers';
import { requireSellerMaySell } from './accounts';
import { offeredTransfer } from './units';

/**
 * Makes an offer that was approved (SEC-001) open to its buyers; what spoke against its units meanwhile refuses it.
 * @throws Refusal
 */
export async function openOffer(
  tx: Transaction,
  parts: MarketParts,
  task: Task,
  { approver, now }: { readonly approver: Caller; readonly now: Date },
): Promise<Offer> {
  const offer = await lockOffer(tx, task.id);
  if (offer === undefined) throw offerUnknown(task.id);
  const { id, type, state, instrument: code, sellerId } = offer;
  if (state !== 'proposed') throw offerNotOpen(id, state);
  if (offer.expiresAt <= now) throw offerExpired(id, chinaTimestamp(offer.expiresAt));
  await requireSellerMaySell(tx, offer);
  const instrument = await readInstrument(tx, code);
  if (instrument === undefined) throw instrumentUnknown(code);
  await parts.rules.check(tx, instrument.scheme, offeredTransfer(offer, now));
  await noteOpened(tx, id, approver.id, now);
  const buyer = offer.buyerAccount === null ? undefined : await readAccount(tx, offer.buyerAccount);
  for (const holderId of buyer === undefined ? [sellerId] : [sellerId, buyer.holderId]) {
    const entry = {
      action: type === 'listed' ? 'sale.listed' : 'sale.offered',
      subject: { kind: 'offer', id },
      holderId,
      after: {
        ...{ type, instrument: code, quantity: offer.quantity.toString() },
        ...{ unitPriceFen: offer.unitPriceFen.toString(), expiresAt: chinaTimestamp(offer.expiresAt) },
      },
    };
    await auditTask(tx, task, approver, entry, now);
  }
  return offer;
}
