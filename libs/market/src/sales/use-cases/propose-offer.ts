import type { Prepared } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { fromRecord, requireHolderMayAct, type Serials } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { getHolder, unknownHolder } from '@carbon/identity';
import { type ChinaDate, chinaDate, startOfChinaDay } from '@carbon/kernel';
import {
  accountInReach,
  type InstrumentView,
  readAccount,
  readInstrument,
  readTransaction,
} from '@carbon/ledger';
import { fundsAccountOf } from '../../cash/use-cases/funds-account';
import type { MarketParts } from '../../parts';
import { submitOne } from '../../submit-one';
import { amountOf } from '../domain/amount';
import {
  buyerAccountUnknown,
  cashIsNotSold,
  instrumentUnknown,
  ownOffer,
  portionsDoNotFit,
  validityOutside,
} from '../domain/refusals';
import type { OfferType } from '../persistence/offer';
import { insertOffer } from '../persistence/write-offers';
import { requireHoldsUnits } from './accounts';
import { FROZEN, offeredTransfer } from './units';

const DAY_MS = 86_400_000;

export interface ProposedOffer {
  readonly type: OfferType;
  readonly account: string;
  readonly instrument: string;
  readonly quantity: bigint;
  readonly serials?: readonly Serials[] | undefined;
  readonly unitPriceFen: bigint;
  /** The whole of it for a bilateral offer, 1 for a listing, when absent. */
  readonly minimum?: bigint | undefined;
  readonly step?: bigint | undefined;
  /** Valid through this day. */
  readonly validUntil: ChinaDate;
  /** Codes of the holders that alone may buy. */
  readonly buyers?: readonly string[] | undefined;
  /** Whom a bilateral offer is made to. */
  readonly buyerAccount?: string | undefined;
  readonly fundsAccount?: string | undefined;
  readonly contract?: string | undefined;
}

/**
 * Looks at an offer as the scheme of its units does (GEC-005, GEC-009, GEC-013, CCT-001) and sets its units apart, so
 * that nothing else takes them while it waits for its approval and its buyers.
 * @throws Refusal
 */
export async function proposeOffer(
  tx: Transaction,
  parts: MarketParts,
  asked: ProposedOffer,
  { taskId, caller, now }: { readonly taskId: string; readonly caller: Caller; readonly now: Date },
): Promise<Prepared> {
  const { type, account: number, quantity, unitPriceFen, buyerAccount } = asked;
  const account = await accountInReach(tx, number, caller.reach);
  requireHolderMayAct(account, caller);
  requireHoldsUnits(account);
  const instrument = await instrumentForSale(tx, asked.instrument);
  const amountFen = amountOf(quantity, unitPriceFen);
  const { minimum = type === 'bilateral' ? quantity : 1n, step = 1n } = asked;
  if (minimum > quantity || step > quantity) throw portionsDoNotFit(quantity);
  const expiresAt = endOf(asked.validUntil, parts.packAt(chinaDate(now)).longestOfferDays.value, now);
  if (buyerAccount !== undefined) await requireBuyer(tx, buyerAccount, account.holderId);
  const buyers = await holdersNamed(tx, asked.buyers ?? []);
  const fundsAccount = await fundsAccountOf(tx, account.holderId, { named: asked.fundsAccount, now });

  const units = { instrument: instrument.code, quantity, serials: asked.serials };
  const seen = offeredTransfer({ account: number, buyerAccount, ...units }, now);
  await parts.rules.check(tx, instrument.scheme, seen);
  // what was looked at is what is set apart
  const named = await parts.rules.choose(tx, instrument.scheme, seen);
  const serials = await setApart(tx, parts, { account: number, ...units, serials: named }, caller.id, taskId);
  await insertOffer(
    tx,
    {
      ...{ id: taskId, type, account: number, fundsAccount, buyerAccount: buyerAccount ?? null },
      ...{ instrument: instrument.code, quantity, serials, unitPriceFen, minimum, step, expiresAt, buyers },
      contract: asked.contract ?? null,
    },
    caller.id,
    now,
  );
  const entry = {
    action: 'sale.offer-proposed',
    subject: { kind: 'offer', id: taskId },
    holderId: account.holderId,
    after: {
      ...{ type, account: number, instrument: instrument.code },
      ...{ quantity: quantity.toString(), unitPriceFen: unitPriceFen.toString() },
    },
  };
  await recordAudit(tx, entry, now);
  const whom = buyerAccount ?? null;
  return {
    holderId: account.holderId,
    subject: { kind: 'offer', id: taskId },
    quantity,
    summary: {
      zh:
        `从 ${number} ${whom === null ? '挂牌' : `向 ${whom} `}出售 ${instrument.code} ${quantity} 单位，` +
        `单价 ${unitPriceFen} 分，总价 ${amountFen} 分，有效至 ${asked.validUntil}`,
      en:
        `Offer ${quantity} of ${instrument.code} from ${number} ${whom === null ? 'on the list' : `to ${whom}`} at ` +
        `${unitPriceFen} fen a unit, ${amountFen} fen in all, until ${asked.validUntil}`,
    },
  };
}

/** @throws Refusal LEDGER_INSTRUMENT_UNKNOWN, MARKET_NOT_FOR_SALE */
async function instrumentForSale(tx: Transaction, code: string): Promise<InstrumentView> {
  const instrument = await readInstrument(tx, code);
  if (instrument === undefined) throw instrumentUnknown(code);
  if (instrument.kind === 'cash' || instrument.kind === 'points') throw cashIsNotSold(code);
  return instrument;
}

/** The first moment after a China day. @throws Refusal MARKET_VALIDITY_OUTSIDE */
function endOf(validUntil: ChinaDate, longestDays: number, now: Date): Date {
  const start = startOfChinaDay(validUntil).getTime();
  const days = (start - startOfChinaDay(chinaDate(now)).getTime()) / DAY_MS + 1;
  if (days < 1 || days > longestDays) throw validityOutside(validUntil, longestDays);
  return new Date(start + DAY_MS);
}

/** @throws Refusal MARKET_BUYER_ACCOUNT_UNKNOWN, MARKET_OWN_OFFER, MARKET_ACCOUNT_OF_ANOTHER_KIND */
async function requireBuyer(tx: Transaction, number: string, sellerId: string): Promise<void> {
  const buyer = await readAccount(tx, number);
  if (buyer === undefined) throw buyerAccountUnknown(number);
  if (buyer.holderId === sellerId) throw ownOffer(number);
  requireHoldsUnits(buyer);
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

/** Gives the serials that were set apart; null for units without. @throws Refusal of the ledger */
async function setApart(
  tx: Transaction,
  { ledger }: MarketParts,
  units: {
    readonly account: string;
    readonly instrument: string;
    readonly quantity: bigint;
    readonly serials: readonly Serials[] | undefined;
  },
  by: string,
  reference: string,
): Promise<readonly Serials[] | null> {
  const { account, instrument, quantity, serials } = units;
  const transaction = await submitOne(tx, ledger, {
    ...{ kind: 'freeze', account, instrument, quantity, part: FROZEN },
    ...(serials === undefined ? {} : { serials }),
    cause: { actor: by, reference },
  });
  const [entry] = await readTransaction(tx, transaction);
  const moved = entry?.record.serials ?? null;
  return moved === null ? null : fromRecord(moved);
}
