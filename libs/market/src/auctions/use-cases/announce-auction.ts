import { auditTask, type Task } from '@carbon/approvals';
import { fromRecord, type Serials } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { readInstrument, readTransaction } from '@carbon/ledger';
import { causeOf } from '../../cause-of-task';
import { findTradable } from '../../instruments/index';
import { instrumentUnknown } from '../../sales/domain/refusals';
import { FROZEN, offeredTransfer } from '../../sales/use-cases/units';
import { submitOne } from '../../submit-one';
import type { Auction } from '../domain/auction';
import { auctionUnknown, notAuctioned } from '../domain/refusals';
import type { AuctionParts } from '../parts';
import { lockAuction, noteAnnounced } from '../persistence/auctions';
import { requireOldUnits } from './require-old-units';
import { requireHours, termsOfAuction } from './terms-of-auction';

/**
 * Announces an auction that was approved: its lot is set apart, so that what bidders bid for is there, and what it goes by is
 * fixed on this day.
 * @throws Refusal
 */
export async function announceAuction(
  tx: Transaction,
  parts: AuctionParts,
  task: Task,
  { approver, now }: { readonly approver: Caller; readonly now: Date },
): Promise<Auction> {
  const auction = await lockAuction(tx, task.id, 'alone');
  if (auction === undefined) throw auctionUnknown(task.id);
  const terms = await termsOfAuction(tx, parts, auction, now);
  await requireHours(tx, auction, terms, now);
  await requireOldUnits(tx, parts, auction, now);
  const serials = await setApart(tx, parts, auction, task, approver, now);
  await noteAnnounced(tx, auction.id, terms, { serials, by: approver.id, now });
  const entry = {
    action: 'auction.announced',
    subject: { kind: 'auction', id: auction.id },
    holderId: auction.sellerId,
    after: {
      ...{ instrument: auction.instrument, quantity: auction.quantity.toString(), rulePack: terms.rulePack },
      ...{ opensAt: chinaTimestamp(auction.opensAt), closesAt: chinaTimestamp(auction.closesAt) },
    },
  };
  await auditTask(tx, task, approver, entry, now);
  return auction;
}

/** Gives the serials of certificates; units of the exchange side are not told apart. */
async function setApart(
  tx: Transaction,
  parts: AuctionParts,
  { lot, instrument: code, unitsAccount: account, quantity }: Auction,
  task: Task,
  approver: Caller,
  now: Date,
): Promise<readonly Serials[] | null> {
  const freeze = { kind: 'freeze', account, instrument: code, quantity, part: FROZEN } as const;
  const cause = { ...causeOf(task, approver), reason: 'market:auction' };
  if (lot === 'exchange') {
    // halted or delisted since the proposal
    if ((await findTradable(tx, code))?.state !== 'trading') throw notAuctioned(code);
    await submitOne(tx, parts.ledger, { ...freeze, cause });
    return null;
  }
  const instrument = await readInstrument(tx, code);
  if (instrument === undefined) throw instrumentUnknown(code);
  const seen = offeredTransfer({ account, instrument: code, quantity }, now);
  await parts.rules.check(tx, instrument.scheme, seen);
  const chosen = await parts.rules.choose(tx, instrument.scheme, seen);
  const transaction = await submitOne(tx, parts.ledger, {
    ...freeze,
    ...(chosen === undefined ? {} : { serials: chosen }),
    cause,
  });
  const [entry] = await readTransaction(tx, transaction);
  const moved = entry?.record.serials ?? null;
  return moved === null ? null : fromRecord(moved);
}
