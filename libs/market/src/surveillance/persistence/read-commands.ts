import type { Reader } from '@carbon/database';
import type { CancelledOrder, MinuteOfAccount, RefusedCommand } from '../domain/rows';
import type { Stretch } from './read-trades';

const IN_STRETCH = 'c.market = $1 and c.happened_at >= $2 and c.happened_at < $3';

interface CancelColumns {
  id: string;
  instrument: string;
  side: 'buy' | 'sell';
  trading_account: string;
  holder_id: string;
  left_over: string;
  placed_at: Date;
  cancelled_at: Date;
}

/**
 * Orders cancelled by their traders in a stretch, of accounts that cancelled at least so many of an instrument in it and one
 * from a moment on.
 */
export async function readCancelled(
  reader: Reader,
  { market, from, to }: Stretch,
  { atLeast, stillFrom }: { readonly atLeast: number; readonly stillFrom: Date },
): Promise<readonly CancelledOrder[]> {
  const rows = await reader.query<CancelColumns>(
    `select * from (
       select o.id, o.instrument, o.side, o.trading_account, o.holder_id, o.quantity - o.filled as left_over, o.placed_at,
              c.happened_at as cancelled_at, count(*) over w as many, max(c.happened_at) over w as latest
         from market.command c join market.exchange_order o on o.id = (c.body ->> 'order')::bigint
        where ${IN_STRETCH} and c.kind = 'cancel' and c.outcome ->> 'status' = 'done' and o.state = 'cancelled'
       window w as (partition by o.instrument, o.trading_account)) cancelled
      where many >= $4 and latest >= $5
      order by cancelled_at, id`,
    [market, from, to, atLeast, stillFrom],
  );
  return rows.map((row) => ({
    ...{ id: BigInt(row.id), instrument: row.instrument, side: row.side },
    trader: { account: row.trading_account, holderId: row.holder_id },
    ...{ left: BigInt(row.left_over), placedAt: row.placed_at, cancelledAt: row.cancelled_at },
  }));
}

interface MinuteColumns {
  account: string;
  holder_id: string;
  minute: Date;
  commands: number;
  cancels: number;
  trades: number;
  first: string;
  last: string;
}

/** Minutes in which an account gave so many commands, or so many cancellations and replacements. */
export async function readBusyMinutes(
  reader: Reader,
  { market, from, to }: Stretch,
  { commands, cancels }: { readonly commands: number; readonly cancels: number },
): Promise<readonly MinuteOfAccount[]> {
  const rows = await reader.query<MinuteColumns>(
    `with given as (
       select date_trunc('minute', c.happened_at) as minute, c.sequence, c.kind in ('cancel', 'replace') as cancels,
              coalesce(c.body ->> 'tradingAccount', o.trading_account) as account
         from market.command c
         left join market.exchange_order o
           on c.kind in ('cancel', 'replace') and o.id = (c.body ->> 'order')::bigint
        where ${IN_STRETCH} and c.kind in ('place', 'pick', 'cancel', 'replace')),
     busy as (
       select minute, account, count(*)::int as commands, (count(*) filter (where cancels))::int as cancels,
              min(sequence) as first, max(sequence) as last
         from given group by minute, account
       having count(*) >= $4 or count(*) filter (where cancels) >= $5)
     select b.*, a.holder_id, (
              select count(*)::int from market.trade t
               where t.market = $1 and t.traded_at >= b.minute and t.traded_at < b.minute + interval '1 minute'
                 and b.account in (t.seller_account, t.buyer_account)) as trades
       from busy b join market.trading_account a on a.number = b.account
      order by b.minute, b.account`,
    [market, from, to, commands, cancels],
  );
  return rows.map((row) => ({
    trader: { account: row.account, holderId: row.holder_id },
    ...{ minute: row.minute, commands: row.commands, cancels: row.cancels, trades: row.trades },
    ...{ firstCommand: BigInt(row.first), lastCommand: BigInt(row.last) },
  }));
}

interface RefusedColumns {
  sequence: string;
  account: string;
  holder_id: string;
  code: string;
  rule: string | null;
  happened_at: Date;
}

/** Refused commands of accounts that were refused at least so often in a stretch; by one rule only, where it is named. */
export async function readRefused(
  reader: Reader,
  { market, from, to }: Stretch,
  { atLeast, rule }: { readonly atLeast: number; readonly rule?: string },
): Promise<readonly RefusedCommand[]> {
  const rows = await reader.query<RefusedColumns>(
    `select * from (
       select c.sequence, c.happened_at, a.number as account, a.holder_id, c.outcome #>> '{refusal,code}' as code,
              c.outcome #>> '{refusal,rule}' as rule, count(*) over (partition by a.number) as many
         from market.command c
         left join market.exchange_order o
           on c.kind in ('cancel', 'replace') and o.id = (c.body ->> 'order')::bigint
         join market.trading_account a on a.number = coalesce(c.body ->> 'tradingAccount', o.trading_account)
        where ${IN_STRETCH} and c.outcome ->> 'status' = 'refused'
          and ($5::text is null or c.outcome #>> '{refusal,rule}' = $5)) refused
      where many >= $4 order by sequence`,
    [market, from, to, atLeast, rule ?? null],
  );
  return rows.map((row) => ({
    sequence: BigInt(row.sequence),
    trader: { account: row.account, holderId: row.holder_id },
    ...{ code: row.code, rule: row.rule ?? undefined, at: row.happened_at },
  }));
}
