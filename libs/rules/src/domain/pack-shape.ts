import type { Text } from '@carbon/kernel';
import { readCertainty } from './certainty';
import {
  dayOf,
  type Fields,
  fieldsOf,
  isText,
  readRules,
  readSource,
  readVersion,
  refuseOtherFields,
  type Wrong,
} from './file-checks';
import type { Reader } from './readers';
import { covers, overlap, type RuleValue, type Span } from './rule-value';

/** What a pack holds: each key that must be there with the reader of its values, and the reader of any other key. */
export interface PackShape {
  readonly keys: Readonly<Record<string, Reader<unknown>>>;
  readonly others?: Reader<unknown>;
}

export type ValueOf<S extends PackShape, K extends keyof S['keys']> =
  S['keys'][K] extends Reader<infer T> ? T : never;

/** A pack whose every value was read. */
export interface ReadPack extends Span {
  readonly id: string;
  readonly version: string;
  readonly title: Text;
  /** By key; the spans of one key's values do not overlap. */
  readonly values: ReadonlyMap<string, readonly RuleValue<unknown>[]>;
}

/** One thing that is wrong with a pack file. */
export interface PackFault {
  /** Its place in `values`, and the key found there; absent for what concerns the file as a whole. */
  readonly at?: number;
  readonly key?: string;
  readonly what: string;
}

/** More values than any pack of ours has; a file that holds more is not looked at further. */
const MAX_VALUES = 5_000;

/** Characters of any text in a file; sources are the longest. */
const MAX_TEXT = 4_000;

const PACK_FIELDS = ['id', 'version', 'title', 'effectiveFrom', 'effectiveTo', 'values'];
const VALUE_FIELDS = ['key', 'value', 'rules', 'source', 'certainty', 'effectiveFrom', 'effectiveTo'];

/** Reads a pack file against its shape: the pack, or everything that is wrong with it. */
export function readPack(
  id: string,
  shape: PackShape,
  file: unknown,
): { readonly pack: ReadPack } | { readonly faults: readonly PackFault[] } {
  const faults: PackFault[] = [];
  const pack = fieldsOf(file);
  const wrong: Wrong = (what) => faults.push({ what });
  refuseOtherFields(pack, PACK_FIELDS, wrong);
  if (pack['id'] !== id) wrong(`id must be ${id}`);
  const version = readVersion(pack['version'], wrong);
  const title = pack['title'];
  if (!isText(title)) wrong('title must be given in Chinese (zh) and English (en)');
  refuseOtherFields(title, ['zh', 'en'], (what) => wrong(`title ${what}`));
  if (hasLongText(file)) wrong(`texts must be of at most ${MAX_TEXT} characters`);
  const span = readSpan(pack, wrong);
  const values = readValues(pack['values'], shape, faults);
  for (const key of Object.keys(shape.keys)) {
    const begins = span !== undefined && values.get(key)?.some((one) => covers(one, span.effectiveFrom));
    if (span !== undefined && begins !== true) wrong(`${key} has no value on the first day of the pack`);
  }
  if (faults.length > 0 || span === undefined || !isText(title)) return { faults };
  return { pack: { id, version, title, ...span, values } };
}

function readValues(
  list: unknown,
  shape: PackShape,
  faults: PackFault[],
): ReadonlyMap<string, readonly RuleValue<unknown>[]> {
  const values = new Map<string, RuleValue<unknown>[]>();
  const items = Array.isArray(list) ? (list as unknown[]) : [];
  if (items.length === 0) faults.push({ what: 'values must be a list that is not empty' });
  if (items.length > MAX_VALUES) {
    faults.push({ what: `values must be a list of at most ${MAX_VALUES}` });
    return values;
  }
  for (const [at, item] of items.entries()) {
    const { key } = fieldsOf(item);
    const named = typeof key === 'string' ? { key } : {};
    const wrong: Wrong = (what) => faults.push({ at, ...named, what });
    if (typeof key !== 'string' || key === '') {
      wrong('key must name the value');
      continue;
    }
    const value = readValue(fieldsOf(item), key, shape, wrong);
    if (value === undefined) continue;
    const earlier = values.get(key) ?? [];
    if (earlier.some((one) => overlap(one, value))) wrong('shares days with another value of this key');
    earlier.push(value);
    values.set(key, earlier);
  }
  return values;
}

/** Undefined for a value without dates, which is told. */
function readValue(
  item: Fields,
  key: string,
  shape: PackShape,
  wrong: Wrong,
): RuleValue<unknown> | undefined {
  refuseOtherFields(item, VALUE_FIELDS, wrong);
  const read = {
    value: readByKey(item['value'], shape, key, wrong),
    rules: readRules(item['rules'], wrong),
    source: readSource(item['source'], wrong),
    certainty: readCertainty(item['certainty'], wrong),
  };
  const span = readSpan(item, wrong);
  return span === undefined ? undefined : { ...read, ...span };
}

function readByKey(value: unknown, shape: PackShape, key: string, wrong: Wrong): unknown {
  const reader = Object.hasOwn(shape.keys, key) ? shape.keys[key] : shape.others;
  if (reader === undefined) {
    wrong('is no key of this pack');
    return undefined;
  }
  try {
    return reader(value);
  } catch (error) {
    // a reader that was given something it never thought of says so in its own way
    wrong(error instanceof RangeError ? `value ${error.message}` : 'value cannot be read');
    return undefined;
  }
}

function readSpan(item: Fields, wrong: Wrong): Span | undefined {
  const effectiveFrom = dayOf(item['effectiveFrom']);
  if (effectiveFrom === undefined) wrong('effectiveFrom must be a day YYYY-MM-DD');
  const effectiveTo = dayOf(item['effectiveTo']);
  if (item['effectiveTo'] !== undefined && effectiveTo === undefined) {
    wrong('effectiveTo must be a day YYYY-MM-DD');
  }
  if (effectiveFrom === undefined) return undefined;
  if (effectiveTo === undefined) return { effectiveFrom };
  if (effectiveTo < effectiveFrom) wrong('effectiveTo is before effectiveFrom');
  return { effectiveFrom, effectiveTo };
}

function hasLongText(value: unknown): boolean {
  if (typeof value === 'string') return value.length > MAX_TEXT;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasLongText);
}
