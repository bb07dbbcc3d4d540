import type { ChinaDate } from '@carbon/kernel';
import type { Party } from './finding';

/** A trade as the watch reads it. */
export interface TradeRow {
  readonly id: bigint;
  readonly instrument: string;
  /** As `market.trade` has it. */
  readonly method: string;
  readonly priceFen: bigint;
  readonly quantity: bigint;
  readonly seller: Party;
  readonly buyer: Party;
  readonly day: ChinaDate;
  readonly at: Date;
}

/** Trades of these make the price of a day (TRD-009). */
export const makesPrice = ({ method }: Pick<TradeRow, 'method'>): boolean =>
  method === 'listed' || method === 'continuous';

/** An order that its trader cancelled. */
export interface CancelledOrder {
  readonly id: bigint;
  readonly instrument: string;
  readonly side: 'buy' | 'sell';
  readonly trader: Party;
  /** What had not been filled. */
  readonly left: bigint;
  readonly placedAt: Date;
  readonly cancelledAt: Date;
}

/** What an account did in one minute. */
export interface MinuteOfAccount {
  readonly trader: Party;
  /** Its first moment. */
  readonly minute: Date;
  /** Orders, picks, cancellations, replacements, refused ones too. */
  readonly commands: number;
  /** Cancellations and replacements. */
  readonly cancels: number;
  readonly trades: number;
  readonly firstCommand: bigint;
  readonly lastCommand: bigint;
}

/** A command that was refused. */
export interface RefusedCommand {
  readonly sequence: bigint;
  readonly trader: Party;
  readonly code: string;
  readonly rule: string | undefined;
  readonly at: Date;
}

/** A day of an instrument that was closed. */
export interface ClosedDay {
  readonly instrument: string;
  readonly day: ChinaDate;
  readonly previousCloseFen: bigint;
  readonly closeFen: bigint;
  readonly closedAt: Date;
  /** The last day before on which the instrument was traded, if it ever was. */
  readonly tradedBefore: ChinaDate | undefined;
}

/** What an account bought and sold of an instrument in a day, in trades that make the price. */
export interface ShareOfDay {
  readonly day: ClosedDay;
  readonly trader: Party;
  readonly bought: bigint;
  readonly sold: bigint;
  readonly trades: number;
  /** Of everybody in that day. */
  readonly dayQuantity: bigint;
  readonly dayTrades: number;
}

/** What an account held on the exchange side when a day was closed. */
export interface HoldingAtClose {
  readonly day: ClosedDay;
  readonly trader: Party;
  readonly held: bigint;
  /** By all trading accounts. */
  readonly total: bigint;
}

/** A tie of a group: since when, and until when, a holder stands under another. */
export interface GroupTie {
  readonly memberId: string;
  readonly parentId: string;
  readonly since: Date;
  readonly until: Date | undefined;
}
