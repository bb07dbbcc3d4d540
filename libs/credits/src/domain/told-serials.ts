import type { Json } from '@carbon/kernel';

/** Runs of units as histories and answers tell them: `1-100`. */
export function toldUnits(
  units: readonly {
    readonly instrument: string;
    readonly serials: { readonly first: bigint; readonly last: bigint };
  }[],
): Json[] {
  return units.map(({ instrument, serials: { first, last } }) => ({
    instrument,
    serials: `${first.toString()}-${last.toString()}`,
  }));
}
