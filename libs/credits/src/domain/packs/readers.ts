import { type ChinaDate, parseChinaDate, type Text } from '@carbon/kernel';
import { CERTAINTIES, type Certainty, fields, type Reader } from '@carbon/rules/domain';

/** Readers of what this room's packs hold; each throws RangeError saying what a value must be. */
export const text: Reader<string> = (value) => {
  if (typeof value !== 'string' || value.trim() === '') throw new RangeError('must be a text');
  return value;
};

export const twoLanguages: Reader<Text> = fields<{ zh: string; en: string }>({ zh: text, en: text });

export const yesOrNo: Reader<boolean> = (value) => {
  if (typeof value !== 'boolean') throw new RangeError('must be true or false');
  return value;
};

export const day: Reader<ChinaDate> = (value) => {
  try {
    return parseChinaDate(typeof value === 'string' ? value : '');
  } catch {
    throw new RangeError('must be a day YYYY-MM-DD');
  }
};

const DECIMAL = /^-?(0|[1-9]\d{0,17})(\.\d{1,12})?$/;

/** A plain decimal of at most 18 digits before and 12 after the point. */
export const decimal: Reader<string> = (value) => {
  if (typeof value !== 'string' || !DECIMAL.test(value)) throw new RangeError('must be a decimal string');
  return value;
};

export const certainty: Reader<Certainty> = (value) => {
  const known = CERTAINTIES.find((one) => one === value);
  if (known === undefined) throw new RangeError(`must be one of ${CERTAINTIES.join(', ')}`);
  return known;
};

const RULE_ID = /^[A-Z]{3,4}-\d{2,3}$/;
const ruleId: Reader<string> = (value) => {
  if (typeof value !== 'string' || !RULE_ID.test(value))
    throw new RangeError('must be a rule ID like CCM-02');
  return value;
};

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

export const rules = someOf(ruleId);

export function oneOf<T extends string>(...known: readonly T[]): Reader<T> {
  return (value) => {
    const found = known.find((one) => one === value);
    if (found === undefined) throw new RangeError(`must be one of ${known.join(', ')}`);
    return found;
  };
}

/** Null where the rules ask for nothing of the kind: said, not left out. */
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
