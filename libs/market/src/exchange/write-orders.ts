import { BinaryCopy, type Transaction } from '@carbon/database';
import type { LiveOrder } from './live-order';
import { dayNumber } from './market-book';

/** The orders a batch placed, and what became of those it changed, in two statements. */
export async function writeOrders(
  tx: Transaction,
  market: string,
  { placed, changed }: { readonly placed: readonly LiveOrder[]; readonly changed: readonly LiveOrder[] },
  now: Date,
): Promise<void> {
  if (placed.length > 0) await tx.copy(COPY, encode(market, placed, now));
  if (changed.length > 0) await tx.query(UPDATE, [now.toISOString(), ...changeColumns(changed)]);
}

const COLUMNS = [
  ...[
    'id',
    'market',
    'instrument',
    'holder_id',
    'trading_account',
    'units_account',
    'funds_account',
    'method',
    'side',
  ],
  ...[
    'client_reference',
    'placed_by',
    'placed_at',
    'changed_at',
    'price_fen',
    'quantity',
    'filled',
    'filled_fen',
  ],
  ...['reserved', 'state', 'ended_because', 'good_till', 'priority'],
];
const COPY = `copy market.exchange_order (${COLUMNS.join(', ')}) from stdin with (format binary)`;
const BYTES_AN_ORDER = 480;

function* encode(market: string, orders: readonly LiveOrder[], now: Date): Generator<Buffer, void> {
  const copy = new BinaryCopy(COLUMNS.length, orders.length * BYTES_AN_ORDER);
  for (const order of orders) {
    const { trader } = order;
    copy.row().int8(BigInt(order.id)).text(market).text(order.instrument);
    copy.bytes(Buffer.from(trader.holderId.replaceAll('-', ''), 'hex'));
    copy.text(trader.number).text(trader.unitsAccount).text(trader.fundsAccount);
    copy.text(order.method).text(order.side);
    if (order.clientReference === undefined) copy.null();
    else copy.text(order.clientReference);
    copy.text(order.placedBy).timestamp(order.placedAt).timestamp(now);
    copy
      .int8(order.priceFen)
      .int8(order.quantity)
      .int8(order.filled)
      .int8(order.filledFen)
      .int8(order.reserved);
    copy.text(order.state);
    if (order.endedBecause === undefined) copy.null();
    else copy.text(order.endedBecause);
    // dates of PostgreSQL count from the same day
    copy.int4(dayNumber(order.goodTill)).int8(order.priority);
  }
  yield copy.finish();
}

const UPDATE = {
  name: 'update-exchange-orders',
  text: `update market.exchange_order o
      set changed_at = $1, price_fen = c.price_fen, quantity = c.quantity, filled = c.filled, filled_fen = c.filled_fen,
          reserved = c.reserved, state = c.state, ended_because = c.ended_because, good_till = c.good_till,
          priority = c.priority
     from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::text[],
                 $9::text[], $10::date[], $11::bigint[])
          as c (id, price_fen, quantity, filled, filled_fen, reserved, state, ended_because, good_till, priority)
    where o.id = c.id`,
};

/** Array literals of PostgreSQL for numbers: far faster to make than the driver's own. */
const numbers = (orders: readonly LiveOrder[], pick: (order: LiveOrder) => bigint | number): string =>
  `{${orders.map(pick).join(',')}}`;

const changeColumns = (orders: readonly LiveOrder[]): unknown[] => [
  numbers(orders, (o) => o.id),
  numbers(orders, (o) => o.priceFen),
  numbers(orders, (o) => o.quantity),
  numbers(orders, (o) => o.filled),
  numbers(orders, (o) => o.filledFen),
  numbers(orders, (o) => o.reserved),
  orders.map((o) => o.state),
  orders.map((o) => o.endedBecause ?? null),
  orders.map((o) => o.goodTill),
  numbers(orders, (o) => o.priority),
];
