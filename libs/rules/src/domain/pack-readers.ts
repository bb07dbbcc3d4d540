import { type ChinaDate, parseChinaDate, type Text } from '@carbon/kernel';
import { fields, type Reader } from './readers';

/** Readers of what packs hold; each throws RangeError saying what a value must be. */
export const words: Reader<string> = (value) => {
  if (typeof value !== 'string' || value.trim() === '') throw new RangeError('must be a text');
  return value;
};

export const twoLanguages: Reader<Text> = fields<{ zh: string; en: string }>({ zh: words, en: words });

export const yesOrNo: Reader<boolean> = (value) => {
  if (typeof value !== 'boolean') throw new RangeError('must be true or false');
  return value;
};

export const calendarDay: Reader<ChinaDate> = (value) => {
  try {
    return parseChinaDate(typeof value === 'string' ? value : '');
  } catch {
    throw new RangeError('must be a day YYYY-MM-DD');
  }
};

const DECIMAL = /^(0|[1-9]\d{0,17})(\.\d{1,12})?$/;

/** A plain decimal from 0, of at most 18 digits before and 12 after the point. */
export const decimalText: Reader<string> = (value) => {
  if (typeof value !== 'string' || !DECIMAL.test(value)) throw new RangeError('must be a decimal string');
  return value;
};

const WHOLE_FEN = /^(?!0(\.0+)?$)(0|[1-9]\d{0,12})(\.\d{1,2})?$/;

/** A price step above 0 of at most two decimals: prices are whole fen. */
export const wholeFen: Reader<string> = (value) => {
  if (typeof value !== 'string' || !WHOLE_FEN.test(value))
    throw new RangeError('must be a decimal string above 0 of at most two decimals');
  return value;
};

export function oneOf<T extends string>(...known: readonly T[]): Reader<T> {
  return (value) => {
    const found = known.find((one) => one === value);
    if (found === undefined) throw new RangeError(`must be one of ${known.join(', ')}`);
    return found;
  };
}

export function listOf<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) throw new RangeError('must be a list');
    return value.map((item: unknown, at) => {
      try {
        return reader(item);
      } catch (error) {
        throw error instanceof RangeError ? new RangeError(`[${at}] ${error.message}`) : error;
      }
    });
  };
}

export function someOf<T>(reader: Reader<T>): Reader<readonly T[]> {
  const list = listOf(reader);
  return (value) => {
    const items = list(value);
    if (items.length === 0) throw new RangeError('must not be empty');
    return items;
  };
}

/** Null where the rules ask for nothing of the kind, or nothing of the kind is known: said, not left out. */
export function orNone<T>(reader: Reader<T>): Reader<T | null> {
  return (value) => (value === null ? null : reader(value));
}

/** An object with exactly these fields; those that were not given are left out. */
export function objectOf<T extends object>(readers: {
  readonly [K in keyof T]-?: Reader<T[K] | undefined>;
}): Reader<T> {
  const read = fields<Record<string, unknown>>(readers);
  return (value) =>
    Object.fromEntries(Object.entries(read(value)).filter(([, one]) => one !== undefined)) as T;
}
