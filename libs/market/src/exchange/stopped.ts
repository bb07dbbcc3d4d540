import type { Reader } from '@carbon/database';
import { type AccountState, actsOf } from '@carbon/ledger';
import type { SystemCommand } from './commands';
import type { MarketBook } from './market-book';
import type { PlannedTrade } from './moves-of-batch';

/** What must be withdrawn because a trading account is suspended or closed, or an instrument delisted. */
export async function ordersOfStopped(
  reader: Pick<Reader, 'query'>,
  book: MarketBook,
  market: string,
  aside: ReadonlySet<string>,
): Promise<readonly SystemCommand[]> {
  if (book.size === 0) return [];
  const rows = await reader.query<{ account: string | null; instrument: string | null; state: string }>(
    `select number as account, null as instrument, state from market.trading_account
      where market = $1 and state <> 'open'
     union all
     select null, instrument, state from market.tradable where market = $1 and state = 'delisted'`,
    [market],
  );
  if (rows.length === 0) return [];
  const accounts = new Set<string>();
  const instruments = new Set<string>();
  for (const { trader, instrument } of book.all()) {
    if (aside.has(trader.number)) continue;
    accounts.add(trader.number);
    instruments.add(instrument);
  }
  return rows.flatMap(({ account, instrument, state }): SystemCommand[] => {
    if (account !== null && accounts.has(account))
      return [{ kind: 'withdraw', tradingAccount: account, because: `trading-account-${state}` }];
    if (instrument !== null && instruments.has(instrument))
      return [{ kind: 'withdraw', instrument, because: 'instrument-delisted' }];
    return [];
  });
}

/** Trading accounts of a market of which the ledger blocks an account: their orders cannot end before it is released. */
export async function heldAccounts(
  reader: Pick<Reader, 'query'>,
  market: string,
): Promise<ReadonlySet<string>> {
  const rows = await reader.query<{ number: string }>(
    `select t.number from market.trading_account t
       join ledger.account u on u.number = t.units_account
       join ledger.account f on f.number = t.funds_account
      where t.market = $1 and (u.blocked or f.blocked)`,
    [market],
  );
  return new Set(rows.map(({ number }) => number));
}

/** Whether the ledger lets accounts of one of these trading accounts go again. */
export async function anyReleased(
  reader: Pick<Reader, 'query'>,
  tradingAccounts: ReadonlySet<string>,
): Promise<boolean> {
  const [row] = await reader.query<{ released: boolean }>(
    `select exists (select from market.trading_account t
                      join ledger.account u on u.number = t.units_account
                      join ledger.account f on f.number = t.funds_account
                     where t.number = any($1::text[]) and not u.blocked and not f.blocked) as released`,
    [[...tradingAccounts]],
  );
  return row?.released === true;
}

/** The trading account of the side that rested, when it is the one whose accounts cannot settle; else undefined. */
export async function stoppedSide(
  reader: Pick<Reader, 'query'>,
  { seller, buyer, taker }: PlannedTrade,
): Promise<string | undefined> {
  const maker = taker === 'buy' ? seller : buyer;
  const rows = await reader.query<{ number: string; state: AccountState; blocked: boolean }>(
    'select number, state, blocked from ledger.account where number = any($1::text[])',
    [[maker.unitsAccount, maker.fundsAccount]],
  );
  const stopped = rows.some(({ number, state, blocked }) => {
    const { out, in: comes } = actsOf(state);
    const gives = (number === maker.unitsAccount) === (maker === seller);
    return blocked || !(gives ? out : comes).includes('transfer');
  });
  return stopped ? maker.tradingAccount : undefined;
}
