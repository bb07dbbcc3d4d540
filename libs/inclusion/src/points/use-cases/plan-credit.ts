import type { TailRow } from '../persistence/tail';

/** What a fold does with the points of one resident and programme. */
export interface PlannedPoints extends TailRow {
  /** Points that come to the account. */
  readonly credit: bigint;
  /** Points that are taken from it. */
  readonly takeBack: bigint;
  /** How what is owed changes. */
  readonly debt: bigint;
}

/**
 * A credit pays what is owed first; what is taken back comes from what is free, and what is not there is owed from then on.
 * `points = credit − takeBack − debt`, exactly, and nothing goes below zero.
 */
export function planPoints(row: TailRow, owed: bigint, free: bigint): PlannedPoints {
  const { points } = row;
  if (points >= 0n) {
    const pays = owed < points ? owed : points;
    return { ...row, credit: points - pays, takeBack: 0n, debt: -pays };
  }
  const takeBack = free < -points ? free : -points;
  return { ...row, credit: 0n, takeBack, debt: -points - takeBack };
}
