import { type IProcessOrder, OrderBook, Side } from 'nodejs-order-book';
import type { BookCommand, Taking } from '../book-stream';

/** A command in the words of the other library, ready before the clock runs. */
export type TheirCommand =
  | { readonly kind: 'limit'; readonly id: string; side: Side; price: number; size: number }
  | { readonly kind: 'market'; side: Side; size: number }
  | { readonly kind: 'cancel'; readonly id: string };

const sideOf = (side: 'buy' | 'sell') => (side === 'buy' ? Side.BUY : Side.SELL);

export function translate(command: BookCommand): TheirCommand {
  if (command.kind === 'cancel') return { kind: 'cancel', id: String(command.id) };
  if (command.kind === 'market') {
    return { kind: 'market', side: sideOf(command.side), size: command.quantity };
  }
  const { id, side, price, quantity } = command.order;
  return { kind: 'limit', id: String(id), side: sideOf(side), price, size: quantity };
}

export { OrderBook as TheirBook };

export function performTheirs(book: OrderBook, command: TheirCommand): IProcessOrder | undefined {
  if (command.kind === 'limit') {
    book.limit(command);
    return undefined;
  }
  if (command.kind === 'cancel') {
    book.cancel(command.id);
    return undefined;
  }
  return book.market(command);
}

/** What a taker met, in our words. */
export function takings({ done, partial, partialQuantityProcessed }: IProcessOrder): Taking[] {
  const met = done.map((order): Taking => [
    Number(order.id),
    'price' in order ? order.price : NaN,
    order.size,
  ]);
  return partial === null ? met : [...met, [Number(partial.id), partial.price, partialQuantityProcessed]];
}
