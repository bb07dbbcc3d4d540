import type { ChinaDate } from '@carbon/kernel';
import type { OrderState } from '../../exchange/commands';

/** An order as the database has it. Prices and amounts in fen. */
export interface OrderRecord {
  readonly id: bigint;
  readonly market: string;
  readonly instrument: string;
  readonly holderId: string;
  readonly tradingAccount: string;
  readonly method: 'listed' | 'continuous';
  readonly side: 'buy' | 'sell';
  readonly priceFen: bigint;
  readonly quantity: bigint;
  readonly filled: bigint;
  readonly filledFen: bigint;
  /** Units of a sale; fen of a purchase, with its fee. */
  readonly reserved: bigint;
  readonly state: OrderState;
  readonly endedBecause: string | null;
  readonly goodTill: ChinaDate | null;
  readonly clientReference: string | null;
  readonly placedBy: string;
  readonly placedAt: Date;
  readonly changedAt: Date;
}

export interface OrderRow {
  id: string;
  market: string;
  instrument: string;
  holder_id: string;
  trading_account: string;
  method: OrderRecord['method'];
  side: OrderRecord['side'];
  price_fen: string;
  quantity: string;
  filled: string;
  filled_fen: string;
  reserved: string;
  state: OrderState;
  ended_because: string | null;
  good_till: ChinaDate | null;
  client_reference: string | null;
  placed_by: string;
  placed_at: Date;
  changed_at: Date;
}

/** What `toOrder` needs of `o`, a row of market.exchange_order. */
export const ORDER_COLUMNS = `o.id, o.market, o.instrument, o.holder_id, o.trading_account, o.method, o.side, o.price_fen,
  o.quantity, o.filled, o.filled_fen, o.reserved, o.state, o.ended_because, o.good_till::text, o.client_reference,
  o.placed_by, o.placed_at, o.changed_at`;

export const OPEN = `o.state in ('submitted', 'part-filled')`;

export const toOrder = (row: OrderRow): OrderRecord => ({
  ...{ id: BigInt(row.id), market: row.market, instrument: row.instrument },
  ...{ holderId: row.holder_id, tradingAccount: row.trading_account, method: row.method, side: row.side },
  ...{ priceFen: BigInt(row.price_fen), quantity: BigInt(row.quantity) },
  ...{ filled: BigInt(row.filled), filledFen: BigInt(row.filled_fen), reserved: BigInt(row.reserved) },
  ...{ state: row.state, endedBecause: row.ended_because, goodTill: row.good_till },
  ...{ clientReference: row.client_reference, placedBy: row.placed_by },
  ...{ placedAt: row.placed_at, changedAt: row.changed_at },
});
