import type { ChinaDate } from '@carbon/kernel';
import type { OrderState } from './commands';

/** What the loop knows of the trading account behind an order. */
export interface Trader {
  /** Small number of the trading account: the owner in the book. */
  readonly id: number;
  readonly number: string;
  readonly holderId: string;
  readonly unitsAccount: string;
  readonly fundsAccount: string;
}

/** An order in memory. Its number is its market's number and the sequence of its command, so numbers grow with time. */
export interface LiveOrder {
  readonly id: number;
  readonly instrument: string;
  readonly trader: Trader;
  readonly side: 'buy' | 'sell';
  readonly method: 'listed' | 'continuous';
  readonly clientReference: string | undefined;
  readonly placedBy: string;
  readonly placedAt: Date;
  priceFen: bigint;
  quantity: bigint;
  filled: bigint;
  filledFen: bigint;
  /** What is set apart for it: units, or fen with the fee. */
  reserved: bigint;
  state: OrderState;
  endedBecause: string | undefined;
  /** The last day on which it stands. */
  goodTill: ChinaDate;
  /** The command by which it came to its turn. */
  priority: bigint;
}

export const remainingOf = ({ quantity, filled }: LiveOrder): bigint => quantity - filled;

/** An order that nothing can happen to any more. */
export function hasEnded({ state }: LiveOrder): boolean {
  return state !== 'submitted' && state !== 'part-filled';
}

/** Room for a million million commands a market, below the largest number that is exact. */
const COMMANDS_A_MARKET = 1_000_000_000_000;

/** The number of the order that a command of a market places. */
export const orderNumber = (venue: number, sequence: bigint): number =>
  venue * COMMANDS_A_MARKET + Number(sequence);
