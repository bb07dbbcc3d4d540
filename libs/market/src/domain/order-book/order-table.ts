import type { Order, Side } from './order';

/** Where an order stands in the table; slots begin at 1. */
export type Slot = number;
export const NO_SLOT: Slot = 0;

/** An order is four doubles and then eight integers: one line of a processor's cache. */
const enum Exact {
  id,
  owner,
  quantity,
  spare,
  WIDTH,
}
const enum Whole {
  price,
  goodTill,
  isSell,
  before,
  behind,
  beforeInDay,
  behindInDay,
  spare,
  WIDTH,
}

/**
 * Orders side by side in one buffer rather than as objects: a million of them cost the garbage collector nothing, and
 * each is fetched at once. Slots that are given back are used again; the buffer doubles when all are taken.
 */
export class OrderTable {
  private exact: Float64Array;
  private whole: Int32Array;
  private capacity = 1_000;
  private used = 0;
  private free: Slot = NO_SLOT;
  /** The queue of a price level. */
  readonly queue = new Chain(this, Whole.before, Whole.behind);
  /** The orders that end on one day. */
  readonly sameDay = new Chain(this, Whole.beforeInDay, Whole.behindInDay);

  constructor() {
    this.exact = new Float64Array(2 * Exact.WIDTH * this.capacity);
    this.whole = new Int32Array(this.exact.buffer);
  }

  /** Writes an order of which `quantity` rests into a free slot. */
  write(order: Order, quantity: number): Slot {
    const slot = this.freeSlot();
    const exact = 2 * slot * Exact.WIDTH;
    this.exact[exact + Exact.id] = order.id;
    this.exact[exact + Exact.owner] = order.owner;
    this.exact[exact + Exact.quantity] = quantity;
    const whole = (2 * slot + 1) * Whole.WIDTH;
    this.whole[whole + Whole.price] = order.price;
    this.whole[whole + Whole.goodTill] = order.goodTill;
    this.whole[whole + Whole.isSell] = order.side === 'sell' ? 1 : 0;
    return slot;
  }

  /** Nothing may speak of the slot any more. */
  giveBack(slot: Slot): void {
    this.setCell(slot, Whole.behind, this.free);
    this.free = slot;
  }

  id(slot: Slot): number {
    return this.exact[2 * slot * Exact.WIDTH + Exact.id] ?? 0;
  }

  owner(slot: Slot): number {
    return this.exact[2 * slot * Exact.WIDTH + Exact.owner] ?? 0;
  }

  quantity(slot: Slot): number {
    return this.exact[2 * slot * Exact.WIDTH + Exact.quantity] ?? 0;
  }

  setQuantity(slot: Slot, quantity: number): void {
    this.exact[2 * slot * Exact.WIDTH + Exact.quantity] = quantity;
  }

  price(slot: Slot): number {
    return this.cell(slot, Whole.price);
  }

  goodTill(slot: Slot): number {
    return this.cell(slot, Whole.goodTill);
  }

  side(slot: Slot): Side {
    return this.cell(slot, Whole.isSell) === 1 ? 'sell' : 'buy';
  }

  /** The order as it is now: what happens later does not show. */
  read(slot: Slot): Order {
    return {
      id: this.id(slot),
      owner: this.owner(slot),
      side: this.side(slot),
      price: this.price(slot),
      quantity: this.quantity(slot),
      goodTill: this.goodTill(slot),
    };
  }

  cell(slot: Slot, column: number): number {
    return this.whole[(2 * slot + 1) * Whole.WIDTH + column] ?? 0;
  }

  setCell(slot: Slot, column: number, value: number): void {
    this.whole[(2 * slot + 1) * Whole.WIDTH + column] = value;
  }

  private freeSlot(): Slot {
    const slot = this.free;
    if (slot !== NO_SLOT) {
      this.free = this.cell(slot, Whole.behind);
      return slot;
    }
    this.used += 1;
    if (this.used === this.capacity) this.grow();
    return this.used;
  }

  private grow(): void {
    this.capacity *= 2;
    const larger = new Float64Array(2 * Exact.WIDTH * this.capacity);
    larger.set(this.exact);
    this.exact = larger;
    this.whole = new Int32Array(larger.buffer);
  }
}

/**
 * Two columns of the table that tie orders to lists. An order that is cut out keeps its own two ends, so that joining
 * it again, after everything later was undone, puts it where it was.
 */
export class Chain {
  constructor(
    private readonly table: OrderTable,
    private readonly beforeColumn: number,
    private readonly behindColumn: number,
  ) {}

  before(slot: Slot): Slot {
    return this.table.cell(slot, this.beforeColumn);
  }

  behind(slot: Slot): Slot {
    return this.table.cell(slot, this.behindColumn);
  }

  /** Says between which two the slot is to be joined. */
  place(slot: Slot, before: Slot, behind: Slot): void {
    this.table.setCell(slot, this.beforeColumn, before);
    this.table.setCell(slot, this.behindColumn, behind);
  }

  join(slot: Slot): void {
    const before = this.before(slot);
    const behind = this.behind(slot);
    if (before !== NO_SLOT) this.table.setCell(before, this.behindColumn, slot);
    if (behind !== NO_SLOT) this.table.setCell(behind, this.beforeColumn, slot);
  }

  cut(slot: Slot): void {
    const before = this.before(slot);
    const behind = this.behind(slot);
    if (before !== NO_SLOT) this.table.setCell(before, this.behindColumn, behind);
    if (behind !== NO_SLOT) this.table.setCell(behind, this.beforeColumn, before);
  }
}
