import {
  type ChinaDate,
  fault,
  type FaultCollector,
  type Json,
  malformed,
  parseChinaDate,
} from '@carbon/kernel';
import { readFields } from '@carbon/rules/domain';
import { Decimal } from 'decimal.js';

/** Reads one figure of an input, and describes it to readers of the schema. */
export interface Figure<T> {
  readonly schema: { readonly [key: string]: Json };
  readonly absent?: true;
  /** @throws Refusal INPUT_MALFORMED naming `field` */
  readonly read: (value: unknown, field: string, faults: FaultCollector) => T;
}
export type FigureOf<F> = F extends Figure<infer T> ? T : never;

const NUMBER = /^-?(0|[1-9]\d{0,17})(\.\d{1,12})?$/;
const MOST = 200;

/** A decimal string; not negative unless `signed`. */
export function decimal({ signed = false } = {}): Figure<Decimal> {
  return {
    schema: { type: 'string', pattern: signed ? NUMBER.source : NUMBER.source.replace('-?', '') },
    read: (value, field) => {
      const fits = typeof value === 'string' && value.length < 40 && NUMBER.test(value);
      if (fits && (signed || !value.startsWith('-'))) return new Decimal(value);
      throw malformed([
        fault(
          field,
          'decimal',
          signed ? 'must be a decimal string' : 'must be a decimal string, not negative',
          signed ? '应为十进制数字符串' : '应为非负的十进制数字符串',
        ),
      ]);
    },
  };
}

export function words(longest = 300): Figure<string> {
  return {
    schema: { type: 'string', minLength: 1, maxLength: longest },
    read: (value, field) => {
      if (typeof value === 'string' && value.trim() !== '' && value.length <= longest) return value.trim();
      const limit = `1 to ${longest} characters`;
      throw malformed([
        fault(field, 'text', `must be a text of ${limit}`, `应为 1 至 ${longest} 个字符的文本`),
      ]);
    },
  };
}

export function oneOf<const T extends string>(known: readonly T[]): Figure<T> {
  return {
    schema: { type: 'string', enum: known },
    read: (value, field) => {
      const found = known.find((word) => word === value);
      if (found !== undefined) return found;
      const list = known.join(', ');
      throw malformed([fault(field, 'one-of', `must be one of ${list}`, `应为 ${list} 之一`)]);
    },
  };
}

export const day: Figure<ChinaDate> = {
  schema: { type: 'string', format: 'date' },
  read: (value, field) => parseChinaDate(typeof value === 'string' ? value.slice(0, 20) : '', field),
};

export function optional<T>({ schema, read }: Figure<T>): Figure<T | undefined> {
  return {
    schema,
    absent: true,
    read: (value, field, faults) => (value === undefined ? undefined : read(value, field, faults)),
  };
}

export function listOf<T>(item: Figure<T>): Figure<readonly T[]> {
  return {
    schema: { type: 'array', minItems: 1, maxItems: MOST, items: item.schema },
    read: (value, field, faults) => {
      if (!Array.isArray(value) || value.length === 0 || value.length > MOST) {
        throw malformed([
          fault(field, 'list', `must be a list of 1 to ${MOST}`, `应为含 1 至 ${MOST} 项的列表`),
        ]);
      }
      return value.flatMap((each: unknown, at) => {
        const read = faults.attempt(() => ({ one: item.read(each, `${field}[${at}]`, faults) }));
        return read === undefined ? [] : [read.one];
      });
    },
  };
}

/** An object with these figures and no others. */
export function figures<S extends Readonly<Record<string, Figure<unknown>>>>(
  shape: S,
): Figure<{ readonly [K in keyof S]: FigureOf<S[K]> }> {
  const names = Object.keys(shape);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(Object.entries(shape).map(([name, { schema }]) => [name, schema])),
      required: names.filter((name) => shape[name]?.absent !== true),
      additionalProperties: false,
    },
    read: (value, field, faults) => {
      const fields = readFields(value, names, faults, field);
      const read = Object.entries(shape).map(([name, figure]) => [
        name,
        faults.attempt(() => figure.read(fields.get(name), `${field}.${name}`, faults)),
      ]);
      return Object.fromEntries(read) as { readonly [K in keyof S]: FigureOf<S[K]> };
    },
  };
}
