import type { Reader } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import type { Evidence, Party } from '../domain/finding';
import { TRADE, type TradeColumns, tradeRow } from './read-trades';
import type { TradeRow } from '../domain/rows';

export interface EvidenceOrder {
  readonly id: string;
  readonly instrument: string;
  readonly side: 'buy' | 'sell';
  readonly priceFen: string;
  readonly quantity: string;
  readonly filled: string;
  readonly state: string;
  readonly account: Party['account'];
  readonly placedAt: Date;
  readonly changedAt: Date;
}

export interface EvidenceCommand {
  readonly sequence: string;
  readonly kind: string;
  readonly status: string;
  readonly code: string | null;
  readonly actor: string;
  readonly happenedAt: Date;
}

export interface EvidenceDay {
  readonly instrument: string;
  readonly day: ChinaDate;
  readonly previousCloseFen: string;
  readonly closeFen: string | null;
  readonly listedQuantity: string;
  readonly listedTrades: string;
}

/** The rows behind references. */
export interface EvidenceRows {
  readonly trades: readonly TradeRow[];
  readonly orders: readonly EvidenceOrder[];
  readonly commands: readonly EvidenceCommand[];
  readonly days: readonly EvidenceDay[];
}

/** Reads the rows that references name, in the order of their numbers; the limit is the caller's. */
export async function readEvidence(
  reader: Reader,
  { market, instrument }: { readonly market: string; readonly instrument: string | null },
  references: readonly Evidence[],
): Promise<EvidenceRows> {
  const refs = (kind: Evidence['kind']) => [
    ...new Set(references.filter((one) => one.kind === kind).map(({ ref }) => ref)),
  ];
  const trades = await reader.query<TradeColumns>(
    `select ${TRADE} from market.trade t where t.id = any($1::bigint[]) order by t.id`,
    [refs('trade')],
  );
  const orders = await reader.query<EvidenceOrder>(
    `select id, instrument, side, price_fen as "priceFen", quantity, filled, state, trading_account as account,
            placed_at as "placedAt", changed_at as "changedAt"
       from market.exchange_order where id = any($1::bigint[]) order by id`,
    [refs('order')],
  );
  const commands = await reader.query<EvidenceCommand>(
    `select sequence, kind, outcome ->> 'status' as status, outcome #>> '{refusal,code}' as code, actor,
            happened_at as "happenedAt"
       from market.command where market = $1 and sequence = any($2::bigint[]) order by sequence`,
    [market, refs('command')],
  );
  const days = await reader.query<EvidenceDay>(
    `select instrument, day::text, previous_close_fen as "previousCloseFen", close_fen as "closeFen",
            listed_quantity as "listedQuantity", listed_trades as "listedTrades"
       from market.day_figure where instrument = $1 and day = any($2::date[]) order by day`,
    [instrument, refs('day')],
  );
  return { trades: trades.map(tradeRow), orders, commands, days };
}
