import type { RestingOrder } from './resting-order';

/** A moment of the book to which it can be taken back. */
export type Mark = number & { readonly mark: unique symbol };

export interface Change {
  readonly kind: 'entered' | 'left' | 'reduced';
  readonly order: RestingOrder;
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

  record(kind: Change['kind'], order: RestingOrder): void {
    if (this.recording) this.changes.push({ kind, order, quantity: order.quantity });
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
   * Forgets what came before the mark; without one, everything, and stops recording.
   * @throws RangeError for a mark that was released or undone
   */
  release(mark?: Mark): void {
    if (mark === undefined) {
      this.forgotten += this.changes.length;
      this.changes = [];
      this.recording = false;
      return;
    }
    this.requireHeld(mark);
    this.changes = this.changes.slice(mark - this.forgotten);
    this.forgotten = mark;
  }

  private requireHeld(mark: Mark): void {
    if (!this.recording || mark < this.forgotten || mark > this.forgotten + this.changes.length) {
      throw new RangeError('the mark is not held any more');
    }
  }
}
