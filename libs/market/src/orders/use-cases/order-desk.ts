import { Database } from '@carbon/database';
import { type Caller, idempotencyScope, markReplayed } from '@carbon/http';
import { Refusal } from '@carbon/kernel';
import { Injectable } from '@nestjs/common';
import type { ExchangeOutcome, ExchangeRequest, TraderCommand } from '../../exchange/commands';
import { Exchange } from '../../exchange/exchange';
import { orderGone, orderUnknown, tradingAccountUnknown } from '../../exchange/refusals';
import { readTradingAccounts, traderOf } from '../../instruments';
import { marketsOfOrders } from '../persistence/markets-of-orders';

/** A command and the key under which it happens once. */
export interface KeyedCommand {
  readonly key: string;
  readonly command: TraderCommand;
}

/** A command that never happened in the exchange has no number there. */
export type DeskOutcome =
  ExchangeOutcome | { readonly status: 'refused'; readonly refusal: Refusal; readonly replayed: false };

type Done = Extract<ExchangeOutcome, { status: 'done' }>;

/**
 * Hands commands to the loop of the market they belong to: a trader's own account or order says which. What the rules of the
 * market say of them, the loop knows.
 */
@Injectable()
export class OrderDesk {
  constructor(
    private readonly database: Database,
    private readonly exchange: Exchange,
  ) {}

  /** @throws Refusal of the desk, of the exchange or of its rules */
  async give(caller: Caller, given: KeyedCommand): Promise<Done> {
    const [outcome] = await this.giveMany(caller, [given]);
    if (outcome === undefined) throw new Error('a command has an outcome');
    if (outcome.replayed) markReplayed();
    if (outcome.status === 'refused') throw outcome.refusal;
    return outcome;
  }

  /**
   * Each command with its own outcome, in their order.
   * @throws Refusal EXCHANGE_STAFF_MAY_NOT_TRADE
   */
  async giveMany(caller: Caller, given: readonly KeyedCommand[]): Promise<readonly DeskOutcome[]> {
    const holderId = traderOf(caller);
    const requests = await this.addressed(caller, holderId, given);
    const known = requests.filter((one): one is ExchangeRequest => 'market' in one);
    const outcomes = (await this.exchange.submitMany(known)).values();
    return requests.map((one) => {
      if (!('market' in one)) return refusedAlone(one);
      const next = outcomes.next();
      if (next.done === true) throw new Error('the exchange gave fewer outcomes than it got commands');
      if (next.value.status === 'fulfilled') return knowing(one.command, next.value.value);
      const reason: unknown = next.value.reason;
      if (reason instanceof Refusal) return refusedAlone(reason);
      throw reason;
    });
  }

  /** Commands with their markets, or why there is none. */
  private async addressed(
    caller: Caller,
    holderId: string,
    given: readonly KeyedCommand[],
  ): Promise<readonly (ExchangeRequest | Refusal)[]> {
    const accounts = await readTradingAccounts(
      this.database,
      given.flatMap(({ command }) => ('tradingAccount' in command ? [command.tradingAccount] : [])),
    );
    const orders = await marketsOfOrders(
      this.database,
      holderId,
      given.flatMap(({ command }) => ('tradingAccount' in command ? [] : [command.order])),
    );
    return given.map(({ key, command }) => {
      const market = marketOf(command);
      if (typeof market !== 'string') return market;
      return {
        ...{ market, command, actor: caller.id },
        mayActFor: (id: string) => id === holderId,
        idempotency: { scope: idempotencyScope(caller, `exchange.${command.kind}`), key },
      };
    });

    function marketOf(command: TraderCommand): string | Refusal {
      if ('tradingAccount' in command) {
        const account = accounts.get(command.tradingAccount);
        return account?.holderId === holderId
          ? account.market
          : tradingAccountUnknown(command.tradingAccount);
      }
      return orders.get(command.order) ?? orderUnknown(command.order);
    }
  }
}

/** The loop remembers no order that has ended; an order that got this far is known to be the caller's. */
function knowing(command: ExchangeRequest['command'], outcome: ExchangeOutcome): ExchangeOutcome {
  const own = command.kind === 'cancel' || command.kind === 'replace';
  if (!own || outcome.status === 'done' || outcome.refusal.code !== orderUnknown(command.order).code)
    return outcome;
  return { ...outcome, refusal: orderGone(command.order) };
}

const refusedAlone = (refusal: Refusal): DeskOutcome => ({ status: 'refused', refusal, replayed: false });
