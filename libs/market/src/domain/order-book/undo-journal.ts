import type { Slot } from './order-table';

/** A moment of the book to which it can be taken back. */
export type Mark = number & { readonly mark: unique symbol };

export type ChangeKind = 'entered' | 'left' | 'reduced';

export interface Change {
  readonly kind: ChangeKind;
  readonly slot: Slot;
  /** What rested of the order before. */
  readonly quantity: number;
}

/** The changes since the oldest mark that is still held; nothing is kept while there is none. */
export class UndoJournal {
  private changes: Change[] = [];
  private recording = false;
  /** How many changes were forgotten before the first that is kept. */
  private forgotten = 0;

  mark(): Mark {
    this.recording = true;
    return (this.forgotten + this.changes.length) as Mark;
  }

  /** Whether the change is kept, and its slot with it. */
  record(kind: ChangeKind, slot: Slot, quantity: number): boolean {
    if (this.recording) this.changes.push({ kind, slot, quantity });
    return this.recording;
  }

  /**
   * Takes the changes since the mark out, the latest first.
   * @throws RangeError for a mark that was released or undone
   */
  *undo(mark: Mark): Generator<Change> {
    this.requireHeld(mark);
    while (this.forgotten + this.changes.length > mark) {
      const change = this.changes.pop();
      if (change !== undefined) yield change;
    }
  }

  /**
   * Forgets what came before the mark; without one, everything, and stops recording. Gives back what it forgot.
   * @throws RangeError for a mark that was released or undone
   */
  release(mark?: Mark): readonly Change[] {
    if (mark !== undefined) this.requireHeld(mark);
    const kept = mark === undefined ? [] : this.changes.slice(mark - this.forgotten);
    const gone = this.changes.slice(0, this.changes.length - kept.length);
    this.forgotten += gone.length;
    this.changes = kept;
    this.recording = mark !== undefined;
    return gone;
  }

  private requireHeld(mark: Mark): void {
    if (!this.recording || mark < this.forgotten || mark > this.forgotten + this.changes.length) {
      throw new RangeError('the mark is not held any more');
    }
  }
}
