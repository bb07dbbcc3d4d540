import type { ChinaMonth } from '@carbon/kernel';
import { type Wh, wh } from './energy';

/**
 * A stretch `[fromWh, toWh)` of one month's energy of one plant. The energy of a plant-month is the stretch
 * `[0, energyWh)`; every certificate stands for stretches that no other certificate holds.
 */
export interface SourceRange {
  readonly month: ChinaMonth;
  readonly fromWh: Wh;
  readonly toWh: Wh;
}

/** Energy of ranges together. */
export function energyOf(ranges: readonly SourceRange[]): Wh {
  return wh(ranges.reduce((sum, range) => sum + range.toWh - range.fromWh, 0n));
}

/** The part `[from, to)` of ranges laid end to end. */
export function slice(ranges: readonly SourceRange[], from: Wh, to: Wh): readonly SourceRange[] {
  const parts: SourceRange[] = [];
  let start = 0n;
  for (const { month, fromWh, toWh } of ranges) {
    const end = start + toWh - fromWh;
    const low = start > from ? start : from;
    const high = end < to ? end : to;
    if (low < high) {
      parts.push({ month, fromWh: wh(fromWh + low - start), toWh: wh(fromWh + high - start) });
    }
    start = end;
  }
  return parts;
}

/** Ranges without what is taken, and what of them is: exact to the Wh. */
export function withoutTaken(
  ranges: readonly SourceRange[],
  taken: readonly SourceRange[],
): { readonly left: readonly SourceRange[]; readonly lost: readonly SourceRange[] } {
  if (taken.length === 0) return { left: ranges, lost: [] };
  const left: SourceRange[] = [];
  const lost: SourceRange[] = [];
  for (const { month, fromWh, toWh } of ranges) {
    const cuts = taken
      .filter((cut) => cut.month === month && cut.fromWh < toWh && cut.toWh > fromWh)
      .sort((one, other) => (one.fromWh < other.fromWh ? -1 : 1));
    let at = fromWh;
    for (const cut of cuts) {
      const low = cut.fromWh > at ? cut.fromWh : at;
      const high = cut.toWh < toWh ? cut.toWh : toWh;
      if (low >= high) continue;
      if (at < low) left.push({ month, fromWh: at, toWh: low });
      lost.push({ month, fromWh: low, toWh: high });
      at = high;
    }
    if (at < toWh) left.push({ month, fromWh: at, toWh });
  }
  return { left, lost };
}
