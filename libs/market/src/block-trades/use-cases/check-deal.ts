import type { Transaction } from '@carbon/database';
import { type Fees, type Goods, type Leg, legsOf, NO_FEES, type Terms } from '../../domain/negotiation';
import { negotiationRules } from '../../domain/negotiation';
import {
  checkOrder,
  feesOn,
  holderMayNotTrade,
  holdingLimitOf,
  offLot,
  type OrderRefusal,
  orderRefused,
} from '../../domain/trading';
import { feeAccountOf, type TradingAccount } from '../../instruments';
import { requireHoldable } from '../../sales/domain/amount';
import { notSwapped, withOneself } from '../domain/refusals';
import { accountNotTrading, holdsTooMuch, notAdmitted, notInSession } from '../domain/refusals-of-rules';
import type { BlockParts } from '../parts';
import { type MarketDay, marketDays } from './market-days';
import { readHolding } from '../persistence/holding';
import { accountOn, type Seats } from './seats';

/** What two parties would do, and on which accounts. */
export interface Deal {
  readonly goods: Goods;
  readonly terms: Terms;
  readonly seats: Seats;
  /** Those of the quote, where there is one: what was quoted is what is paid. */
  readonly fees?: Fees | undefined;
}

/** A leg with the accounts it is settled on, under the rules of its market's day. */
export interface CheckedLeg {
  readonly leg: Leg;
  readonly seller: TradingAccount;
  readonly buyer: TradingAccount;
  readonly market: MarketDay;
}

/**
 * Every rule that can be told without looking at what the parties have: hours (TRD-012), method and size (TRD-001, TRD-004),
 * tick and lot (TRD-002), band (TRD-006), who may trade (ETS-006, CCT-001), whether both accounts and the instruments may
 * trade now (TRD-018), and how much who receives may hold (TRD-017). The largest order of a trader bounds what one person does
 * alone; each side of a negotiated trade takes two.
 * @throws Refusal EXCHANGE_ORDER_REFUSED with every rule that is broken, and those of the state of things
 */
export async function checkDeal(
  tx: Transaction,
  parts: BlockParts,
  { goods, terms, seats, fees }: Deal,
  now: Date,
): Promise<readonly CheckedLeg[]> {
  if (seats.giver.account.holderId === seats.receiver.account.holderId)
    throw withOneself(seats.receiver.account.number);
  const days = await marketDays(tx, parts, terms.kind, goods, now);
  requireSession(days);
  if (terms.kind === 'swap') await requireSwapped(tx, parts, days);
  const legs = legsOf(goods, terms, fees ?? (await feesOfDeal(tx, days, terms)));
  const checked = legs.map((leg, at): CheckedLeg => {
    const market = days[at];
    if (market === undefined) throw new Error('a leg without its day');
    if (market.tradable.market !== leg.market) throw notAdmitted(leg.instrument);
    requireHoldable(leg.amountFen + leg.fees.buyerFen);
    const [giver, receiver] = [
      accountOn(seats, 'giver', goods, leg),
      accountOn(seats, 'receiver', goods, leg),
    ];
    const [seller, buyer] = leg.seller === 'giver' ? [giver, receiver] : [receiver, giver];
    return { leg, seller, buyer, market };
  });
  for (const { seller, buyer } of checked) for (const one of [seller, buyer]) requireTrading(one);
  const refusals = checked.flatMap((one) => refusalsOf(one, terms.kind));
  if (refusals.length > 0) throw orderRefused(refusals);
  for (const one of checked) await requireRoom(tx, one);
  return checked;
}

/** @throws Refusal BLOCK_NOT_IN_SESSION */
export function requireSession(days: readonly MarketDay[]): void {
  const closed = days.find(({ open }) => !open);
  if (closed === undefined) return;
  const { rules, method } = closed;
  throw notInSession(rules.market, rules.of(method).ruleOf.sessions);
}

async function requireSwapped(
  tx: Transaction,
  { rulebook }: BlockParts,
  days: readonly MarketDay[],
): Promise<void> {
  const packs = await rulebook.packs(tx);
  for (const { rules, day } of days)
    if (!negotiationRules(day, packs).swapMarkets.includes(rules.market)) throw notSwapped(rules.market);
}

/** Fees are charged where there is an account that they go to. */
async function feesOfDeal(tx: Transaction, [first]: readonly MarketDay[], terms: Terms): Promise<Fees> {
  if (terms.kind === 'swap' || first === undefined) return NO_FEES;
  if ((await feeAccountOf(tx, first.rules.market)) === undefined) return NO_FEES;
  return feesOn(first.rules, terms.priceFen * terms.quantity);
}

function requireTrading({ number, state }: TradingAccount): void {
  if (state !== 'open') throw accountNotTrading(number, state);
}

function refusalsOf({ leg, seller, buyer, market }: CheckedLeg, kind: Terms['kind']): OrderRefusal[] {
  const { rules, open, band, method } = market;
  const { priceFen, quantity } = leg;
  const kinds = [seller.holderKind, buyer.holderKind].filter((one) => !rules.holderKinds.has(one));
  const barred = [...new Set(kinds)].map((one) => holderMayNotTrade(rules, one));
  if (kind === 'block')
    return [...checkOrder(rules, { method, side: 'sell', priceFen, quantity, open, band }), ...barred];
  return [...(quantity % rules.lot === 0n ? [] : [offLot(rules)]), ...barred];
}

/** TRD-017, for who has no obligation: what key emitters are allocated stands in another room. */
async function requireRoom(tx: Transaction, { leg, buyer, market }: CheckedLeg): Promise<void> {
  const limit = holdingLimitOf(market.rules, {});
  if (limit === undefined || buyer.holderKind === 'key-emitter') return;
  const would = (await readHolding(tx, buyer.holderId, leg.market)) + leg.quantity;
  if (would > limit) throw holdsTooMuch(leg.market, limit, would);
}
