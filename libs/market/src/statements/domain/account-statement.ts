import type { ChinaDate, Text } from '@carbon/kernel';

/** What became of an account's units or money beside its trades. */
export const MOVEMENT_KINDS = [
  'deposit',
  'withdrawal',
  'move-in',
  'move-out',
  'issued',
  'ended',
  'other',
] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** A trade as one side has it: nothing of the other side (TRD-014). Fen and whole units. */
export interface StatedTrade {
  readonly trade: bigint;
  readonly at: Date;
  readonly method: string;
  readonly instrument: string;
  readonly side: 'buy' | 'sell';
  readonly priceFen: bigint;
  readonly quantity: bigint;
  readonly amountFen: bigint;
  readonly feeFen: bigint;
}

export interface StatedMovement {
  readonly at: Date;
  readonly kind: MovementKind;
  /** CNY for money. */
  readonly instrument: string;
  /** Below zero when it went out. */
  readonly change: bigint;
  readonly reference: string | null;
}

export interface StatedOrder {
  readonly order: bigint;
  readonly instrument: string;
  readonly side: 'buy' | 'sell';
  readonly priceFen: bigint;
  readonly quantity: bigint;
  readonly filled: bigint;
  /** Units of a sale, fen of a purchase. */
  readonly reserved: bigint;
}

/** What the ledger says of one instrument of an account, or of its money, at both ends of the period. */
export interface LedgerBalance {
  readonly instrument: string;
  readonly unit: string;
  readonly opening: bigint;
  readonly closing: bigint;
  /** Of the closing balance: what can be used, and what is set apart. */
  readonly available: bigint;
  readonly frozen: bigint;
}

export interface StatementFacts {
  readonly account: {
    readonly number: string;
    readonly market: string;
    readonly holder: string;
    readonly unitsAccount: string;
    readonly fundsAccount: string;
  };
  readonly day: ChinaDate;
  readonly from: Date;
  readonly to: Date;
  /** The money, then instruments by code. */
  readonly balances: readonly LedgerBalance[];
  readonly trades: readonly StatedTrade[];
  readonly movements: readonly StatedMovement[];
  readonly orders: readonly StatedOrder[];
  /** Whether orders stood like this at the end of the period; else they are told as they stand now, and prove nothing. */
  readonly ordersOfTheMoment: boolean;
}

/** A line that does not agree with the ledger. */
export interface StatementFault {
  readonly instrument: string;
  readonly what: Text;
  readonly expected: bigint;
  readonly found: bigint;
}

/** One instrument or the money: opening and what happened give the closing balance. */
export interface StatementLine extends LedgerBalance {
  readonly bought: bigint;
  readonly sold: bigint;
  /** Of money only. */
  readonly fees: bigint;
  /** Deposits, withdrawals, moves between the sides, and all else. */
  readonly movedIn: bigint;
  readonly movedOut: bigint;
  readonly orders: bigint;
}

export interface AccountStatement extends StatementFacts {
  readonly lines: readonly StatementLine[];
  readonly faults: readonly StatementFault[];
}

export const CASH = 'CNY';

/**
 * TRD-016: the statement of a trading account over a day of its market. Every line must add up to the ledger's closing balance,
 * to the fen and the unit; one that does not is told, never smoothed.
 */
export function composeStatement(facts: StatementFacts): AccountStatement {
  const lines = facts.balances.map((balance) => lineOf(balance, facts));
  const faults = lines.flatMap((line) => faultsOf(line, facts.ordersOfTheMoment));
  return { ...facts, lines, faults: [...faults, ...strangers(facts)] };
}

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

function lineOf(balance: LedgerBalance, { trades, movements, orders }: StatementFacts): StatementLine {
  const { instrument } = balance;
  const cash = instrument === CASH;
  const own = cash ? trades : trades.filter((trade) => trade.instrument === instrument);
  const worth = (trade: StatedTrade) => (cash ? trade.amountFen : trade.quantity);
  const moved = movements
    .filter((movement) => movement.instrument === instrument)
    .map(({ change }) => change);
  // a purchase brings units and costs money
  const side = (wanted: StatedTrade['side']) => sum(own.filter((trade) => trade.side === wanted).map(worth));
  const reserved = cash
    ? orders.filter((order) => order.side === 'buy')
    : orders.filter((order) => order.side === 'sell' && order.instrument === instrument);
  return {
    ...balance,
    ...{ bought: side('buy'), sold: side('sell') },
    fees: cash ? sum(own.map(({ feeFen }) => feeFen)) : 0n,
    movedIn: sum(moved.filter((change) => change > 0n)),
    movedOut: -sum(moved.filter((change) => change < 0n)),
    orders: sum(reserved.map((order) => order.reserved)),
  };
}

function faultsOf(line: StatementLine, ordersOfTheMoment: boolean): StatementFault[] {
  const { instrument, opening, closing, bought, sold, fees, movedIn, movedOut, frozen, orders } = line;
  const traded = instrument === CASH ? sold - bought - fees : bought - sold;
  const expected = opening + traded + movedIn - movedOut;
  const faults: StatementFault[] = [];
  if (expected !== closing) faults.push({ instrument, what: CLOSING, expected, found: closing });
  // other acts set units and money apart too: never less than the orders need
  if (ordersOfTheMoment && frozen < orders)
    faults.push({ instrument, what: APART, expected: orders, found: frozen });
  return faults;
}

/** What happened to an instrument of which the ledger knows no balance. */
function strangers({ balances, trades, movements }: StatementFacts): StatementFault[] {
  const known = new Set(balances.map(({ instrument }) => instrument));
  const told = new Set([...trades, ...movements].map(({ instrument }) => instrument));
  return [...told]
    .filter((instrument) => !known.has(instrument))
    .sort()
    .map((instrument) => ({ instrument, what: UNKNOWN, expected: 0n, found: 0n }));
}

const CLOSING: Text = {
  zh: '期初、成交与划转之和不等于账本期末余额',
  en: 'Opening balance, trades and movements do not give the closing balance on the ledger',
};
const APART: Text = {
  zh: '账本冻结数少于未成交委托所需',
  en: 'The ledger has less set apart than the open orders need',
};
const UNKNOWN: Text = {
  zh: '有成交或划转，但账本没有余额',
  en: 'Something happened to it, but the ledger has no balance of it',
};
