import type { RestingOrder } from './resting-order';

/** The orders whose last day is one and the same, newest first. */
export class ExpiryDay {
  newest: RestingOrder | undefined = undefined;

  constructor(readonly day: number) {}
}

/** Which orders end when. Costs nothing for orders without an end. */
export class ExpiryCalendar {
  private readonly days = new Map<number, ExpiryDay>();

  add(order: RestingOrder): void {
    if (order.goodTill === 0) return;
    const day = this.days.get(order.goodTill) ?? new ExpiryDay(order.goodTill);
    order.day = day;
    order.behindInDay = day.newest;
    this.putBack(order);
  }

  /** Undoes a removal; everything that happened after it must have been undone. */
  putBack(order: RestingOrder): void {
    const { day, beforeInDay, behindInDay } = order;
    if (day === undefined) return;
    if (day.newest === undefined) this.days.set(day.day, day);
    if (beforeInDay === undefined) day.newest = order;
    else beforeInDay.behindInDay = order;
    if (behindInDay !== undefined) behindInDay.beforeInDay = order;
  }

  remove(order: RestingOrder): void {
    const { day, beforeInDay, behindInDay } = order;
    if (day === undefined) return;
    if (beforeInDay === undefined) day.newest = behindInDay;
    else beforeInDay.behindInDay = behindInDay;
    if (behindInDay !== undefined) behindInDay.beforeInDay = beforeInDay;
    if (day.newest === undefined) this.days.delete(day.day);
  }

  /** The orders whose last day is before `day`, by id. Looks at every day that has orders, and at no other order. */
  endedBefore(day: number): RestingOrder[] {
    const ended: RestingOrder[] = [];
    for (const { day: last, newest } of this.days.values()) {
      if (last >= day) continue;
      for (let order = newest; order !== undefined; order = order.behindInDay) ended.push(order);
    }
    return ended.sort((a, b) => a.id - b.id);
  }
}
