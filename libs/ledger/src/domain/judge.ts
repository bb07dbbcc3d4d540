import { MAX_QUANTITY, Refusal } from '@carbon/kernel';
import { ACCOUNT_STATES, actNumber, permits, stateOf } from './account-states';
import type { BalanceSheet } from './balance-sheet';
import type { BlockBook, Piece } from './block-book';
import type { SingleUses } from './single-uses';
import type { Cause } from './commands';
import type { CompiledCommand, Move } from './moves';
import {
  blockedAccount,
  insufficientBalance,
  judiciallyFrozen,
  quantityTooLarge,
  serialsNotHeld,
  stateForbids,
} from './refusals';
import { kindNumber, kindOf, partOf, SYSTEM_ACCOUNTS } from './vocabulary';

/** A move that was allowed, with what the journal row says of it. */
export interface JudgedTransfer {
  readonly move: Move;
  readonly debitAfter: bigint;
  readonly creditAfter: bigint;
  readonly debitVersion: bigint;
  readonly creditVersion: bigint;
  readonly pieces: readonly Piece[] | undefined;
  readonly cause: Cause;
  /** Ordinal in the batch of the first transfer of the transaction. */
  readonly transactionOrdinal: number;
}

const OPEN = ACCOUNT_STATES.indexOf('open');

const HOLDS = new Set([
  kindNumber('freeze'),
  kindNumber('release'),
  kindNumber('pledge'),
  kindNumber('unpledge'),
]);

/**
 * Judges the commands of a batch one by one, in order, in memory, on rows that are locked. A command happens whole or
 * not at all; a refused one changes nothing and does not spoil the ones after it.
 */
export class Judge {
  readonly transfers: JudgedTransfer[] = [];

  constructor(
    private readonly balances: BalanceSheet,
    private readonly blocks: BlockBook,
    private readonly uses: SingleUses,
  ) {}

  /** Applies the moves of one command. Returns the refusal, or the ordinal of its first transfer in the batch. */
  judge({ moves, cause }: CompiledCommand): Refusal | number {
    const first = this.transfers.length;
    for (const move of moves) {
      const refusal = this.apply(move, cause, first);
      if (refusal === undefined) continue;
      this.balances.undo();
      this.blocks.undo();
      this.uses.undo();
      this.transfers.length = first;
      return refusal;
    }
    this.balances.keep();
    this.blocks.keep();
    this.uses.keep();
    return first;
  }

  private apply(move: Move, cause: Cause, transactionOrdinal: number): Refusal | undefined {
    const debitRow = this.balances.row(move.debit.id, move.instrument.id);
    const creditRow = this.balances.row(move.credit.id, move.instrument.id);
    const forbidden = this.forbidden(move, debitRow, creditRow);
    if (forbidden !== undefined) return forbidden;

    if (move.reverses !== undefined) {
      const refusal = this.uses.claimReversal(move.reverses);
      if (refusal !== undefined) return refusal;
    }
    const held = this.balances.part(debitRow, move.debitPart);
    const isIssue = move.debit.id === SYSTEM_ACCOUNTS.issuance;
    if (isIssue ? held - move.quantity < -MAX_QUANTITY : held < move.quantity) {
      return isIssue
        ? quantityTooLarge()
        : insufficientBalance(
            move.debit.number,
            move.instrument.code,
            partOf(move.debitPart),
            held,
            move.quantity,
          );
    }
    if (this.balances.part(creditRow, move.creditPart) + move.quantity > MAX_QUANTITY)
      return quantityTooLarge();
    if (move.issue !== undefined) {
      const { sourceKey, sources } = move.issue;
      const refusal = this.uses.claimIssue(
        move.instrument,
        move.quantity,
        move.quantity - held,
        sourceKey,
        sources,
      );
      if (refusal !== undefined) return refusal;
    }
    const pieces = this.moveSerials(move);
    if (pieces instanceof Refusal) return pieces;

    const debitAfter = this.balances.change(debitRow, move.debitPart, -move.quantity);
    const debitVersion = this.balances.nextVersion(debitRow);
    const creditAfter = this.balances.change(creditRow, move.creditPart, move.quantity);
    const creditVersion = this.balances.nextVersion(creditRow);
    this.transfers.push({
      move,
      debitAfter,
      creditAfter,
      debitVersion,
      creditVersion,
      pieces,
      cause,
      transactionOrdinal,
    });
    return undefined;
  }

  /** What the accounts' blocks and states say against a move (REG-004); the trigger on the journal says the same. */
  private forbidden(move: Move, debitRow: number, creditRow: number): Refusal | undefined {
    if (this.balances.isBlocked(debitRow)) return blockedAccount(move.debit.number);
    if (this.balances.isBlocked(creditRow)) return blockedAccount(move.credit.number);
    const act = actNumber(move.kind, move.debitPart, move.creditPart);
    const debitState = this.balances.state(debitRow);
    if (!permits(debitState, 'debit', act)) {
      if (debitState === OPEN) return judiciallyFrozen(move.debit.number, kindOf(move.kind));
      return stateForbids(move.debit.number, 'debit', stateOf(debitState), kindOf(move.kind));
    }
    const creditState = this.balances.state(creditRow);
    return permits(creditState, 'credit', act)
      ? undefined
      : stateForbids(move.credit.number, 'credit', stateOf(creditState), kindOf(move.kind));
  }

  private moveSerials(move: Move): readonly Piece[] | Refusal | undefined {
    if (!move.instrument.serialised) return undefined;
    const pieces = move.issue === undefined ? this.takeSerials(move) : this.newSerials(move);
    if (pieces instanceof Refusal) return pieces;
    // a reversed issue takes its serials out of the world
    if (move.credit.id !== SYSTEM_ACCOUNTS.issuance) {
      const journal = HOLDS.has(move.kind) ? undefined : provisionalId(this.transfers.length);
      this.blocks.give(move.instrument.id, move.credit.id, move.creditPart, pieces, journal);
    }
    return pieces;
  }

  private newSerials(move: Move): Piece[] {
    const first = this.uses.nextSerials(move.instrument, move.quantity);
    return [{ first, last: first + move.quantity - 1n, previous: 0n }];
  }

  private takeSerials(move: Move): Piece[] | Refusal {
    const { instrument, debit, debitPart } = move;
    if (move.serials === undefined) {
      const pieces = this.blocks.take(instrument.id, debit.id, debitPart, move.quantity);
      // the balance suffices, so the blocks must: the database holds them equal
      if (pieces === undefined)
        throw new Error(`blocks of ${debit.number} do not cover its ${instrument.code}`);
      return pieces;
    }
    const taken = this.blocks.takeSerials(instrument.id, debit.id, debitPart, move.serials);
    if (Array.isArray(taken)) return taken;
    const { first, last } = (taken as { notHeld: { first: bigint; last: bigint } }).notHeld;
    return serialsNotHeld(debit.number, instrument.code, partOf(debitPart), first, last);
  }
}

/** Ids are given to a batch after it is judged; until then its transfers are -1, -2, … */
const provisionalId = (ordinal: number) => BigInt(-ordinal - 1);

/** The journal id of a block or piece once the batch has its first id. */
export function settledId(id: bigint, firstId: bigint): bigint {
  return id < 0n ? firstId - id - 1n : id;
}
