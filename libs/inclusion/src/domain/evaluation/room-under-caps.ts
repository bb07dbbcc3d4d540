import type { CountedAct } from '../acts';
import { monthOfDay } from './china-days';
import type { ReadyMethod } from './ready-rules';

type Of = Pick<CountedAct, 'programme' | 'method'>;

/** What the caps of one resident's methods still leave, by China day and month (PTS-006). */
export class RoomUnderCaps {
  private readonly ofDays = new Sums();
  private readonly ofMonths = new Sums();

  take(of: Of, { dailyCap, monthlyCap }: ReadyMethod, day: number, amount: number): void {
    if (dailyCap !== null) this.ofDays.add(of, day, amount);
    if (monthlyCap !== null) this.ofMonths.add(of, monthOfDay(day), amount);
  }

  /** Infinity where there is no cap; never above 0 where it is reached. */
  leftOfDay(of: Of, { dailyCap }: ReadyMethod, day: number): number {
    return dailyCap === null ? Infinity : dailyCap - this.ofDays.of(of, day);
  }

  leftOfMonth(of: Of, { monthlyCap }: ReadyMethod, day: number): number {
    return monthlyCap === null ? Infinity : monthlyCap - this.ofMonths.of(of, monthOfDay(day));
  }
}

interface Sum {
  readonly programme: number;
  readonly method: number;
  readonly span: number;
  amount: number;
}

/** A few sums of one resident: looked through faster than hashed. */
class Sums {
  private readonly sums: Sum[] = [];

  of(of: Of, span: number): number {
    return this.find(of, span)?.amount ?? 0;
  }

  add(of: Of, span: number, amount: number): void {
    const found = this.find(of, span);
    if (found) found.amount += amount;
    else this.sums.push({ programme: of.programme, method: of.method, span, amount });
  }

  private find({ programme, method }: Of, span: number): Sum | undefined {
    for (const sum of this.sums)
      if (sum.span === span && sum.method === method && sum.programme === programme) return sum;
    return undefined;
  }
}
