import type { Reader, Transaction } from '@carbon/database';
import type { HoldingAtClose } from '../domain/rows';
import type { ClosedFigures } from './read-days';

/**
 * Keeps what trading accounts hold now of instruments whose day was closed, from a quantity on, where it was not kept yet: the
 * ledger's balances are of this moment, a little after the close.
 */
export async function keepHoldings(
  tx: Transaction,
  market: string,
  closed: readonly ClosedFigures[],
  from: bigint,
): Promise<void> {
  await tx.query(
    `with days as (select * from unnest($2::text[], $3::date[]) as d (instrument, day)),
     held as (
       select d.instrument, d.day, a.number, a.holder_id,
              b.available + b.frozen + b.locked + b.pledged + b.judicial + b.pending as held
         from days d
         join ledger.instrument i on i.code = d.instrument
         join market.trading_account a on a.market = $1 and a.state <> 'closed'
         join ledger.account l on l.number = a.units_account
         join ledger.balance b on b.account_id = l.id and b.instrument_id = i.id
        where not exists (
          select from market.holding_at_close h where h.instrument = d.instrument and h.day = d.day)),
     shared as (select held.*, sum(held) over (partition by instrument, day) as total from held)
     insert into market.holding_at_close (instrument, day, trading_account, holder_id, held, total)
     select instrument, day, number, holder_id, held, total from shared where held >= $4
     on conflict do nothing`,
    [market, closed.map(({ instrument }) => instrument), closed.map(({ day }) => day), from.toString()],
  );
}

interface Row {
  instrument: string;
  day: string;
  trading_account: string;
  holder_id: string;
  held: string;
  total: string;
}

/** What was kept of closed days. */
export async function readHoldings(
  reader: Reader,
  closed: readonly ClosedFigures[],
): Promise<readonly HoldingAtClose[]> {
  const rows = await reader.query<Row>(
    `select h.instrument, h.day::text, h.trading_account, h.holder_id, h.held, h.total
       from unnest($1::text[], $2::date[]) as d (instrument, day)
       join market.holding_at_close h on h.instrument = d.instrument and h.day = d.day
      order by h.instrument, h.day, h.trading_account`,
    [closed.map(({ instrument }) => instrument), closed.map(({ day }) => day)],
  );
  return rows.flatMap((row) => {
    const day = closed.find((one) => one.instrument === row.instrument && one.day === row.day);
    if (day === undefined) return [];
    const trader = { account: row.trading_account, holderId: row.holder_id };
    return { day, trader, held: BigInt(row.held), total: BigInt(row.total) };
  });
}
