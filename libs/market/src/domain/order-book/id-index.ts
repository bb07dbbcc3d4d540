import { NO_SLOT, type OrderTable, type Slot } from './order-table';

/** The golden ratio's fraction in 32 bits: spreads neighbours far apart (Fibonacci hashing). */
const GOLDEN_DIGITS = 0x9e3779b1;
/** Places of an empty index: a power of two. */
const FIRST_LENGTH = 1_024;

/**
 * Finds the slot of an id. Open addressing in one buffer of pairs (slot, lower half of the id), at most half full; a
 * removal closes the gap, so that it stays as quick as it was however many come and go.
 */
export class IdIndex {
  size = 0;
  private pairs = new Int32Array(2 * FIRST_LENGTH);
  /** The last place, a number of ones only; and how far a hash is shifted to become a place. */
  private mask = this.pairs.length / 2 - 1;
  private shift = Math.clz32(this.mask);

  constructor(private readonly table: OrderTable) {}

  find(id: number): Slot {
    const low = id | 0;
    const { mask } = this;
    for (let at = this.home(low); ; at = (at + 1) & mask) {
      const slot = this.slot(at);
      if (slot === NO_SLOT) return NO_SLOT;
      if (this.low(at) === low && this.table.id(slot) === id) return slot;
    }
  }

  /** The id must not be there yet. */
  add(id: number, slot: Slot): void {
    if (2 * this.size >= this.mask) this.grow();
    this.put(slot, id | 0);
    this.size += 1;
  }

  /** The id must be there, at `slot`. */
  remove(id: number, slot: Slot): void {
    const { mask } = this;
    let gap = this.home(id | 0);
    while (this.slot(gap) !== slot) gap = (gap + 1) & mask;
    for (let at = (gap + 1) & mask; this.slot(at) !== NO_SLOT; at = (at + 1) & mask) {
      const distance = (at - this.home(this.low(at))) & mask;
      if (distance < ((at - gap) & mask)) continue;
      this.set(gap, this.slot(at), this.low(at));
      gap = at;
    }
    this.set(gap, NO_SLOT, 0);
    this.size -= 1;
  }

  private put(slot: Slot, low: number): void {
    const { mask } = this;
    let at = this.home(low);
    while (this.slot(at) !== NO_SLOT) at = (at + 1) & mask;
    this.set(at, slot, low);
  }

  private grow(): void {
    const old = this.pairs;
    this.pairs = new Int32Array(2 * old.length);
    this.mask = old.length - 1;
    this.shift = Math.clz32(this.mask);
    for (let at = 0; at < old.length; at += 2) {
      const slot = old[at] ?? NO_SLOT;
      if (slot !== NO_SLOT) this.put(slot, old[at + 1] ?? 0);
    }
  }

  private home(low: number): number {
    return Math.imul(low, GOLDEN_DIGITS) >>> this.shift;
  }

  private slot(at: number): Slot {
    return this.pairs[2 * at] ?? NO_SLOT;
  }

  private low(at: number): number {
    return this.pairs[2 * at + 1] ?? 0;
  }

  private set(at: number, slot: Slot, low: number): void {
    this.pairs[2 * at] = slot;
    this.pairs[2 * at + 1] = low;
  }
}
