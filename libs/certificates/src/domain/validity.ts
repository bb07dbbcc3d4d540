import { addMonths, type ChinaDate, type ChinaMonth, lastDayOf } from '@carbon/kernel';
import type { GecPack } from './rules/gec';

/** Which part of GEC-013 gave the last day. */
export type ValidityBasis = 'months' | 'early-power';

export interface Validity {
  /** Last China day on which a certificate of the month can be used. */
  readonly validThrough: ChinaDate;
  readonly basis: ValidityBasis;
}

/**
 * GEC-013: validity counts from the production month, which is included, never from the day of issue; power of early
 * months has one common last day.
 */
export function validityOf(productionMonth: ChinaMonth, pack: GecPack): Validity {
  const early = pack.earlyPower.value;
  if (productionMonth < early.before) return { validThrough: early.validThrough, basis: 'early-power' };
  const lastMonth = addMonths(productionMonth, pack.validityMonths.value - 1);
  return { validThrough: lastDayOf(lastMonth), basis: 'months' };
}

/** GEC-014: whether a certificate of the month can no longer be used on a day. */
export function isExpired(productionMonth: ChinaMonth, on: ChinaDate, pack: GecPack): boolean {
  return on > validityOf(productionMonth, pack).validThrough;
}
