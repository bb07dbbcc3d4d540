import { type ChinaDate, parseChinaDate, type Text } from '@carbon/kernel';
import { CERTAINTIES, type Certainty } from './certainty';
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
export interface ShapedPack extends Span {
  readonly id: string;
  readonly version: string;
  readonly title: Text;
  readonly hash: string;
  /** By key; the spans of one key's values do not overlap. */
  readonly values: ReadonlyMap<string, readonly RuleValue<unknown>[]>;
}

type Fields = Readonly<Record<string, unknown>>;
const PACK_FIELDS = ['id', 'version', 'title', 'effectiveFrom', 'effectiveTo', 'values'];
const VALUE_FIELDS = ['key', 'value', 'rules', 'source', 'certainty', 'effectiveFrom', 'effectiveTo'];
const RULE_ID = /^[A-Z]{3,4}-\d{2,3}$/;
const VERSION = /^\d{4}\.[1-9]\d*$/;

/** Reads a pack file against its shape: the pack, or everything that is wrong with it. */
export function readPack(
  id: string,
  shape: PackShape,
  file: unknown,
): { readonly pack: Omit<ShapedPack, 'hash'> } | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  if (!isObject(file)) return { faults: [`${id}: a pack must be an object`] };
  const version = typeof file['version'] === 'string' ? file['version'] : '';
  const note = (where: string) => (what: string) => faults.push(`${id}@${version}${where}: ${what}`);
  const wrong = note('');
  unknownFields(file, PACK_FIELDS, wrong);
  if (file['id'] !== id) wrong(`id must be ${id}`);
  if (!VERSION.test(version)) wrong('version must be like 2026.1');
  const title = readText(file['title'], wrong);
  const span = readSpan(file, wrong);
  const values = new Map<string, RuleValue<unknown>[]>();
  const listed = Array.isArray(file['values']) ? (file['values'] as unknown[]) : [];
  if (listed.length === 0) wrong('values must be a list that is not empty');
  for (const [at, item] of listed.entries()) {
    const key = isObject(item) && typeof item['key'] === 'string' ? item['key'] : '';
    const wrongValue = note(` values[${at}] ${key}`);
    const read = readValue(item, shape, key, wrongValue);
    if (read === undefined) continue;
    const earlier = values.get(key) ?? [];
    if (earlier.some((one) => overlap(one, read))) wrongValue('shares days with another value of this key');
    values.set(key, [...earlier, read]);
  }
  for (const key of Object.keys(shape.keys)) {
    const begins = span !== undefined && values.get(key)?.some((one) => covers(one, span.effectiveFrom));
    if (span !== undefined && begins !== true) wrong(`${key} has no value on the first day of the pack`);
  }
  if (faults.length > 0 || span === undefined || title === undefined) return { faults };
  return { pack: { id, version, title, ...span, values } };
}

function readValue(
  item: unknown,
  shape: PackShape,
  key: string,
  wrong: (what: string) => void,
): RuleValue<unknown> | undefined {
  if (!isObject(item)) {
    wrong('must be an object');
    return undefined;
  }
  unknownFields(item, VALUE_FIELDS, wrong);
  const span = readSpan(item, wrong);
  const { rules, source, certainty } = item;
  const named = Array.isArray(rules) ? (rules as unknown[]) : [];
  if (named.length === 0 || !named.every((rule) => typeof rule === 'string' && RULE_ID.test(rule))) {
    wrong('rules must be a list of rule IDs like SEC-007');
  }
  if (typeof source !== 'string' || source.trim() === '') wrong('source must say where it comes from');
  if (!CERTAINTIES.some((known) => known === certainty)) {
    wrong(`certainty must be one of ${CERTAINTIES.join(', ')}`);
  }
  const value = readByKey(item['value'], shape, key, wrong);
  if (span === undefined) return undefined;
  return {
    value,
    rules: named as string[],
    source: source as string,
    certainty: certainty as Certainty,
    ...span,
  };
}

function readByKey(value: unknown, shape: PackShape, key: string, wrong: (what: string) => void): unknown {
  const reader = Object.hasOwn(shape.keys, key) ? shape.keys[key] : shape.others;
  if (reader === undefined || key === '') {
    wrong('key is none of this pack');
    return undefined;
  }
  try {
    return reader(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    wrong(`value ${error.message}`);
    return undefined;
  }
}

function readSpan(item: Fields, wrong: (what: string) => void): Span | undefined {
  const day = (name: 'effectiveFrom' | 'effectiveTo'): ChinaDate | undefined => {
    const text = item[name];
    try {
      return parseChinaDate(typeof text === 'string' ? text : '', name);
    } catch {
      wrong(`${name} must be a day YYYY-MM-DD`);
      return undefined;
    }
  };
  const effectiveFrom = day('effectiveFrom');
  if (effectiveFrom === undefined) return undefined;
  if (item['effectiveTo'] === undefined) return { effectiveFrom };
  const effectiveTo = day('effectiveTo');
  if (effectiveTo === undefined) return undefined;
  if (effectiveTo < effectiveFrom) wrong('effectiveTo is before effectiveFrom');
  return { effectiveFrom, effectiveTo };
}

function readText(value: unknown, wrong: (what: string) => void): Text | undefined {
  const { zh, en } = isObject(value) ? value : {};
  if (typeof zh === 'string' && typeof en === 'string' && zh !== '' && en !== '') return { zh, en };
  wrong('title must be given in Chinese (zh) and English (en)');
  return undefined;
}

function unknownFields(item: Fields, known: readonly string[], wrong: (what: string) => void): void {
  for (const name of Object.keys(item)) if (!known.includes(name)) wrong(`has no field ${name}`);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
