import { chinaTimestamp, type Json } from '@carbon/kernel';
import type { AccountStatement, StatementFacts, StatementLine } from './account-statement';

/** A statement as it is kept and sent: quantities and fen as decimal strings, moments in China time. */
export interface StatementJson {
  readonly account: string;
  readonly market: string;
  readonly holder: string;
  readonly unitsAccount: string;
  readonly fundsAccount: string;
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly lines: readonly LineJson[];
  readonly trades: readonly TradeJson[];
  readonly movements: readonly MovementJson[];
  readonly orders: readonly OrderJson[];
  readonly ordersOfTheMoment: boolean;
  readonly faults: readonly FaultJson[];
}

export type LineJson = { readonly instrument: string; readonly unit: string } & Readonly<
  Record<(typeof AMOUNTS)[number], string>
>;
export interface TradeJson {
  readonly trade: string;
  readonly at: string;
  readonly method: string;
  readonly instrument: string;
  readonly side: string;
  readonly priceFen: string;
  readonly quantity: string;
  readonly amountFen: string;
  readonly feeFen: string;
}
export interface MovementJson {
  readonly at: string;
  readonly kind: string;
  readonly instrument: string;
  readonly change: string;
  readonly reference: string | null;
}
export interface OrderJson {
  readonly order: string;
  readonly instrument: string;
  readonly side: 'buy' | 'sell';
  readonly priceFen: string;
  readonly quantity: string;
  readonly filled: string;
  readonly reserved: string;
}
export interface FaultJson {
  readonly instrument: string;
  readonly zh: string;
  readonly en: string;
  readonly expected: string;
  readonly found: string;
}

const AMOUNTS = [
  'opening',
  'bought',
  'sold',
  'fees',
  'movedIn',
  'movedOut',
  'closing',
  'available',
  'frozen',
  'orders',
] as const;

export function statementJson(statement: AccountStatement): StatementJson & Json {
  const { account, day, from, to, ordersOfTheMoment } = statement;
  return {
    ...{ account: account.number, market: account.market, holder: account.holder },
    ...{ unitsAccount: account.unitsAccount, fundsAccount: account.fundsAccount, day },
    ...{ from: chinaTimestamp(from), to: chinaTimestamp(to), ordersOfTheMoment },
    lines: statement.lines.map(lineJson),
    trades: statement.trades.map(
      ({ at, trade, priceFen, quantity, amountFen, feeFen, method, instrument, side }) => ({
        ...{ trade: trade.toString(), at: chinaTimestamp(at), method, instrument, side },
        ...{ priceFen: priceFen.toString(), quantity: quantity.toString() },
        ...{ amountFen: amountFen.toString(), feeFen: feeFen.toString() },
      }),
    ),
    movements: statement.movements.map(({ at, kind, instrument, change, reference }) => ({
      ...{ at: chinaTimestamp(at), kind, instrument, change: change.toString(), reference },
    })),
    orders: statement.orders.map(({ order, instrument, side, priceFen, quantity, filled, reserved }) => ({
      ...{ order: order.toString(), instrument, side, priceFen: priceFen.toString() },
      ...{ quantity: quantity.toString(), filled: filled.toString(), reserved: reserved.toString() },
    })),
    faults: statement.faults.map(({ instrument, what, expected, found }) => ({
      ...{ instrument, zh: what.zh, en: what.en, expected: expected.toString(), found: found.toString() },
    })),
  };
}

function lineJson(line: StatementLine): LineJson {
  const amounts = Object.fromEntries(AMOUNTS.map((name) => [name, line[name].toString()]));
  return {
    instrument: line.instrument,
    unit: line.unit,
    ...(amounts as Record<(typeof AMOUNTS)[number], string>),
  };
}

/** The open orders that a kept statement tells. */
export const ordersOf = ({
  orders,
  ordersOfTheMoment,
}: StatementJson): Pick<StatementFacts, 'orders' | 'ordersOfTheMoment'> => ({
  ordersOfTheMoment,
  orders: orders.map(({ order, instrument, side, priceFen, quantity, filled, reserved }) => ({
    ...{ order: BigInt(order), instrument, side, priceFen: BigInt(priceFen), quantity: BigInt(quantity) },
    ...{ filled: BigInt(filled), reserved: BigInt(reserved) },
  })),
});
