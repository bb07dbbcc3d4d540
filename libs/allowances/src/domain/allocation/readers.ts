import type { Reader } from '@carbon/rules/domain';

/** Readers of what allocation packs hold; each throws RangeError saying what a value must be. */
const DECIMAL = /^-?(0|[1-9]\d{0,17})(\.\d{1,12})?$/;

/** A plain decimal of at most 18 digits before and 12 after the point. */
export const decimal: Reader<string> = (value) => {
  if (typeof value !== 'string' || !DECIMAL.test(value)) throw new RangeError('must be a decimal string');
  return value;
};

export const positiveDecimal: Reader<string> = (value) => {
  const read = decimal(value);
  if (read.startsWith('-') || /^[0.]+$/.test(read)) throw new RangeError('must be above 0');
  return read;
};

/** A decimal from 0 to 1. */
export const share: Reader<string> = (value) => {
  const read = decimal(value);
  if (!/^(0(\.\d+)?|1(\.0+)?)$/.test(read)) throw new RangeError('must be a share from 0 to 1');
  return read;
};

/** An object that says in the field `tag` which of the readers reads it. */
export function taggedBy<T>(tag: string, readers: Readonly<Record<string, Reader<T>>>): Reader<T> {
  return (value) => {
    const name: unknown =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[tag] : undefined;
    const reader = typeof name === 'string' && Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (reader === undefined) {
      throw new RangeError(`${tag} must be one of ${Object.keys(readers).join(', ')}`);
    }
    return reader(value);
  };
}
