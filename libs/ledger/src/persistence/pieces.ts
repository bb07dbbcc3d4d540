import type { Piece } from '../domain/block-book';

/** The serials of a journal row as the database driver gives them: rows of [first, last, previous]. */
export function piecesOf(rows: readonly (readonly (string | number)[])[]): Piece[] {
  return rows.map(([first, last, previous]) => ({
    first: BigInt(first ?? 0),
    last: BigInt(last ?? 0),
    previous: BigInt(previous ?? 0),
  }));
}
