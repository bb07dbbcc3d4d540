import type { ValueTransformer } from 'typeorm';
import { type Wh, wh } from '../domain/energy';
import type { Withheld } from '../domain/class-issue';
import type { SourceRange } from '../domain/monthly-issue';

/** `bigint` columns come as text from the driver. */
export const wholeNumber: ValueTransformer = {
  to: (value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  from: (value: string | null) => (value === null ? null : BigInt(value)),
};

/** A range as JSON, its energy in decimal strings. */
export interface StoredRange {
  readonly month: SourceRange['month'];
  readonly fromWh: string;
  readonly toWh: string;
}

export function storeRanges(ranges: readonly SourceRange[]): StoredRange[] {
  return ranges.map(({ month, fromWh, toWh }) => ({
    month,
    fromWh: fromWh.toString(),
    toWh: toWh.toString(),
  }));
}

export function readRanges(stored: readonly StoredRange[]): SourceRange[] {
  return stored.map(({ month, fromWh, toWh }) => ({ month, fromWh: energy(fromWh), toWh: energy(toWh) }));
}

const energy = (text: string): Wh => wh(BigInt(text));

/** Source ranges in a `jsonb` column. */
export const sourceRanges: ValueTransformer = { to: storeRanges, from: readRanges };

export function storeWithheld(withheld: readonly Withheld[]): (StoredRange & Pick<Withheld, 'reason'>)[] {
  return storeRanges(withheld).map((range, at) => ({
    ...range,
    reason: withheld[at]?.reason ?? 'correction',
  }));
}

/** Withheld energy in a `jsonb` column. */
export const withheldRanges: ValueTransformer = {
  to: storeWithheld,
  from: (stored: readonly (StoredRange & Pick<Withheld, 'reason'>)[]): Withheld[] =>
    readRanges(stored).map((range, at) => ({ ...range, reason: stored[at]?.reason ?? 'correction' })),
};
