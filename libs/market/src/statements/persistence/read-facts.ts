import type { Reader } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import { PARTS } from '@carbon/ledger';
import { CASH, type LedgerBalance, type StatedOrder, type StatedTrade } from '../domain/account-statement';

type Query = Pick<Reader, 'query'>;

/** A trading account with the ledger's own numbers of its accounts. */
export interface StatedAccount {
  readonly id: number;
  readonly number: string;
  readonly holderId: string;
  readonly holder: string;
  readonly units: { readonly id: number; readonly number: string };
  readonly funds: { readonly id: number; readonly number: string };
}

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** Accounts of a market that were there in the period, in the order of their opening. */
export async function readAccounts(
  reader: Query,
  market: string,
  { from, to }: Period,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly StatedAccount[]> {
  const rows = await reader.query<{
    id: number;
    number: string;
    holder_id: string;
    code: string;
    units_id: number;
    units: string;
    funds_id: number;
    funds: string;
  }>(
    `select t.id, t.number, t.holder_id, h.code, u.id as units_id, u.number as units, f.id as funds_id, f.number as funds
       from market.trading_account t join identity.holder h on h.id = t.holder_id
       join ledger.account u on u.number = t.units_account join ledger.account f on f.number = t.funds_account
      where t.market = $1 and t.opened_at <= $3 and (t.state <> 'closed' or t.changed_at > $2) and t.id > $4
      order by t.id limit $5`,
    [market, from, to, page.after, page.limit],
  );
  return rows.map((row) => ({
    ...{ id: row.id, number: row.number, holderId: row.holder_id, holder: row.code },
    ...{ units: { id: row.units_id, number: row.units }, funds: { id: row.funds_id, number: row.funds } },
  }));
}

const CLOSING_PARTS = PARTS.map(
  (part, at) => `coalesce(sum(p.change) filter (where p.part = ${at}), 0) as ${part}`,
).join(', ');

/** What accounts of the ledger had at both ends of a period, added up from its postings: by account, then by instrument. */
export async function readBalances(
  reader: Query,
  accounts: readonly number[],
  { from, to }: Period,
): Promise<ReadonlyMap<number, readonly LedgerBalance[]>> {
  const rows = await reader.query<
    { account_id: number; code: string; unit: string; opening: string; moved: boolean } & Record<
      string,
      string
    >
  >(
    `select p.account_id, i.code, i.unit, coalesce(sum(p.change) filter (where p.recorded_at <= $2), 0) as opening,
        bool_or(p.recorded_at > $2) as moved, ${CLOSING_PARTS}
       from ledger.posting p join ledger.instrument i on i.id = p.instrument_id
      where p.account_id = any($1::int[]) and p.recorded_at <= $3
      group by p.account_id, i.code, i.unit order by p.account_id, i.code`,
    [accounts, from, to],
  );
  const found = new Map<number, LedgerBalance[]>();
  for (const row of rows) {
    const closing = PARTS.reduce((total, part) => total + BigInt(row[part] ?? 0), 0n);
    const opening = BigInt(row.opening);
    // what was long gone and did not come back is no line
    if (closing === 0n && opening === 0n && !row.moved && row.code !== CASH) continue;
    const balance = { instrument: row.code, unit: row.unit, opening, closing };
    const apart = { available: BigInt(row['available'] ?? 0), frozen: BigInt(row['frozen'] ?? 0) };
    found.set(row.account_id, [...(found.get(row.account_id) ?? []), { ...balance, ...apart }]);
  }
  return found;
}

/** A trade of a stated account, with the ledger's transaction that settled it. */
export interface AccountTrade extends StatedTrade {
  readonly account: string;
  readonly transactionId: bigint;
}

/**
 * Trades of accounts that the ledger recorded within a period: the moment of the record decides, so that a trade made after the
 * close stands on the next statement.
 */
export async function readTradesOf(
  reader: Query,
  market: string,
  accounts: readonly string[],
  { from, to }: Period,
  days: { readonly first: ChinaDate; readonly last: ChinaDate },
): Promise<readonly AccountTrade[]> {
  const rows = await reader.query<{
    id: string;
    account: string;
    side: 'buy' | 'sell';
    at: Date;
    method: string;
    instrument: string;
    price_fen: string;
    quantity: string;
    amount_fen: string;
    fee_fen: string;
    transaction_id: string;
  }>(
    `with of_days as (
       select t.* from market.trade t
        where t.instrument in (select instrument from market.tradable where market = $1) and t.market = $1
          and t.day between $3 and $4),
     sides as (
       select id, seller_account as account, 'sell' as side, seller_fee_fen as fee_fen, method, instrument, price_fen, quantity,
              amount_fen, transaction_id from of_days where seller_account = any($2::text[])
       union all
       select id, buyer_account, 'buy', buyer_fee_fen, method, instrument, price_fen, quantity, amount_fen, transaction_id
         from of_days where buyer_account = any($2::text[]))
     select s.*, j.recorded_at as at from sides s join ledger.journal j on j.id = s.transaction_id
      where j.recorded_at > $5 and j.recorded_at <= $6 order by s.id, s.side`,
    [market, accounts, days.first, days.last, from, to],
  );
  return rows.map((row) => ({
    ...{ account: row.account, trade: BigInt(row.id), at: row.at, method: row.method, side: row.side },
    ...{ instrument: row.instrument, priceFen: BigInt(row.price_fen), quantity: BigInt(row.quantity) },
    ...{ amountFen: BigInt(row.amount_fen), feeFen: BigInt(row.fee_fen) },
    transactionId: BigInt(row.transaction_id),
  }));
}

/** The open orders of accounts, by account, in the order in which they came to their price. */
export async function readOpenOrders(
  reader: Query,
  market: string,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, readonly StatedOrder[]>> {
  const rows = await reader.query<{
    id: string;
    trading_account: string;
    instrument: string;
    side: 'buy' | 'sell';
    price_fen: string;
    quantity: string;
    filled: string;
    reserved: string;
  }>(
    `select id, trading_account, instrument, side, price_fen, quantity, filled, reserved from market.exchange_order
      where market = $1 and state in ('submitted', 'part-filled') and trading_account = any($2::text[])
      order by id`,
    [market, accounts],
  );
  const found = new Map<string, StatedOrder[]>();
  for (const row of rows) {
    const order = {
      ...{
        order: BigInt(row.id),
        instrument: row.instrument,
        side: row.side,
        priceFen: BigInt(row.price_fen),
      },
      ...{ quantity: BigInt(row.quantity), filled: BigInt(row.filled), reserved: BigInt(row.reserved) },
    };
    found.set(row.trading_account, [...(found.get(row.trading_account) ?? []), order]);
  }
  return found;
}

/** Whether no command reached a market after a moment: its orders stand as they stood then. */
export async function quietSince(reader: Query, market: string, moment: Date): Promise<boolean> {
  const [last] = await reader.query<{ happened_at: Date }>(
    'select happened_at from market.command where market = $1 order by sequence desc limit 1',
    [market],
  );
  return last === undefined || last.happened_at <= moment;
}
