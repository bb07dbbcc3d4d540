import { recordAudit } from '@carbon/audit';
import { requireHolderMayAct, takeLowest } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import { newId } from '@carbon/kernel';
import { accountInReach, type Command, readInstrument } from '@carbon/ledger';
import { CNY } from '../../cash/domain/cny';
import { fundsAccountOf } from '../../cash/use-cases/funds-account';
import { findTradable, findTradingAccount, traderOf as requireTrader } from '../../instruments/index';
import { amountOf, requireHoldable } from '../../sales/domain/amount';
import { instrumentUnknown } from '../../sales/domain/refusals';
import { requireHoldsUnits } from '../../sales/use-cases/accounts';
import { FROZEN, purchasedTransfer } from '../../sales/use-cases/units';
import { type Auction, feeOf, phaseOf } from '../domain/auction';
import type { Bid } from '../domain/bid';
import {
  aboveOrderLimit,
  accountMissing,
  auctionForOthers,
  auctionNotOpen,
  auctionUnknown,
  belowReserve,
  bidderOfAnotherKind,
  bidEnded,
  bidUnknown,
  notAuctioned,
  priceOffTick,
  quantityNotTaken,
  sellerBids,
  setApartTooLittle,
  tooManyBids,
  tradingAccountElsewhere,
  tradingAccountUnknown,
} from '../domain/refusals';
import type { AuctionParts } from '../parts';
import { lockAuction, readNamed } from '../persistence/auctions';
import { countBid, insertBid, lockBid, noteTakenBack } from '../persistence/bids';
import { sealBid } from './sealed-bids';
import { termsOfAuction } from './terms-of-auction';

export interface AskedBid {
  /** Of a bid for a lot of the exchange side. */
  readonly tradingAccount?: string | undefined;
  /** Where certificates are to go, and what pays for them. */
  readonly account?: string | undefined;
  readonly fundsAccount?: string | undefined;
  readonly priceFen: bigint;
  readonly quantity: bigint;
  /** More than is needed, so that what stands apart does not tell what was bid; just as much when absent. */
  readonly setApartFen?: bigint | undefined;
}

/** What a bidder is told at once: nothing that is sealed. */
export interface PlacedBid {
  readonly id: string;
  readonly auctionId: string;
  readonly commitment: Buffer;
  readonly setApartFen: bigint;
  readonly placedAt: Date;
  readonly replaces: string | null;
}

interface Act {
  readonly caller: Caller;
  readonly now: Date;
}

interface Bidder {
  readonly holderId: string;
  readonly tradingAccount: string | null;
  readonly unitsAccount: string;
  readonly fundsAccount: string;
}

/**
 * Takes a sealed bid: its money is set apart in full, with the fee, and what it says is sealed. One that replaces another takes a
 * new turn.
 * @throws Refusal
 */
export async function placeBid(
  tx: Transaction,
  parts: AuctionParts,
  auctionId: string,
  asked: AskedBid,
  act: Act,
): Promise<PlacedBid> {
  const auction = await openAuction(tx, auctionId, act.now);
  const bidder = await bidderOf(tx, parts, auction, asked, act);
  return place(tx, parts, auction, bidder, asked, act);
}

/** @throws Refusal as placeBid, AUCTION_BID_UNKNOWN, AUCTION_BID_ENDED */
export async function replaceBid(
  tx: Transaction,
  parts: AuctionParts,
  auctionId: string,
  id: string,
  asked: Pick<AskedBid, 'priceFen' | 'quantity' | 'setApartFen'>,
  act: Act,
): Promise<PlacedBid> {
  const auction = await openAuction(tx, auctionId, act.now);
  const former = await ownBid(tx, auction, id, act);
  const same = {
    tradingAccount: former.tradingAccount ?? undefined,
    ...{ account: former.unitsAccount, fundsAccount: former.fundsAccount, ...asked },
  };
  const bidder = await bidderOf(tx, parts, auction, same, act);
  return place(tx, parts, auction, bidder, same, act, former);
}

/** Gives the money of a bid back; what it said stays sealed for ever. @throws Refusal as replaceBid */
export async function withdrawBid(
  tx: Transaction,
  parts: AuctionParts,
  auctionId: string,
  id: string,
  act: Act,
): Promise<Bid> {
  const auction = await openAuction(tx, auctionId, act.now);
  const bid = await ownBid(tx, auction, id, act);
  await submitAll(tx, parts, [releaseOf(bid, act)]);
  await noteTakenBack(tx, id, 'withdrawn', act.now);
  await audit(tx, 'auction.bid-withdrawn', bid, act.now);
  return { ...bid, state: 'withdrawn', endedAt: act.now };
}

async function place(
  tx: Transaction,
  parts: AuctionParts,
  auction: Auction,
  bidder: Bidder,
  { priceFen, quantity, setApartFen: more }: AskedBid,
  act: Act,
  former?: Bid,
): Promise<PlacedBid> {
  requireFits(auction, priceFen, quantity);
  const amountFen = amountOf(quantity, priceFen);
  const neededFen = requireHoldable(amountFen + feeOf(amountFen, auction.buyerFeePoints));
  if (more !== undefined && more < neededFen) throw setApartTooLittle(neededFen);
  const setApartFen = more ?? neededFen;
  if (!(await countBid(tx, auction.id, bidder.holderId, auction.mostBids)))
    throw tooManyBids(auction.mostBids);
  const id = newId();
  const { sealed, commitment } = sealBid(parts.vault, { auctionId: auction.id, id }, { priceFen, quantity });
  await submitAll(tx, parts, [
    ...(former === undefined ? [] : [releaseOf(former, act)]),
    {
      ...{ kind: 'freeze', account: bidder.fundsAccount, instrument: CNY, quantity: setApartFen },
      ...{ part: FROZEN, cause: { actor: act.caller.id, reference: id, reason: 'market:auction' } },
    },
  ]);
  if (former !== undefined) await noteTakenBack(tx, former.id, 'replaced', act.now);
  const { tradingAccount, unitsAccount, fundsAccount } = bidder;
  const bid = { id, auctionId: auction.id, tradingAccount, unitsAccount, fundsAccount, setApartFen };
  await insertBid(tx, { ...bid, sealed, commitment }, act.caller.id, act.now);
  await audit(
    tx,
    former === undefined ? 'auction.bid-placed' : 'auction.bid-replaced',
    { ...bid, ...bidder },
    act.now,
  );
  return {
    ...{ id, auctionId: auction.id, commitment, setApartFen, placedAt: act.now },
    replaces: former?.id ?? null,
  };
}

/** @throws Refusal AUCTION_UNKNOWN, AUCTION_NOT_OPEN */
async function openAuction(tx: Transaction, id: string, now: Date): Promise<Auction> {
  const auction = await lockAuction(tx, id, 'share');
  const phase = auction === undefined ? undefined : phaseOf(auction, now);
  if (auction === undefined || phase === undefined) throw auctionUnknown(id);
  if (phase !== 'open') throw auctionNotOpen(id, phase);
  return auction;
}

/** @throws Refusal AUCTION_BID_UNKNOWN, AUCTION_BID_ENDED */
async function ownBid(
  tx: Transaction,
  { id: auctionId }: Auction,
  id: string,
  { caller }: Act,
): Promise<Bid> {
  const bid = await lockBid(tx, auctionId, id);
  if (bid === undefined || !reaches(caller.reach, bid.holderId)) throw bidUnknown(id);
  if (bid.state !== 'placed') throw bidEnded(id, bid.state);
  return bid;
}

/** Who bids, looked at as the market or the scheme looks at buyers. @throws Refusal */
async function bidderOf(
  tx: Transaction,
  parts: AuctionParts,
  auction: Auction,
  asked: AskedBid,
  act: Act,
): Promise<Bidder> {
  requireTrader(act.caller);
  const bidder = await (auction.lot === 'exchange'
    ? traderOf(tx, parts, auction, asked, act)
    : certificateBuyerOf(tx, parts, auction, asked, act));
  if (bidder.holderId === auction.sellerId) throw sellerBids(bidder.tradingAccount ?? bidder.unitsAccount);
  if (auction.restricted && !(await readNamed(tx, auction.id)).includes(bidder.holderId))
    throw auctionForOthers(auction.id);
  return bidder;
}

async function traderOf(
  tx: Transaction,
  parts: AuctionParts,
  auction: Auction,
  { tradingAccount: number, priceFen, quantity }: AskedBid,
  { caller, now }: Act,
): Promise<Bidder> {
  if (number === undefined) throw accountMissing('tradingAccount');
  const account = await findTradingAccount(tx, number, caller.reach);
  if (account === undefined) throw tradingAccountUnknown(number);
  const { market, state, holderId, unitsAccount, fundsAccount, orderLimitFen } = account;
  if (market !== auction.market || state !== 'open') throw tradingAccountElsewhere(number, market, state);
  const { holderKinds } = await termsOfAuction(tx, parts, auction, now);
  if (holderKinds?.includes(account.holderKind) === false) {
    throw bidderOfAnotherKind(account.holderKind, market);
  }
  requireHolderMayAct(await accountInReach(tx, unitsAccount, caller.reach), caller);
  // a halt stops bids too; what was bid before it stands
  if ((await findTradable(tx, auction.instrument))?.state !== 'trading') {
    throw notAuctioned(auction.instrument);
  }
  if (orderLimitFen !== undefined && amountOf(quantity, priceFen) > orderLimitFen)
    throw aboveOrderLimit(orderLimitFen);
  return { holderId, tradingAccount: number, unitsAccount, fundsAccount };
}

async function certificateBuyerOf(
  tx: Transaction,
  parts: AuctionParts,
  auction: Auction,
  { account: number, fundsAccount: named, quantity }: AskedBid,
  { caller, now }: Act,
): Promise<Bidder> {
  if (number === undefined) throw accountMissing('account');
  const account = await accountInReach(tx, number, caller.reach);
  requireHolderMayAct(account, caller);
  requireHoldsUnits(account);
  const instrument = await readInstrument(tx, auction.instrument);
  if (instrument === undefined) throw instrumentUnknown(auction.instrument);
  requireQuantity(auction, quantity);
  const { unitsAccount: from, serials } = auction;
  const taken = serials === null ? null : takeLowest(serials, quantity).taken;
  const seen = purchasedTransfer(
    { account: from, instrument: instrument.code },
    number,
    { quantity, serials: taken },
    'proposal',
    now,
  );
  await parts.rules.check(tx, instrument.scheme, seen);
  const { holderId } = account;
  const fundsAccount = await fundsAccountOf(tx, holderId, { named, now });
  return { holderId, tradingAccount: null, unitsAccount: number, fundsAccount };
}

/** @throws Refusal AUCTION_PRICE_OFF_TICK, AUCTION_BELOW_RESERVE, AUCTION_QUANTITY_NOT_TAKEN */
function requireFits(auction: Auction, priceFen: bigint, quantity: bigint): void {
  const { tickFen, reserveFen } = auction;
  if (priceFen % tickFen !== 0n) throw priceOffTick(priceFen, tickFen);
  if (priceFen < reserveFen) throw belowReserve(reserveFen);
  requireQuantity(auction, quantity);
}

function requireQuantity({ step, largest, quantity: lot }: Auction, quantity: bigint): void {
  const most = largest ?? lot;
  if (quantity % step !== 0n || quantity > most) throw quantityNotTaken(step, most);
}

const releaseOf = ({ id, fundsAccount, setApartFen }: Bid, { caller }: Act): Command => ({
  ...{ kind: 'release', account: fundsAccount, instrument: CNY, quantity: setApartFen, part: FROZEN },
  cause: { actor: caller.id, reference: id, reason: 'market:auction' },
});

/** @throws Refusal of the first command that is refused */
async function submitAll(
  tx: Transaction,
  { ledger }: AuctionParts,
  commands: readonly Command[],
): Promise<void> {
  for (const outcome of await ledger.submit(tx, commands))
    if (outcome.status === 'refused') throw outcome.refusal;
}

/** Says that there is a bid, and never what it says: the trail is read by others than the bidder. */
function audit(
  tx: Transaction,
  action: string,
  { id, auctionId, holderId }: Pick<Bid, 'id' | 'auctionId' | 'holderId'>,
  now: Date,
): Promise<void> {
  const entry = { action, subject: { kind: 'bid', id }, holderId, after: { auction: auctionId } };
  return recordAudit(tx, entry, now);
}
