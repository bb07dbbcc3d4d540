import type { Transaction } from '@carbon/database';
import { type LiveOrder } from './live-order';

/** The orders a batch placed, and what became of those it changed, in two statements. */
export async function writeOrders(
  tx: Transaction,
  market: string,
  { placed, changed }: { readonly placed: readonly LiveOrder[]; readonly changed: readonly LiveOrder[] },
  now: Date,
): Promise<void> {
  if (placed.length > 0) await tx.query(INSERT, [market, now.toISOString(), ...insertColumns(placed)]);
  if (changed.length > 0) await tx.query(UPDATE, [now.toISOString(), ...changeColumns(changed)]);
}

const INSERT = {
  name: 'insert-exchange-orders',
  text: `insert into market.exchange_order (market, changed_at, placed_at, id, instrument, holder_id, trading_account,
      units_account, funds_account, method, side, client_reference, placed_by, price_fen, quantity, filled, filled_fen,
      reserved, state, ended_because, good_till, priority)
    select $1, $2, $2, * from unnest($3::bigint[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[],
      $10::text[], $11::text[], $12::text[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[],
      $18::text[], $19::text[], $20::date[], $21::bigint[])`,
};

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

const changing = (orders: readonly LiveOrder[]): unknown[] => [
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

const changeColumns = (orders: readonly LiveOrder[]): unknown[] => [
  numbers(orders, (o) => o.id),
  ...changing(orders),
];

const insertColumns = (orders: readonly LiveOrder[]): unknown[] => [
  numbers(orders, (o) => o.id),
  orders.map((o) => o.instrument),
  orders.map((o) => o.trader.holderId),
  orders.map((o) => o.trader.number),
  orders.map((o) => o.trader.unitsAccount),
  orders.map((o) => o.trader.fundsAccount),
  orders.map((o) => o.method),
  orders.map((o) => o.side),
  orders.map((o) => o.clientReference ?? null),
  orders.map((o) => o.placedBy),
  ...changing(orders),
];
