import { parseQuantity } from '@carbon/kernel';

/** Reads one value of a pack. @throws RangeError saying what it must be */
export type Reader<T> = (value: unknown) => T;

export const wholeNumber: Reader<number> = (value) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new RangeError('must be a whole number from 0');
  }
  return value;
};

export const positiveNumber: Reader<number> = (value) => {
  if (wholeNumber(value) === 0) throw new RangeError('must be a whole number from 1');
  return value as number;
};

/** Units, as a decimal string in the pack. */
export const units: Reader<bigint> = (value) => {
  try {
    return parseQuantity(value, 'value');
  } catch {
    throw new RangeError('must be a positive whole quantity as a decimal string');
  }
};

const CLOCK_TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;
const MINUTE_MS = 60_000;

/** A time of day `HH:MM`, as milliseconds since midnight on the wall clock. */
export const clockTime: Reader<number> = (value) => {
  const [, hours, minutes] = (typeof value === 'string' ? CLOCK_TIME.exec(value) : null) ?? [];
  if (hours === undefined || minutes === undefined) throw new RangeError('must be a time of day HH:MM');
  return (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
};

export const timeZone: Reader<string> = (value) => {
  try {
    if (typeof value === 'string')
      return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    // told below
  }
  throw new RangeError('must be the name of a time zone');
};

/** An object with exactly these fields; a reader made by `optional` may find nothing. */
export function fields<T extends Readonly<Record<string, unknown>>>(readers: {
  readonly [K in keyof T]: Reader<T[K]>;
}): Reader<T> {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new RangeError('must be an object');
    }
    const found = value as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(found)) {
      if (!Object.hasOwn(readers, name)) throw new RangeError(`has no field ${name}`);
    }
    const read = Object.entries<Reader<unknown>>(readers).map(([name, reader]) => {
      try {
        return [name, reader(found[name])];
      } catch (error) {
        throw error instanceof RangeError ? new RangeError(`${name} ${error.message}`) : error;
      }
    });
    return Object.fromEntries(read) as T;
  };
}

export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (value) => (value === undefined ? undefined : reader(value));
}
