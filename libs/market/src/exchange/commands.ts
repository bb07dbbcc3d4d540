import type { ChinaDate, Refusal } from '@carbon/kernel';

/** An order that rests until it is picked, matched, cancelled or over. */
export interface PlaceCommand {
  readonly kind: 'place';
  readonly tradingAccount: string;
  readonly instrument: string;
  readonly side: 'buy' | 'sell';
  /** Fen per unit. */
  readonly priceFen: bigint;
  readonly quantity: bigint;
  /** The last China day on which it stands; the day of placing when absent. */
  readonly goodTill?: ChinaDate;
  /** The trader's own name for it, shown back. */
  readonly clientReference?: string;
}

/** TRD-007: takes quantity of one resting order, at its price. */
export interface PickCommand {
  readonly kind: 'pick';
  readonly tradingAccount: string;
  readonly order: bigint;
  readonly quantity: bigint;
  /** What the taker saw: refused when the order's price is another by now. */
  readonly priceFen: bigint;
}

export interface CancelCommand {
  readonly kind: 'cancel';
  readonly order: bigint;
}

/** Less quantity at the same price keeps its turn; any other change is a new turn. `quantity` is what is to rest now. */
export interface ReplaceCommand {
  readonly kind: 'replace';
  readonly order: bigint;
  readonly priceFen?: bigint;
  readonly quantity?: bigint;
}

/** Ends all open orders of a trading account or an instrument: a suspension, a halt for good. */
export interface WithdrawCommand {
  readonly kind: 'withdraw';
  readonly tradingAccount?: string;
  readonly instrument?: string;
  readonly because: string;
}

/** TRD-009: the day's orders end and its close is written. */
export interface CloseDayCommand {
  readonly kind: 'close-day';
  readonly day: ChinaDate;
}

export type TraderCommand = PlaceCommand | PickCommand | CancelCommand | ReplaceCommand;
export type SystemCommand = WithdrawCommand | CloseDayCommand;
export type ExchangeCommand = TraderCommand | SystemCommand;

/** A command with who gives it, and the key that makes it happen once. */
export interface ExchangeRequest {
  readonly market: string;
  readonly command: ExchangeCommand;
  /** Who acts, as the journal names them. */
  readonly actor: string;
  /** Whose orders the actor may touch: the holders within reach, or everybody's. */
  readonly mayActFor: (holderId: string) => boolean;
  readonly idempotency: { readonly scope: string; readonly key: string };
}

export const ORDER_STATES = ['submitted', 'part-filled', 'filled', 'cancelled', 'system-cancelled'] as const;
/** TRD-013: 已申报, 部分成交, 已成交, 已撤单, 系统撤单. */
export type OrderState = (typeof ORDER_STATES)[number];

/** One trade that a command made, as its answer tells it: JSON, quantities and fen as decimal strings. */
export type AnsweredTrade = {
  readonly trade: string;
  readonly priceFen: string;
  readonly quantity: string;
  readonly amountFen: string;
  /** The fee of the side that gave the command. */
  readonly feeFen: string;
};

/** The order a command was about, after it: JSON. A pick has one of its own, filled at once. */
export type AnsweredOrder = {
  readonly order: string;
  readonly instrument: string;
  readonly side: 'buy' | 'sell';
  readonly priceFen: string;
  readonly quantity: string;
  readonly filled: string;
  readonly state: OrderState;
};

/** What came of a command, kept and told again to repeats. */
export type ExchangeOutcome =
  | {
      readonly status: 'done';
      /** The command's number in its market. */
      readonly sequence: bigint;
      readonly order?: AnsweredOrder;
      readonly trades: readonly AnsweredTrade[];
      /** Orders that a system command ended. */
      readonly ended?: number;
      readonly replayed: boolean;
    }
  | {
      readonly status: 'refused';
      readonly sequence: bigint;
      readonly refusal: Refusal;
      readonly replayed: boolean;
    };
