import type { Prepared } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { requireHolderMayAct } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { getHolder, unknownHolder } from '@carbon/identity';
import { chinaTimestamp } from '@carbon/kernel';
import { accountInReach, readInstrument } from '@carbon/ledger';
import { fundsAccountOf } from '../../cash/use-cases/funds-account';
import { findTradable, findTradingAccount } from '../../instruments/index';
import { yuan } from '../../orders/domain/yuan';
import { amountOf } from '../../sales/domain/amount';
import { instrumentUnknown } from '../../sales/domain/refusals';
import { requireHoldsUnits } from '../../sales/use-cases/accounts';
import { offeredTransfer } from '../../sales/use-cases/units';
import type { Lot, Pricing } from '../domain/auction';
import {
  accountMissing,
  notAuctioned,
  priceOffTick,
  stepsDoNotFit,
  tradingAccountElsewhere,
  tradingAccountUnknown,
} from '../domain/refusals';
import type { AuctionParts } from '../parts';
import { insertAuction } from '../persistence/auctions';
import { requireOldUnits } from './require-old-units';
import { requireHours, termsOfAuction } from './terms-of-auction';

export interface ProposedAuction {
  readonly lot: Lot;
  /** The seller's, of a lot of the exchange side. */
  readonly tradingAccount?: string | undefined;
  /** The account certificates stand in, and the one that is paid. */
  readonly account?: string | undefined;
  readonly fundsAccount?: string | undefined;
  readonly instrument: string;
  readonly quantity: bigint;
  readonly pricing: Pricing;
  readonly reserveFen: bigint;
  readonly step?: bigint | undefined;
  readonly largest?: bigint | undefined;
  readonly opensAt: Date;
  readonly closesAt: Date;
  /** Codes of the holders that alone may bid. */
  readonly bidders?: readonly string[] | undefined;
  readonly note?: string | undefined;
}

/** Whose lot it is and where it stands. */
interface Seller {
  readonly holderId: string;
  readonly market: string | null;
  readonly tradingAccount: string | null;
  readonly unitsAccount: string;
  readonly fundsAccount: string;
}

/**
 * Looks at an auction that somebody proposes: that its units may be sold so, and that what it asks of bidders holds together.
 * The lot is set apart when it is approved.
 * @throws Refusal
 */
export async function proposeAuction(
  tx: Transaction,
  parts: AuctionParts,
  asked: ProposedAuction,
  { taskId, caller, now }: { readonly taskId: string; readonly caller: Caller; readonly now: Date },
): Promise<Prepared> {
  const { lot, instrument, quantity, pricing, reserveFen, opensAt, closesAt } = asked;
  const seller = await (lot === 'exchange'
    ? traderOf(tx, asked, caller)
    : certificateSellerOf(tx, parts, asked, caller, now));
  const { holderId, market } = seller;
  const terms = await termsOfAuction(tx, parts, { lot, market }, now);
  await requireHours(tx, asked, terms, now);
  await requireOldUnits(tx, parts, { ...seller, instrument, quantity, closesAt }, now);
  const { step = terms.lot, largest } = asked;
  const fits = quantity % step === 0n && step % terms.lot === 0n;
  if (!fits || (largest !== undefined && (largest % step !== 0n || largest > quantity)))
    throw stepsDoNotFit(quantity, step);
  if (reserveFen % terms.tickFen !== 0n) throw priceOffTick(reserveFen, terms.tickFen);
  const worth = amountOf(quantity, reserveFen);
  await insertAuction(
    tx,
    {
      ...{ id: taskId, lot, ...seller, instrument, quantity, pricing, reserveFen, step },
      ...{ largest: largest ?? null, opensAt, closesAt, note: asked.note ?? null },
      named: await holdersNamed(tx, asked.bidders ?? []),
    },
    terms,
    caller.id,
    now,
  );
  const hours = { opensAt: chinaTimestamp(opensAt), closesAt: chinaTimestamp(closesAt) };
  const entry = {
    action: 'auction.proposed',
    subject: { kind: 'auction', id: taskId },
    holderId,
    after: {
      instrument,
      quantity: quantity.toString(),
      reserveFen: reserveFen.toString(),
      pricing,
      ...hours,
    },
  };
  await recordAudit(tx, entry, now);
  return {
    holderId,
    subject: { kind: 'auction', id: taskId },
    quantity,
    summary: {
      zh:
        `单向竞价出售 ${instrument} ${quantity} 单位，底价 ${yuan(reserveFen)} 元（合计 ${yuan(worth)} 元），` +
        `${pricing === 'uniform' ? '统一价' : '按报价'}成交，${hours.opensAt} 至 ${hours.closesAt}`,
      en:
        `Auction ${quantity} of ${instrument}, reserve price ${yuan(reserveFen)} yuan (${yuan(worth)} in all), ` +
        `${pricing === 'uniform' ? 'one price for all' : 'each at its bid'}, from ${hours.opensAt} to ${hours.closesAt}`,
    },
  };
}

/** @throws Refusal AUCTION_ACCOUNT_MISSING, AUCTION_TRADING_ACCOUNT_UNKNOWN and others */
async function traderOf(
  tx: Transaction,
  { tradingAccount: number, instrument }: ProposedAuction,
  caller: Caller,
): Promise<Seller> {
  if (number === undefined) throw accountMissing('tradingAccount');
  const account = await findTradingAccount(tx, number, caller.reach);
  if (account === undefined) throw tradingAccountUnknown(number);
  const { market, state, holderId, unitsAccount, fundsAccount } = account;
  if (state !== 'open') throw tradingAccountElsewhere(number, market, state);
  requireHolderMayAct(await accountInReach(tx, unitsAccount, caller.reach), caller);
  const tradable = await findTradable(tx, instrument);
  if (tradable?.market !== market || tradable.state !== 'trading') throw notAuctioned(instrument);
  return { holderId, market, tradingAccount: number, unitsAccount, fundsAccount };
}

/** GEC-008: central auctions of certificates; their scheme says whether they may be sold (GEC-009, GEC-013). */
async function certificateSellerOf(
  tx: Transaction,
  parts: AuctionParts,
  { account: number, fundsAccount: named, instrument: code, quantity }: ProposedAuction,
  caller: Caller,
  now: Date,
): Promise<Seller> {
  if (number === undefined) throw accountMissing('account');
  const account = await accountInReach(tx, number, caller.reach);
  requireHolderMayAct(account, caller);
  requireHoldsUnits(account);
  const instrument = await readInstrument(tx, code);
  if (instrument === undefined) throw instrumentUnknown(code);
  if (instrument.kind !== 'green-certificate' || account.kind === 'exchange') throw notAuctioned(code);
  const seen = offeredTransfer({ account: number, instrument: code, quantity }, now);
  await parts.rules.check(tx, instrument.scheme, seen);
  const { holderId } = account;
  const fundsAccount = await fundsAccountOf(tx, holderId, { named, now });
  return { holderId, market: null, tradingAccount: null, unitsAccount: number, fundsAccount };
}

/** Ids of organisations, by code. @throws Refusal HOLDER_UNKNOWN */
async function holdersNamed(tx: Transaction, codes: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const code of codes) {
    const holder = await getHolder(tx.manager, code);
    if (holder.kind === 'resident') throw unknownHolder(code);
    ids.push(holder.id);
  }
  return ids;
}
