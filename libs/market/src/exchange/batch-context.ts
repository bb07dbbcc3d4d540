import type { Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import { CNY } from '../cash/domain/cny';
import { readTradables, readTradingAccounts, type Tradable, type TradingAccount } from '../instruments';
import type { ExchangeRequest } from './commands';
import { FundsSheet } from './funds-sheet';
import type { MarketBook } from './market-book';
import type { MarketDay } from './market-day';

/** What a batch of commands is judged by, as the database has it when the batch begins. */
export interface BatchContext {
  readonly tradables: ReadonlyMap<string, Tradable>;
  readonly accounts: ReadonlyMap<string, TradingAccount>;
  /** Available units and cash of everybody whose command may set something apart. */
  readonly funds: FundsSheet;
  /** TRD-010: what each of them bought too lately to sell it, by account and instrument. */
  readonly boughtToday: FundsSheet;
}

export async function readContext(
  tx: Transaction,
  market: string,
  { day, lockedSince }: Pick<MarketDay, 'day' | 'lockedSince'>,
  book: MarketBook,
  requests: readonly ExchangeRequest[],
): Promise<BatchContext> {
  const tradables = await readTradables(tx, market);
  const named = requests.flatMap(({ command }) => {
    if (command.kind === 'place' || command.kind === 'pick') return [command.tradingAccount];
    const order = command.kind === 'replace' ? book.find(Number(command.order)) : undefined;
    return order === undefined ? [] : [order.trader.number];
  });
  const accounts = await readTradingAccounts(tx, [...new Set(named)]);
  const wanted = new Map<string, { account: string; instrument: string }>();
  const want = (account: string, instrument: string) =>
    wanted.set(FundsSheet.key(account, instrument), { account, instrument });
  for (const { command } of requests) {
    const subject = subjectOf(command, accounts, book);
    if (subject?.account === undefined) continue;
    if (subject.side === 'buy') want(subject.account.fundsAccount, CNY);
    else want(subject.account.unitsAccount, subject.instrument);
  }
  return {
    ...{ tradables, accounts },
    funds: await readAvailable(tx, [...wanted.values()]),
    boughtToday: await readBought(tx, lockedSince ?? day, [...accounts.keys()]),
  };
}

interface Subject {
  readonly account: Pick<TradingAccount, 'unitsAccount' | 'fundsAccount'> | undefined;
  readonly instrument: string;
  readonly side: 'buy' | 'sell';
}

/** Whose units or money a command may set apart; undefined for one that sets nothing apart. */
function subjectOf(
  command: ExchangeRequest['command'],
  accounts: ReadonlyMap<string, TradingAccount>,
  book: MarketBook,
): Subject | undefined {
  if (command.kind === 'place') return { account: accounts.get(command.tradingAccount), ...sideOf(command) };
  if (command.kind !== 'pick' && command.kind !== 'replace') return undefined;
  const order = book.find(Number(command.order));
  if (order === undefined) return undefined;
  if (command.kind === 'replace') return { account: order.trader, ...sideOf(order) };
  const account = accounts.get(command.tradingAccount);
  return { account, instrument: order.instrument, side: order.side === 'buy' ? 'sell' : 'buy' };
}

const sideOf = ({ instrument, side }: Omit<Subject, 'account'>) => ({ instrument, side });

/** What accounts have available, as this transaction sees it. */
export async function readAvailable(
  tx: Transaction,
  wanted: readonly { readonly account: string; readonly instrument: string }[],
): Promise<FundsSheet> {
  const sheet = new FundsSheet();
  if (wanted.length === 0) return sheet;
  const rows = await tx.rows<[account: string, instrument: string, available: string]>(
    {
      name: 'read-available',
      text: `select k.account, k.instrument, coalesce(b.available, 0)
               from unnest($1::text[], $2::text[]) as k (account, instrument)
               left join ledger.account a on a.number = k.account
               left join ledger.instrument i on i.code = k.instrument
               left join ledger.balance b on b.account_id = a.id and b.instrument_id = i.id`,
    },
    [wanted.map((each) => each.account), wanted.map((each) => each.instrument)],
  );
  for (const [account, instrument, available] of rows)
    sheet.set(FundsSheet.key(account, instrument), BigInt(available));
  return sheet;
}

async function readBought(
  tx: Transaction,
  since: ChinaDate,
  accounts: readonly string[],
): Promise<FundsSheet> {
  const sheet = new FundsSheet();
  if (accounts.length === 0) return sheet;
  const rows = await tx.rows<[account: string, instrument: string, bought: string]>(
    {
      name: 'read-bought',
      text: `select trading_account, instrument, sum(bought) from market.day_position
              where trading_account = any($1::text[]) and day >= $2 and bought > 0
              group by trading_account, instrument`,
    },
    [accounts, since],
  );
  for (const [account, instrument, bought] of rows)
    sheet.set(FundsSheet.key(account, instrument), BigInt(bought));
  return sheet;
}
