/** A line of a month: the acts of one method, or those of residents who left. */
export interface Cell {
  /** Different residents behind it. */
  readonly residents: number;
  readonly acts: bigint;
}

/** Which figures of a month may be told. */
export interface Told {
  readonly total: boolean;
  /** In the order of the cells. */
  readonly cells: readonly boolean[];
}

/**
 * Which lines of a month may be told together with their sum, so that nobody learns figures of fewer residents than the
 * smallest group, neither from a line nor by taking lines from the sum. Lines of small groups are withheld; so is the
 * smallest of the others, so that the sum less the rest tells only of two lines or more, and of a whole group. Where that
 * cannot be, the sum is withheld, too.
 *
 * Empty lines tell nothing and stand.
 * @param residents different residents behind the sum
 */
export function withhold(cells: readonly Cell[], residents: number, smallestGroup: number): Told {
  const filled = cells.flatMap((cell, at) =>
    cell.acts === 0n && cell.residents === 0 ? [] : [{ cell, at }],
  );
  if (residents < smallestGroup) return told(cells, new Set(filled.map(({ at }) => at)), false);
  const small = filled.filter(({ cell }) => cell.residents < smallestGroup);
  if (small.length === 0) return told(cells, new Set(), true);
  const withheld = [...small];
  const rest = filled
    .filter(({ cell }) => cell.residents >= smallestGroup)
    .sort((a, b) => a.cell.residents - b.cell.residents || a.at - b.at);
  // one line of a whole group makes what is withheld that of a group, and hides the small ones in it
  const [cover] = rest;
  if (cover !== undefined) withheld.push(cover);
  return told(cells, new Set(withheld.map(({ at }) => at)), withheld.length > 1);
}

function told(cells: readonly Cell[], withheld: ReadonlySet<number>, total: boolean): Told {
  return { total, cells: cells.map((_, at) => !withheld.has(at)) };
}
