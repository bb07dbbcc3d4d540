import type { Reader } from '@carbon/database';
import type { OrderRecord } from '../persistence/order-record';
import { type OwnAccount, readNewest, readOpenOrders, readOrdersSince } from '../persistence/read-own-orders';

/** Open orders that one stream follows at most; who has more reads the list (own choice). */
export const MAX_FOLLOWED = 5_000;
/** Orders of one account that one look takes up at most; the next look goes on. */
const MAX_NEW = 1_000;

const isOpen = ({ state }: OrderRecord) => state === 'submitted' || state === 'part-filled';
const versionOf = (order: OrderRecord) =>
  `${order.state} ${order.filled} ${order.quantity} ${order.priceFen} ${order.goodTill ?? ''}`;

/**
 * What changes among the orders of some accounts. An order is open, or was seen open, or is newer than all that were seen:
 * no change of one is missed, however short its life was.
 */
export class OwnOrders {
  private readonly open = new Map<bigint, string>();
  private newest: ReadonlyMap<string, bigint> = new Map();

  constructor(
    private readonly reader: Pick<Reader, 'query'>,
    readonly accounts: readonly OwnAccount[],
  ) {}

  /** The open orders, from which on changes are told; `complete` is false when there are more than are followed. */
  async begin(): Promise<{ readonly orders: readonly OrderRecord[]; readonly complete: boolean }> {
    const numbers = this.accounts.map(({ number }) => number);
    this.newest = await readNewest(this.reader, numbers);
    const found = await readOpenOrders(this.reader, numbers, MAX_FOLLOWED + 1);
    const orders = found.slice(0, MAX_FOLLOWED);
    for (const order of orders) this.open.set(order.id, versionOf(order));
    return { orders, complete: orders.length === found.length };
  }

  /** Orders that are new or not what they were, in the order of their numbers. */
  async changes(): Promise<readonly OrderRecord[]> {
    const orders = await readOrdersSince(this.reader, this.newest, [...this.open.keys()], MAX_NEW);
    const newest = new Map(this.newest);
    const changed = orders.filter((order) => {
      const known = this.open.get(order.id);
      const version = versionOf(order);
      if (isOpen(order)) this.open.set(order.id, version);
      else this.open.delete(order.id);
      if ((newest.get(order.tradingAccount) ?? 0n) < order.id) newest.set(order.tradingAccount, order.id);
      return known !== version;
    });
    this.newest = newest;
    return changed;
  }
}
