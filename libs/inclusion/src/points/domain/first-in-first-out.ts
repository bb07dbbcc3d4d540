import { addMonths, type ChinaDate, chinaMonth, type ChinaMonth, lastDayOf } from '@carbon/kernel';

/** Points credited in one month. */
export interface PointsLot {
  readonly creditedMonth: ChinaMonth;
  readonly points: bigint;
}

/** What is left of the points of one month, and their last day. */
export interface ExpiringPoints {
  readonly points: bigint;
  readonly validThrough: ChinaDate;
}

/** The month in which points are credited at a moment, as its first day. */
export const creditMonth = (now: Date): ChinaDate => `${chinaMonth(now)}-01` as ChinaDate;

/** PTS-002: points are valid to the end of the month that comes `validMonths` after that of their crediting. */
export function validThrough(creditedMonth: ChinaMonth, validMonths: number): ChinaDate {
  return lastDayOf(addMonths(creditedMonth, validMonths));
}

/**
 * What of a balance came from which month, when what came first went first: the newest points are the last to go.
 * @param there all points of the account, those set apart too
 * @returns oldest first; what is older than every lot is not among them
 */
export function leftOfLots(
  lots: readonly PointsLot[],
  there: bigint,
  validMonths: number,
): readonly ExpiringPoints[] {
  let rest = there;
  const left: ExpiringPoints[] = [];
  for (const { creditedMonth, points } of [...lots].sort((a, b) =>
    a.creditedMonth < b.creditedMonth ? 1 : -1,
  )) {
    const of = rest < points ? rest : points;
    if (of > 0n) left.unshift({ points: of, validThrough: validThrough(creditedMonth, validMonths) });
    rest -= of;
  }
  return left;
}
