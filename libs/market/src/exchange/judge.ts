import { addDays, type ChinaDate, fault, malformed } from '@carbon/kernel';
import { CNY } from '../cash/domain/cny';
import { type TradingRules, yuanOf } from '../domain/trading';
import { MAX_TICK } from '../domain/order-book';
import type { Tradable, TradingAccount } from '../instruments';
import type { TradeSide } from '../settlement';
import type { BatchContext } from './batch-context';
import type {
  AnsweredOrder,
  CancelCommand,
  ExchangeRequest,
  PickCommand,
  PlaceCommand,
  ReplaceCommand,
} from './commands';
import { FundsSheet } from './funds-sheet';
import { hasEnded, type LiveOrder, orderNumber, remainingOf, type Trader } from './live-order';
import { dayNumber, type MarketBook } from './market-book';
import type { MovesOfBatch, PlannedTrade } from './moves-of-batch';
import type { OrderChecks } from './order-checks';
import {
  badGoodTill,
  instrumentNotTraded,
  instrumentStopped,
  moreThanRests,
  notLess,
  notSelectable,
  orderGone,
  orderUnknown,
  overOrderLimit,
  picksOnly,
  priceMoved,
  selfTrade,
  tradingAccountNotOpen,
  tradingAccountUnknown,
} from './refusals';
import { needOf } from './reservation';
import type { TouchedLevels } from './touched-levels';

/** What the judge works on, for one batch. */
export interface BatchParts {
  readonly venue: number;
  readonly market: string;
  readonly day: ChinaDate;
  readonly now: Date;
  readonly rules: TradingRules;
  readonly checks: OrderChecks;
  readonly context: BatchContext;
  readonly book: MarketBook;
  readonly moves: MovesOfBatch;
  readonly levels: TouchedLevels;
  /** Whether fees are charged: they need an account to go to. */
  readonly chargesFees: boolean;
}

/** What a command came to; trades still without their numbers. */
export interface Done {
  readonly order?: AnsweredOrder;
  readonly trades: readonly PlannedTrade[];
  readonly ended?: number;
}

/** How long an order may stand, in days. */
const MAX_DAYS = 90;

/** The most units of one order: what a number holds exactly, with room for a whole side of the book. */
const MAX_UNITS = 1_000_000_000_000n;

/**
 * Judges commands one after another, in memory: who asks, what the rules say, whether the units or the money are there, what
 * the book makes of it. A refusal leaves everything as it was.
 */
export class Judge {
  constructor(private readonly parts: BatchParts) {}

  /** @throws Refusal */
  trader(request: ExchangeRequest, sequence: bigint): Done {
    const { command } = request;
    if (command.kind === 'place') return this.place(command, request, sequence);
    if (command.kind === 'pick') return this.pick(command, request, sequence);
    if (command.kind === 'cancel') return this.cancel(command, request);
    if (command.kind === 'replace') return this.replace(command, request, sequence);
    throw new Error(`${command.kind} is not a trader's command`);
  }

  /** Ends orders that are open, whoever's. */
  end(orders: readonly LiveOrder[], because: string): Done {
    for (const order of orders) this.withdraw(order, 'system-cancelled', because);
    return { trades: [], ended: orders.length };
  }

  private place(command: PlaceCommand, request: ExchangeRequest, sequence: bigint): Done {
    const { rules, day, now, venue } = this.parts;
    const account = this.accountOf(command.tradingAccount, request);
    const tradable = this.tradable(command.instrument);
    const { priceFen, quantity, side } = command;
    this.requireSound(priceFen, quantity);
    const goodTill = this.goodTill(command.goodTill ?? day);
    const trader = traderOf(account);
    this.requireAllowed({ trader, account, tradable, side, priceFen, quantity, backFen: 0n, backUnits: 0n });
    const order: LiveOrder = {
      ...{ id: orderNumber(venue, sequence), instrument: command.instrument, trader, side },
      method: rules.matching === 'continuous' ? 'continuous' : 'listed',
      ...{ clientReference: command.clientReference, placedBy: request.actor, placedAt: now },
      ...{ priceFen, quantity, filled: 0n, filledFen: 0n, reserved: 0n },
      ...{ state: 'submitted', endedBecause: undefined, goodTill, priority: sequence },
    };
    return this.enter(order, request.actor, sequence, (entry) => {
      const book = this.parts.book.bookOf(order.instrument);
      const given = {
        ...{ id: order.id, owner: trader.id, side, price: this.ticks(priceFen) },
        ...{ quantity: Number(quantity), goodTill: dayNumber(goodTill) },
      };
      return entry === 'match' ? book.place(given) : book.rest(given);
    });
  }

  /** TRD-007. The taker's side is an order too, filled at once. */
  private pick(command: PickCommand, request: ExchangeRequest, sequence: bigint): Done {
    const { rules, book, market, venue, day, now } = this.parts;
    const account = this.accountOf(command.tradingAccount, request);
    if (rules.matching !== 'pick') throw picksOnly(market);
    const maker = book.find(Number(command.order));
    if (maker === undefined || hasEnded(maker)) throw orderGone(command.order);
    const { priceFen, instrument } = maker;
    if (priceFen !== command.priceFen) throw priceMoved(command.order, yuanOf(priceFen));
    this.requireSound(priceFen, command.quantity);
    const tradable = this.tradable(instrument);
    const side = maker.side === 'buy' ? 'sell' : 'buy';
    const trader = traderOf(account);
    const { quantity } = command;
    this.requireAllowed({ trader, account, tradable, side, priceFen, quantity, backFen: 0n, backUnits: 0n });
    const outcome = book.bookOf(instrument).pick(maker.id, Number(quantity), trader.id, rules.levels);
    if (outcome.outcome === 'refused') {
      if (outcome.reason === 'self-trade') throw selfTrade(command.order);
      if (outcome.reason === 'not-selectable') throw notSelectable(command.order, rules.levels);
      if (outcome.reason === 'more-than-rests') throw moreThanRests(command.order, outcome.resting);
      throw orderGone(command.order);
    }
    const order: LiveOrder = {
      ...{ id: orderNumber(venue, sequence), instrument, trader, side, method: 'listed' },
      ...{ clientReference: undefined, placedBy: request.actor, placedAt: now },
      ...{ priceFen, quantity, filled: 0n, filledFen: 0n, reserved: 0n },
      ...{ state: 'submitted', endedBecause: undefined, goodTill: day, priority: sequence },
    };
    book.add(order);
    const trade = this.fill(order, { maker: maker.id, quantity: Number(quantity) }, request.actor, sequence);
    return { order: answered(order), trades: [trade] };
  }

  private cancel(command: CancelCommand, request: ExchangeRequest): Done {
    const order = this.ownOrder(command.order, request);
    this.withdraw(order, 'cancelled', undefined);
    return { order: answered(order), trades: [] };
  }

  private replace(command: ReplaceCommand, request: ExchangeRequest, sequence: bigint): Done {
    const order = this.ownOrder(command.order, request);
    if (command.priceFen === undefined && command.quantity === undefined) throw notLess();
    const { trader } = order;
    const account = this.accountOf(trader.number, request);
    const tradable = this.tradable(order.instrument);
    const priceFen = command.priceFen ?? order.priceFen;
    const rest = command.quantity ?? remainingOf(order);
    this.requireSound(priceFen, rest);
    const back =
      order.side === 'buy'
        ? { backFen: order.reserved, backUnits: 0n }
        : { backFen: 0n, backUnits: order.reserved };
    this.requireAllowed({ trader, account, tradable, side: order.side, priceFen, quantity: rest, ...back });
    const keepsTurn = priceFen === order.priceFen && rest <= remainingOf(order);
    const was = this.ticks(order.priceFen);
    return this.enter(
      this.parts.book.touch(order),
      request.actor,
      sequence,
      (entry) =>
        this.parts.book
          .bookOf(order.instrument)
          .replace(order.id, { price: this.ticks(priceFen), quantity: Number(rest) }, entry),
      () => {
        this.parts.levels.touch(order.instrument, order.side, was);
        this.giveBack(order);
        order.priceFen = priceFen;
        order.quantity = order.filled + rest;
        if (!keepsTurn) order.priority = sequence;
      },
    );
  }

  /**
   * Lets the book have an order, or have it anew; `apply` happens when the book took it. What it trades at once comes out of
   * what is available; what rests is set apart.
   */
  private enter(
    order: LiveOrder,
    actor: string,
    sequence: bigint,
    give: (entry: 'match' | 'rest') => ReturnType<ReturnType<MarketBook['bookOf']>['replace']>,
    apply?: () => void,
  ): Done {
    const { book, rules, levels } = this.parts;
    const outcome = give(rules.matching === 'continuous' ? 'match' : 'rest');
    if (outcome.outcome === 'refused') {
      if (outcome.reason === 'self-trade') throw selfTrade(BigInt(outcome.against));
      throw orderGone(BigInt(order.id));
    }
    if (apply === undefined) book.add(order);
    else apply();
    const trades = outcome.fills.map((fill) => this.fill(order, fill, actor, sequence));
    if (!hasEnded(order)) {
      this.setApart(order, needOf(order.side, order.priceFen, remainingOf(order), this.buyerFee()));
      levels.touch(order.instrument, order.side, this.ticks(order.priceFen));
    }
    return { order: answered(order), trades };
  }

  /** One trade of `taker` with an order that rested. */
  private fill(
    taker: LiveOrder,
    fill: { readonly maker: number; readonly quantity: number },
    actor: string,
    sequence: bigint,
  ): PlannedTrade {
    const { book, moves, levels, rules, market, day, now, context } = this.parts;
    const found = book.find(fill.maker);
    if (found === undefined) throw new Error(`the book holds ${fill.maker}, which nobody placed`);
    const maker = book.touch(found);
    const quantity = BigInt(fill.quantity);
    const { priceFen } = maker;
    const amountFen = priceFen * quantity;
    const [seller, buyer] = maker.side === 'sell' ? [maker, taker] : [taker, maker];
    const fees = this.feesOf(amountFen);
    // a resting buyer pays no more than was set apart when it was placed
    const budget = maker.side === 'buy' ? maker.reserved - priceFen * remainingOf(maker) : fees.buyer;
    const buyerFee = fees.buyer < budget ? fees.buyer : budget;
    const trade: PlannedTrade = {
      ...{ id: 0n, market, instrument: maker.instrument, method: maker.method },
      ...{ priceFen, quantity, amountFen, taker: taker.side, sequence, day, tradedAt: now },
      ...{ seller: sideOf(seller, fees.seller), buyer: sideOf(buyer, buyerFee), rulePack: rules.pack },
    };
    const apart =
      maker.side === 'sell'
        ? ({ units: 'frozen', money: 'available' } as const)
        : ({ units: 'available', money: 'frozen' } as const);
    moves.settle(trade, apart, actor);

    const { funds, boughtToday } = context;
    const spentFen = amountFen + buyerFee;
    if (maker.side === 'sell') {
      maker.reserved -= quantity;
      funds.take(FundsSheet.key(buyer.trader.fundsAccount, CNY), spentFen);
    } else {
      maker.reserved -= spentFen;
      funds.take(FundsSheet.key(seller.trader.unitsAccount, maker.instrument), quantity);
    }
    funds.take(FundsSheet.key(seller.trader.fundsAccount, CNY), fees.seller - amountFen);
    funds.take(FundsSheet.key(buyer.trader.unitsAccount, maker.instrument), -quantity);
    boughtToday.add(FundsSheet.key(buyer.trader.number, maker.instrument), quantity);
    for (const order of [maker, taker]) {
      order.filled += quantity;
      order.filledFen += amountFen;
      order.state = remainingOf(order) === 0n ? 'filled' : 'part-filled';
    }
    this.trim(maker);
    levels.touch(maker.instrument, maker.side, this.ticks(priceFen));
    levels.print(trade);
    return trade;
  }

  /** Gives back what a resting order needs no more: shares of fees that rounding left. */
  private trim(order: LiveOrder): void {
    const need = hasEnded(order)
      ? 0n
      : needOf(order.side, order.priceFen, remainingOf(order), this.buyerFee());
    const spare = order.reserved - need;
    if (spare > 0n) this.setApart(order, order.reserved - spare);
  }

  private withdraw(
    order: LiveOrder,
    state: 'cancelled' | 'system-cancelled',
    because: string | undefined,
  ): void {
    const { book, levels } = this.parts;
    book.touch(order);
    book.bookOf(order.instrument).cancel(order.id);
    levels.touch(order.instrument, order.side, this.ticks(order.priceFen));
    this.giveBack(order);
    order.state = state;
    order.endedBecause = because;
  }

  private giveBack(order: LiveOrder): void {
    this.setApart(order, 0n);
  }

  /** Makes what is set apart for an order `reserved`, of the account's units or money. */
  private setApart(order: LiveOrder, reserved: bigint): void {
    const change = reserved - order.reserved;
    if (change === 0n) return;
    const { trader, instrument, side } = order;
    const [account, what] = side === 'buy' ? [trader.fundsAccount, CNY] : [trader.unitsAccount, instrument];
    this.parts.moves.setApart(account, what, change);
    this.parts.context.funds.take(FundsSheet.key(account, what), change);
    order.reserved = reserved;
  }

  private accountOf(number: string, request: ExchangeRequest): TradingAccount {
    const account = this.parts.context.accounts.get(number);
    if (account?.market !== this.parts.market || !request.mayActFor(account.holderId))
      throw tradingAccountUnknown(number);
    if (account.state !== 'open') throw tradingAccountNotOpen(number, account.state);
    return account;
  }

  private tradable(instrument: string): Tradable {
    const tradable = this.parts.context.tradables.get(instrument);
    if (tradable === undefined) throw instrumentNotTraded(instrument, this.parts.market);
    if (tradable.state !== 'trading') throw instrumentStopped(instrument, tradable.state);
    return tradable;
  }

  private ownOrder(id: bigint, request: ExchangeRequest): LiveOrder {
    const order = this.parts.book.find(Number(id));
    if (order === undefined || !request.mayActFor(order.trader.holderId)) throw orderUnknown(id);
    if (hasEnded(order)) throw orderGone(id);
    return order;
  }

  private goodTill(day: ChinaDate): ChinaDate {
    const latest = addDays(this.parts.day, MAX_DAYS);
    if (day < this.parts.day || day > latest) throw badGoodTill(this.parts.day, latest);
    return day;
  }

  /** What the rules and the account's means say of an order, in this order. `back…` is what it has set apart already. */
  private requireAllowed(order: {
    readonly trader: Trader;
    readonly account: TradingAccount;
    readonly tradable: Tradable;
    readonly side: 'buy' | 'sell';
    readonly priceFen: bigint;
    readonly quantity: bigint;
    readonly backFen: bigint;
    readonly backUnits: bigint;
  }): void {
    const { trader, account, tradable, side, priceFen, quantity } = order;
    const { context, checks } = this.parts;
    const bought = context.boughtToday.of(FundsSheet.key(trader.number, tradable.instrument));
    const units = FundsSheet.key(trader.unitsAccount, tradable.instrument);
    const refusal = checks.refusalOf({
      ...{ instrument: tradable.instrument, side, priceFen, quantity, holderKind: account.holderKind },
      availableUnits: context.funds.of(units) + order.backUnits,
      boughtToday: bought,
      availableFen: context.funds.of(FundsSheet.key(trader.fundsAccount, CNY)) + order.backFen,
    });
    if (refusal !== undefined) throw refusal;
    const limit = account.orderLimitFen;
    if (limit !== undefined && priceFen * quantity > limit) throw overOrderLimit(limit);
  }

  /** What no book can hold is refused before any rule is asked. */
  private requireSound(priceFen: bigint, quantity: bigint): void {
    const ticks = priceFen / this.parts.rules.tickFen;
    const faults = [];
    if (ticks < 1n || ticks > BigInt(MAX_TICK))
      faults.push(fault('price', 'TRD-002', 'is not a price that can be traded at', '不是可以申报的价格'));
    if (quantity < 1n || quantity > MAX_UNITS)
      faults.push(fault('quantity', 'TRD-002', 'is not a quantity that can be traded', '不是可以申报的数量'));
    if (faults.length > 0) throw malformed(faults);
  }

  private ticks(priceFen: bigint): number {
    return Number(priceFen / this.parts.rules.tickFen);
  }

  private buyerFee(): bigint {
    return this.parts.chargesFees ? BigInt(this.parts.rules.fees.buyerBasisPoints) : 0n;
  }

  private feesOf(amountFen: bigint): { readonly seller: bigint; readonly buyer: bigint } {
    if (!this.parts.chargesFees) return { seller: 0n, buyer: 0n };
    const { sellerFen, buyerFen } = this.parts.checks.feesOn(amountFen);
    return { seller: sellerFen, buyer: buyerFen };
  }
}

const traderOf = (account: TradingAccount): Trader => ({
  ...{ id: account.id, number: account.number, holderId: account.holderId },
  ...{ unitsAccount: account.unitsAccount, fundsAccount: account.fundsAccount },
});

const sideOf = ({ trader, id }: LiveOrder, feeFen: bigint): TradeSide => ({
  ...{ holderId: trader.holderId, tradingAccount: trader.number },
  ...{ unitsAccount: trader.unitsAccount, fundsAccount: trader.fundsAccount },
  ...{ order: BigInt(id), feeFen },
});

const answered = (order: LiveOrder): AnsweredOrder => ({
  ...{ order: order.id.toString(), instrument: order.instrument, side: order.side },
  ...{ priceFen: order.priceFen.toString(), quantity: order.quantity.toString() },
  ...{ filled: order.filled.toString(), state: order.state },
});
