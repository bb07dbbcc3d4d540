import { auditTask, type Prepared, type Task } from '@carbon/approvals';
import { countOf, serialsApart } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import type { Cause } from '@carbon/ledger';
import { causeOf } from '../../cause-of-task';
import { FROZEN } from '../../sales/use-cases/units';
import { submitOne } from '../../submit-one';
import { type Auction, phaseOf } from '../domain/auction';
import { auctionBegun, auctionUnknown } from '../domain/refusals';
import type { AuctionParts } from '../parts';
import { findAuction, lockAuction, noteCalledOff } from '../persistence/auctions';

/** An announced auction may be called off until it opens. @throws Refusal AUCTION_UNKNOWN, AUCTION_BEGUN */
export async function prepareCancellation(
  tx: Transaction,
  id: string,
  reason: string,
  { caller, now }: { readonly caller: Caller; readonly now: Date },
): Promise<Prepared> {
  const auction = await findAuction(tx, id);
  if (auction === undefined || !reaches(caller.reach, auction.sellerId)) throw auctionUnknown(id);
  requireNotBegun(auction, now);
  return {
    holderId: auction.sellerId,
    subject: { kind: 'auction', id },
    quantity: auction.quantity,
    summary: {
      zh: `取消 ${auction.instrument} ${auction.quantity} 单位的竞价，事由：${reason}`,
      en: `Cancel the auction of ${auction.quantity} of ${auction.instrument}, because: ${reason}`,
    },
  };
}

/** Its lot is the seller's to use again. @throws Refusal AUCTION_UNKNOWN, AUCTION_BEGUN and those of the ledger */
export async function cancelAuction(
  tx: Transaction,
  parts: AuctionParts,
  task: Task,
  { id, reason }: { readonly id: string; readonly reason: string },
  { approver, now }: { readonly approver: Caller; readonly now: Date },
): Promise<void> {
  const auction = await lockAuction(tx, id, 'alone');
  if (auction === undefined) throw auctionUnknown(id);
  requireNotBegun(auction, now);
  await releaseLot(tx, parts, auction, { ...causeOf(task, approver), reason: 'market:auction-cancelled' });
  await noteCalledOff(tx, id, 'cancelled', reason, now);
  const entry = {
    action: 'auction.cancelled',
    subject: { kind: 'auction', id },
    holderId: auction.sellerId,
    before: { state: 'announced' },
    after: { state: 'cancelled' },
    reason,
  };
  await auditTask(tx, task, approver, entry, now);
}

/**
 * Gives back what is left of a lot; certificates that came to the end of their validity meanwhile are gone.
 * @throws Refusal of the ledger, e.g. on a blocked account
 */
export async function releaseLot(
  tx: Transaction,
  { ledger }: AuctionParts,
  { unitsAccount: account, instrument, remaining, serials }: Auction,
  cause: Cause,
): Promise<void> {
  if (remaining === 0n) return;
  const still =
    serials === null ? undefined : await serialsApart(tx, { account, instrument, part: FROZEN }, serials);
  const quantity = still === undefined ? remaining : countOf(still);
  if (quantity === 0n) return;
  await submitOne(tx, ledger, {
    ...{ kind: 'release', account, instrument, quantity, part: FROZEN },
    ...(still === undefined ? {} : { serials: still }),
    cause,
  });
}

function requireNotBegun(auction: Auction, now: Date): void {
  const phase = phaseOf(auction, now);
  if (phase !== 'announced') throw auctionBegun(auction.id, phase ?? auction.state);
}
