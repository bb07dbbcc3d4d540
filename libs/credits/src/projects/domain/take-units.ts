/** A run of units in one place. */
export interface Run {
  readonly account: string;
  readonly instrument: string;
  readonly serials: { readonly first: bigint; readonly last: bigint };
}

/** Takes up to `wanted` units from runs, in order; what cannot be taken is missing (CCR-012: one for one, and no more). */
export function takeUnits(
  runs: readonly Run[],
  wanted: bigint,
): { readonly taken: readonly Run[]; readonly quantity: bigint; readonly missing: bigint } {
  let missing = wanted;
  const taken: Run[] = [];
  for (const run of runs) {
    if (missing === 0n) break;
    const { first, last } = run.serials;
    const size = last - first + 1n;
    const part = size < missing ? size : missing;
    taken.push({ ...run, serials: { first, last: first + part - 1n } });
    missing -= part;
  }
  return { taken, quantity: wanted - missing, missing };
}
