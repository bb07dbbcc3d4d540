import type { Ending, Task } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { readAccount } from '@carbon/ledger';
import { CNY } from '../../cash/domain/cny';
import type { MarketParts } from '../../parts';
import { submitOne } from '../../submit-one';
import { lockOffer } from '../persistence/offer';
import { findPurchase, notePurchase } from '../persistence/purchases';
import { endOffer } from './end-offer';
import { FROZEN } from './units';

/**
 * Gives the money of a purchase back of which nothing came. An offer that turns out to be over is ended with it, rather
 * than at the next turn of the sweeper.
 */
export async function abandonPurchase(
  tx: Transaction,
  parts: MarketParts,
  task: Pick<Task, 'id' | 'holderId'>,
  { how, now, by, reason }: Ending,
): Promise<void> {
  const purchase = await findPurchase(tx, task.id);
  if (purchase?.state !== 'proposed') return;
  const offer = await lockOffer(tx, purchase.offerId);
  const { fundsAccount, amountFen, feeFen } = purchase;
  await submitOne(tx, parts.ledger, {
    ...{
      kind: 'release',
      account: fundsAccount,
      instrument: CNY,
      quantity: amountFen + feeFen,
      part: FROZEN,
    },
    cause: { actor: by, reference: task.id, reason: how },
  });
  await notePurchase(tx, task.id, 'abandoned', now);
  const entry = {
    action: 'sale.purchase-abandoned',
    subject: { kind: 'purchase', id: task.id },
    ...(task.holderId === null ? {} : { holderId: task.holderId }),
    after: { state: how },
    ...(reason === undefined ? {} : { reason }),
  };
  await recordAudit(tx, entry, now, { actor: by });
  if (offer?.state !== 'open' || offer.expiresAt > now) return;
  // a blocked account is left to the sweeper, which tries again
  if ((await readAccount(tx, offer.account))?.blocked === false) {
    await endOffer(tx, parts, offer, { how: 'expired', by: 'system', now });
  }
}
