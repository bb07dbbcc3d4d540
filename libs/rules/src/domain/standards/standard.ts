import { type ChinaDate, parseChinaDate, type Text } from '@carbon/kernel';
import type { Certainty } from '../certainty';
import { fields, optional, type Reader } from '../readers';

export const STANDARD_STATUSES = ['in-force', 'draft', 'superseded', 'withdrawn'] as const;
export type StandardStatus = (typeof STANDARD_STATUSES)[number];

/** What the register says of one edition of a standard, a law, a methodology or a published factor. */
export interface StandardEntry {
  readonly title: Text;
  /** Version or year, as its publisher writes it. */
  readonly edition: string;
  /** What it is about: two in force about one thing contradict each other. */
  readonly subject: string;
  readonly status: StandardStatus;
  /** First and last day for which it is meant, where known. */
  readonly from?: ChinaDate | undefined;
  readonly to?: ChinaDate | undefined;
  /** Codes of what it takes the place of. */
  readonly supersedes?: readonly string[] | undefined;
  /** Name that its editions share. */
  readonly series?: string | undefined;
  /** The one figure it is cited for. */
  readonly figure?: { readonly value: string; readonly unit: string } | undefined;
  /** Rule packs of ours that rest on it. */
  readonly usedIn?: readonly string[] | undefined;
}

/** An entry with where it comes from. */
export interface Standard extends StandardEntry {
  readonly code: string;
  readonly rules: readonly string[];
  readonly source: string;
  readonly certainty: Certainty;
}

const text: Reader<string> = (value) => {
  if (typeof value !== 'string' || value.trim() === '') throw new RangeError('must be a text');
  return value;
};

const texts: Reader<readonly string[]> = (value) => {
  if (!Array.isArray(value) || value.length === 0) throw new RangeError('must be a list of texts');
  return value.map((one: unknown) => text(one));
};

const day: Reader<ChinaDate> = (value) => {
  try {
    return parseChinaDate(text(value));
  } catch {
    throw new RangeError('must be a day YYYY-MM-DD');
  }
};

const status: Reader<StandardStatus> = (value) => {
  const known = STANDARD_STATUSES.find((one) => one === value);
  if (known === undefined) throw new RangeError(`must be one of ${STANDARD_STATUSES.join(', ')}`);
  return known;
};

const figure: Reader<string> = (value) => {
  if (typeof value !== 'string' || !/^-?\d{1,18}(\.\d{1,12})?$/.test(value)) {
    throw new RangeError('must be a decimal string');
  }
  return value;
};

const entry = fields<Record<keyof StandardEntry, unknown>>({
  title: fields({ zh: text, en: text }),
  edition: text,
  subject: text,
  status,
  from: optional(day),
  to: optional(day),
  supersedes: optional(texts),
  series: optional(text),
  figure: optional(fields({ value: figure, unit: text })),
  usedIn: optional(texts),
});

/** One value of the register. */
export const standardEntry: Reader<StandardEntry> = (value) => {
  const read = entry(value) as unknown as StandardEntry;
  if (read.from !== undefined && read.to !== undefined && read.to < read.from) {
    throw new RangeError('to is before from');
  }
  return read;
};
