import { type ChinaMonth, MAX_QUANTITY } from '@carbon/kernel';
import { energyKey } from '@carbon/sources/domain';

/** A range of a source, as the ledger has it: `[from, to)`. */
export interface Range {
  readonly key: string;
  readonly from: bigint;
  readonly to: bigint;
}

/** All the energy of a plant in some months, however much was metered: for what concerns a month as a whole (EXC-002..4). */
export function energyOfMonths(plantCode: string, months: readonly ChinaMonth[]): Range[] {
  return months.map((month) => ({ key: energyKey(plantCode, month), from: 0n, to: MAX_QUANTITY }));
}

/** The months that ranges of energy are of, each once, in order. */
export function monthsOfRanges(ranges: readonly Pick<Range, 'key'>[]): ChinaMonth[] {
  return [...new Set(ranges.map(({ key }) => key.slice(key.lastIndexOf(':') + 1) as ChinaMonth))].sort();
}
