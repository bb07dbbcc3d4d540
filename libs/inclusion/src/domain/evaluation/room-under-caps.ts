import type { CountedAct } from '../acts';
import { monthOfDay } from './china-days';
import type { ReadyMethod } from './ready-rules';

/** Days, months and methods each fit into it, and three of them into a whole number. */
const BASE = 65_536;

type Of = Pick<CountedAct, 'programme' | 'method'>;

const keyOf = ({ programme, method }: Of, span: number): number => (programme * BASE + method) * BASE + span;

/** What the caps of one resident's methods still leave, by China day and month (PTS-006). */
export class RoomUnderCaps {
  private readonly ofDays = new Map<number, number>();
  private readonly ofMonths = new Map<number, number>();

  take(of: Of, { dailyCap, monthlyCap }: ReadyMethod, day: number, amount: number): void {
    if (dailyCap !== null) add(this.ofDays, keyOf(of, day), amount);
    if (monthlyCap !== null) add(this.ofMonths, keyOf(of, monthOfDay(day)), amount);
  }

  /** Infinity where there is no cap; never above 0 where it is reached. */
  leftOfDay(of: Of, { dailyCap }: ReadyMethod, day: number): number {
    return dailyCap === null ? Infinity : dailyCap - (this.ofDays.get(keyOf(of, day)) ?? 0);
  }

  leftOfMonth(of: Of, { monthlyCap }: ReadyMethod, day: number): number {
    return monthlyCap === null ? Infinity : monthlyCap - (this.ofMonths.get(keyOf(of, monthOfDay(day))) ?? 0);
  }
}

function add(sums: Map<number, number>, key: number, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}
