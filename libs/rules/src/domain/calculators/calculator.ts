import {
  type ChinaDate,
  fault,
  type FaultCollector,
  type Json,
  malformed,
  parseChinaDate,
  type Text,
} from '@carbon/kernel';
import type { PackSource } from '../rule-packs';
import type { PackReference } from '../rule-value';

/** What a calculation may know of the world. */
export interface CalculatorContext {
  /** The China day on which it is asked: the default of `asOf` and `on`. */
  readonly today: ChinaDate;
  /** The rules to answer by; the released ones when absent. */
  readonly packs?: PackSource;
}

/** A JSON Schema (2020-12) of an object. */
export interface ObjectSchema {
  readonly $schema: 'https://json-schema.org/draft/2020-12/schema';
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Json>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

/** What every answer says of the rules behind it. */
export interface Ruled {
  readonly rules: readonly string[];
  readonly pack: PackReference;
}

export interface CalculatorExample {
  readonly title: Text;
  readonly today: ChinaDate;
  readonly input: Readonly<Record<string, Json>>;
  readonly output: Readonly<Record<string, Json>>;
}

/** One pure rule to be tried by itself; the command line, HTTP and the web form share this one definition. */
export interface Calculator {
  readonly name: string;
  readonly title: Text;
  readonly inputSchema: ObjectSchema;
  readonly outputSchema: ObjectSchema;
  readonly examples: readonly CalculatorExample[];
  /** @throws Refusal INPUT_MALFORMED naming every faulty field, or the refusal of a rule */
  readonly run: (input: unknown, context: CalculatorContext) => Ruled;
}

export function objectSchema(
  properties: Readonly<Record<string, Json>>,
  optional: readonly string[] = [],
): ObjectSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    additionalProperties: false,
  };
}

export const monthSchema = { type: 'string', pattern: '^20\\d{2}-(0[1-9]|1[0-2])$' } as const;
export const dateSchema = { type: 'string', format: 'date' } as const;
export const textSchema = {
  type: 'object',
  properties: { zh: { type: 'string' }, en: { type: 'string' } },
  required: ['zh', 'en'],
  additionalProperties: false,
} as const;
export const asOfSchema = {
  ...dateSchema,
  description: '规则包的日期，默认今天 / day whose rules apply, default today',
} as const;
export const ruledSchema = {
  rules: { type: 'array', items: { type: 'string' } },
  pack: {
    type: 'object',
    properties: { id: { type: 'string' }, version: { type: 'string' }, certainty: { type: 'string' } },
    required: ['id', 'version', 'certainty'],
    additionalProperties: false,
  },
} as const;

const MAX_UNKNOWN_TOLD = 20;

/**
 * An object with no other fields than `allowed`; unknown ones are collected as faults. `at` is its path, empty at the top.
 * @throws Refusal INPUT_MALFORMED when it is no object
 */
export function readFields(
  input: unknown,
  allowed: readonly string[],
  faults: FaultCollector,
  at = '',
): ReadonlyMap<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw malformed([fault(at, 'object', 'must be a JSON object', '必须是 JSON 对象')]);
  }
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  const unknown = entries.map(([name]) => name).filter((name) => !allowed.includes(name));
  for (const name of unknown.slice(0, MAX_UNKNOWN_TOLD)) {
    const field = at === '' ? name.slice(0, 40) : `${at}.${name.slice(0, 40)}`;
    faults.add(fault(field, 'unknown', 'is not a field of this input', '不是此输入的字段'));
  }
  return new Map(entries.filter(([name]) => allowed.includes(name)));
}

/** A day from a field that may be absent. @throws Refusal INPUT_MALFORMED naming `field` */
export function readDay(value: unknown, field: string, absent: ChinaDate): ChinaDate {
  if (value === undefined) return absent;
  return parseChinaDate(typeof value === 'string' ? value.slice(0, 20) : '', field);
}
