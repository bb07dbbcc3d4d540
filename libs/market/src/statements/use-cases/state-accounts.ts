import { hash } from 'node:crypto';
import type { Reader } from '@carbon/database';
import { canonicalJson, chinaDate, type ChinaDate } from '@carbon/kernel';
import {
  CASH,
  composeStatement,
  type LedgerBalance,
  type StatedMovement,
  type StatedTrade,
  type StatementFacts,
} from '../domain/account-statement';
import { statementJson } from '../domain/statement-json';
import { type NewStatement, readStatedOrders } from '../persistence/account-statements';
import {
  type AccountTrade,
  type Period,
  quietSince,
  readBalances,
  readOpenOrders,
  readTradesOf,
  type StatedAccount,
} from '../persistence/read-facts';
import { type AccountMove, readMoves } from '../persistence/read-moves';

/** Makes the statements of some accounts: five questions to the database, however many accounts they are. */
export async function stateAccounts(
  reader: Pick<Reader, 'query'>,
  { market, day, period }: { readonly market: string; readonly day: ChinaDate; readonly period: Period },
  accounts: readonly StatedAccount[],
): Promise<readonly NewStatement[]> {
  const numbers = accounts.map(({ number }) => number);
  const ledgerIds = [...new Set(accounts.flatMap(({ units, funds }) => [units.id, funds.id]))];
  const balances = await readBalances(reader, ledgerIds, period);
  const days = {
    first: chinaDate(period.from),
    last: day > chinaDate(period.to) ? day : chinaDate(period.to),
  };
  const trades = await readTradesOf(reader, market, numbers, period, days);
  const byAccount = grouped(trades, ({ account }) => account);
  const settled = accounts.flatMap(({ number, units, funds }) =>
    (byAccount.get(number) ?? []).flatMap(({ transactionId, instrument, amountFen, feeFen }) => [
      { accountId: units.id, transactionId, instrument },
      // a leg of a swap that moves no money does not tell of the other's
      ...(amountFen + feeFen === 0n ? [] : [{ accountId: funds.id, transactionId, instrument: CASH }]),
    ]),
  );
  const moves = grouped(await readMoves(reader, ledgerIds, period, settled), ({ accountId }) => accountId);
  const orders = await ordersAt(reader, { market, day, period }, numbers);
  return accounts.map((account) => {
    const { number, holder, units, funds } = account;
    return kept(account, {
      account: { number, market, holder, unitsAccount: units.number, fundsAccount: funds.number },
      ...{ day, ...period },
      balances: [moneyOf(balances.get(funds.id)), ...goodsOf(balances.get(units.id))],
      trades: (byAccount.get(number) ?? []).map(tradeOf),
      movements: [...(moves.get(funds.id) ?? []), ...(moves.get(units.id) ?? [])].map(moveOf),
      ...orders(number),
    });
  });
}

type StatedOrders = Pick<StatementFacts, 'orders' | 'ordersOfTheMoment'>;

/**
 * The orders that stood open at the end of the period. Once the market went on they are what the statement before told; where
 * there is none, as they stand now.
 */
async function ordersAt(
  reader: Pick<Reader, 'query'>,
  { market, day, period }: { readonly market: string; readonly day: ChinaDate; readonly period: Period },
  numbers: readonly string[],
): Promise<(number: string) => StatedOrders> {
  const ordersOfTheMoment = await quietSince(reader, market, period.to);
  const now = await readOpenOrders(reader, market, numbers);
  const told = ordersOfTheMoment
    ? new Map<string, StatedOrders>()
    : await readStatedOrders(reader, numbers, day);
  return (number) => told.get(number) ?? { orders: now.get(number) ?? [], ordersOfTheMoment };
}

function grouped<K, T>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

const tradeOf = ({
  trade,
  at,
  method,
  instrument,
  side,
  priceFen,
  quantity,
  ...worth
}: AccountTrade): StatedTrade => ({
  ...{ trade, at, method, instrument, side, priceFen, quantity },
  ...{ amountFen: worth.amountFen, feeFen: worth.feeFen },
});
const moveOf = ({ at, kind, instrument, change, reference }: AccountMove): StatedMovement => ({
  ...{ at, kind, instrument, change, reference },
});

/** Every statement tells the money, nothing of it where there is none. */
const moneyOf = (balances: readonly LedgerBalance[] = []): LedgerBalance =>
  balances.find(({ instrument }) => instrument === CASH) ?? {
    ...{ instrument: CASH, unit: 'fen', opening: 0n, closing: 0n, available: 0n, frozen: 0n },
  };

const goodsOf = (balances: readonly LedgerBalance[] = []): readonly LedgerBalance[] =>
  balances.filter(({ instrument }) => instrument !== CASH);

function kept({ number, holderId }: StatedAccount, facts: StatementFacts): NewStatement {
  const statement = composeStatement(facts);
  const content = canonicalJson(statementJson(statement));
  return {
    ...{ account: number, holderId, content, contentHash: hash('sha256', content, 'buffer') },
    state: statement.faults.length === 0 ? 'balanced' : 'faulty',
  };
}
