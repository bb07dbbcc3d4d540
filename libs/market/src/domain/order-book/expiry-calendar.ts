import { NO_SLOT, type OrderTable, type Slot } from './order-table';

/** Which orders end when: by last day a chain of them, newest first. Orders without an end cost nothing. */
export class ExpiryCalendar {
  private readonly newest = new Map<number, Slot>();

  constructor(private readonly table: OrderTable) {}

  add(slot: Slot): void {
    const day = this.table.goodTill(slot);
    if (day === 0) return;
    this.table.sameDay.place(slot, NO_SLOT, this.newest.get(day) ?? NO_SLOT);
    this.putBack(slot);
  }

  /** Undoes a removal; everything that happened after it must have been undone. */
  putBack(slot: Slot): void {
    const day = this.table.goodTill(slot);
    if (day === 0) return;
    this.table.sameDay.join(slot);
    if (this.table.sameDay.before(slot) === NO_SLOT) this.newest.set(day, slot);
  }

  remove(slot: Slot): void {
    const day = this.table.goodTill(slot);
    if (day === 0) return;
    const { sameDay } = this.table;
    sameDay.cut(slot);
    if (sameDay.before(slot) !== NO_SLOT) return;
    const next = sameDay.behind(slot);
    if (next === NO_SLOT) this.newest.delete(day);
    else this.newest.set(day, next);
  }

  /** The orders whose last day is before `day`, by id. Looks at every day that has orders, and at no other order. */
  endedBefore(day: number): Slot[] {
    const { table } = this;
    const ended: Slot[] = [];
    for (const [last, newest] of this.newest) {
      if (last >= day) continue;
      for (let slot = newest; slot !== NO_SLOT; slot = table.sameDay.behind(slot)) ended.push(slot);
    }
    return ended.sort((a, b) => table.id(a) - table.id(b));
  }
}
