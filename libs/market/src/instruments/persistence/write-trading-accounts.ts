import type { Reader, Transaction } from '@carbon/database';
import { EVERYTHING } from '@carbon/http';
import { tradingAccountNumber } from '../domain/trading-account-number';
import { findTradingAccount, type TradingAccount, type TradingAccountState } from '../trading-account';

/** A trading account for whom changes it: one at a time. */
export async function lockTradingAccount(
  tx: Transaction,
  number: string,
): Promise<TradingAccount | undefined> {
  await tx.query('select from market.trading_account where number = $1 for update', [number]);
  return findTradingAccount(tx, number, EVERYTHING);
}

/** The trading account that a holder has in a market and that is not closed. */
export async function accountOfHolder(
  reader: Pick<Reader, 'query'>,
  holderId: string,
  market: string,
): Promise<string | undefined> {
  const [row] = await reader.query<{ number: string }>(
    `select number from market.trading_account where holder_id = $1 and market = $2 and state <> 'closed'`,
    [holderId, market],
  );
  return row?.number;
}

/** The trading account that an account of the ledger serves. */
export async function servedBy(reader: Pick<Reader, 'query'>, account: string): Promise<string | undefined> {
  const [row] = await reader.query<{ number: string }>(
    `select number from market.trading_account where (units_account = $1 or funds_account = $1) and state <> 'closed'
      order by id limit 1`,
    [account],
  );
  return row?.number;
}

/** Opens a trading account; gives its number. The holder must be locked. */
export async function insertTradingAccount(
  tx: Transaction,
  account: Pick<TradingAccount, 'market' | 'holderId' | 'unitsAccount' | 'fundsAccount' | 'orderLimitFen'>,
  { by, now }: { readonly by: string; readonly now: Date },
): Promise<string> {
  const [row] = await tx.query<{ id: number }>(
    `select nextval('market.trading_account_id_seq')::int as id`,
    [],
  );
  const id = row?.id ?? 0;
  const number = tradingAccountNumber(account.market, id);
  await tx.query(
    `insert into market.trading_account
       (id, number, market, holder_id, units_account, funds_account, order_limit_fen, opened_by, opened_at, changed_at)
     overriding system value values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
    [
      ...[id, number, account.market, account.holderId, account.unitsAccount, account.fundsAccount],
      ...[account.orderLimitFen?.toString() ?? null, by, now],
    ],
  );
  return number;
}

export async function setAccountState(
  tx: Transaction,
  number: string,
  state: TradingAccountState,
  now: Date,
): Promise<void> {
  await tx.query('update market.trading_account set state = $2, changed_at = $3 where number = $1', [
    number,
    state,
    now,
  ]);
}

export async function setOrderLimit(
  tx: Transaction,
  number: string,
  limitFen: bigint | undefined,
  now: Date,
): Promise<void> {
  await tx.query(
    'update market.trading_account set order_limit_fen = $2, changed_at = $3 where number = $1',
    [number, limitFen?.toString() ?? null, now],
  );
}

/** Makes a trading account another holder's. */
export async function passOn(tx: Transaction, number: string, holderId: string, now: Date): Promise<void> {
  await tx.query('update market.trading_account set holder_id = $2, changed_at = $3 where number = $1', [
    number,
    holderId,
    now,
  ]);
}

/** The accounts of a holder that are not closed, by market, for whom changes them. */
export async function lockAccountsOf(
  tx: Transaction,
  holderId: string,
): Promise<readonly { readonly number: string; readonly market: string }[]> {
  return tx.query<{ number: string; market: string }>(
    `select number, market from market.trading_account where holder_id = $1 and state <> 'closed'
      order by id for update`,
    [holderId],
  );
}
