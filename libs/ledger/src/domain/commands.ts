import type { Refusal } from '@carbon/kernel';
import type { FinalKind, Part } from './vocabulary';

/** Serials first to last, both included. */
export interface SerialRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** A piece of what units stand for: `[from, to)` of a source, e.g. Wh of a plant-month (INV-04). */
export interface SourceRange {
  readonly key: string;
  readonly from: bigint;
  readonly to: bigint;
}

interface Move {
  readonly instrument: string;
  readonly quantity: bigint;
  /**
   * Exactly these serials; without them the ledger takes the owner's lowest blocks, the last of them from its upper end.
   * Only for serialised instruments.
   */
  readonly serials?: readonly SerialRange[];
}

/** New units come to life in an account. */
export interface IssueCommand {
  readonly kind: 'issue';
  readonly instrument: string;
  readonly quantity: bigint;
  readonly to: string;
  /** Names the event that is issued for; used once. */
  readonly sourceKey: string;
  readonly sources?: readonly SourceRange[];
  readonly evidenceHash?: Uint8Array;
  readonly reversibleUntil?: Date;
}

export interface TransferCommand extends Move {
  readonly kind: 'transfer';
  readonly from: string;
  readonly to: string;
  readonly fromPart?: Part;
  readonly toPart?: Part;
  readonly reversibleUntil?: Date;
}

/** Sets units of an account apart, or gives them back: orders, T+1, judicial freezes, pending applications, pledges. */
export interface HoldCommand extends Move {
  readonly kind: 'freeze' | 'release' | 'pledge' | 'unpledge';
  readonly account: string;
  /** Which part `freeze` fills and `release` empties; `frozen` when absent. Pledges always use `pledged`. */
  readonly part?: Exclude<Part, 'available' | 'pledged'>;
}

/** Ends units: retire, surrender (清缴), cancel (注销), expire. */
export interface EndCommand extends Move {
  readonly kind: Exclude<FinalKind, 'convert'>;
  readonly from: string;
  readonly fromPart?: Part;
  readonly reversibleUntil?: Date;
}

/** Ends units of one instrument and issues as many of another, e.g. carry-over (结转). */
export interface ConvertCommand extends Move {
  readonly kind: 'convert';
  readonly from: string;
  readonly fromPart?: Part;
  readonly toInstrument: string;
  readonly to: string;
  readonly toQuantity: bigint;
}

/** Undoes one transaction whole, inside the window it was given. */
export interface ReverseCommand {
  readonly kind: 'reverse';
  readonly transactionId: bigint;
}

export type SimpleCommand =
  IssueCommand | TransferCommand | HoldCommand | EndCommand | ConvertCommand | ReverseCommand;

/** Commands that succeed or fail as one transaction (delivery versus payment). */
export interface LinkedCommands {
  readonly kind: 'linked';
  readonly commands: readonly SimpleCommand[];
}

/** Who asks, why, and on what ground; stands on every journal row of the transaction (INV-08). */
export interface Cause {
  readonly actor: string;
  readonly approver?: string;
  /** Business reference: an order, a claim, a decision. */
  readonly reference?: string;
  readonly reason?: string;
  readonly documentHash?: Uint8Array;
  /** When it happened in the business, if that is not when it is recorded. */
  readonly businessTime?: Date;
}

export type Command = (SimpleCommand | LinkedCommands) & {
  readonly cause: Cause;
  /** Makes the command happen once: same key and body, same outcome; same key, other body, conflict (INV-06). */
  readonly idempotency?: { readonly scope: string; readonly key: string };
};

/** What came of one command. `id` of a transfer is its journal id; of a transaction, that of its first transfer. */
export type Outcome =
  | {
      readonly status: 'done';
      readonly transactionId: bigint;
      readonly transfers: number;
      readonly replayed: boolean;
    }
  | { readonly status: 'refused'; readonly refusal: Refusal; readonly replayed: boolean };
