import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import {
  fault,
  type FieldFault,
  parseChinaDate,
  parseChinaMonth,
  parseMoment,
  parseQuantity,
  parseWhole,
  Refusal,
  type Text,
} from '@carbon/kernel';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  isUUID,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/** How a field is described to readers of the API. */
export interface FieldOptions {
  /** What it is, and in which unit. */
  readonly description: string;
  readonly example?: string | number | boolean | readonly string[] | Readonly<Record<string, unknown>>;
  readonly optional?: boolean;
}

type Check = (value: unknown, field: string) => FieldFault[];

/** What our own constraints find; asked again for the fault itself, which tells more than a yes or no. */
const CHECKS = new Map<string, Check>();

/** The faults of a constraint made here; undefined for class-validator's own. */
export function faultsOfOwnConstraint(name: string, value: unknown, field: string): FieldFault[] | undefined {
  return CHECKS.get(name)?.(value, field);
}

function parsing(parse: (value: never, field: string) => unknown, wantsText = true): Check {
  return (value, field) => {
    if (wantsText && typeof value !== 'string') return [mustBeText(field)];
    try {
      parse(value as never, field);
      return [];
    } catch (error) {
      if (error instanceof Refusal) return [...error.fields];
      throw error;
    }
  };
}

const mustBeText = (field: string) => fault(field, 'string', 'must be a string', '必须是字符串');

/** A decorator for one kind of field: the check, and its description in the OpenAPI document. */
function field(
  name: string,
  check: Check,
  schema: ApiPropertyOptions,
  options: FieldOptions,
): PropertyDecorator {
  CHECKS.set(name, check);
  return applyDecorators(
    ...presence(options),
    ValidateBy({ name, validator: { validate: (value) => check(value, name).length === 0 } }),
    described(schema, options),
  );
}

/** An optional field may be absent; null is a value like any other and is checked. */
function presence(options: FieldOptions): PropertyDecorator[] {
  return options.optional === true ? [ValidateIf((_, value) => value !== undefined)] : [];
}

function described(schema: ApiPropertyOptions, options: FieldOptions): PropertyDecorator {
  return ApiProperty({
    ...schema,
    description: options.description,
    required: options.optional !== true,
    ...(options.example === undefined ? {} : { example: options.example }),
  } as ApiPropertyOptions);
}

/** A whole quantity from 1 to 9223372036854775807, as a decimal string. */
export function IsQuantity(options: FieldOptions): PropertyDecorator {
  const schema = { type: 'string', format: 'quantity', pattern: '^[1-9][0-9]{0,18}$' } as const;
  return field('isQuantity', parsing(parseQuantity, false), schema, { example: '1000', ...options });
}

/** A whole number from 0 to 9223372036854775807, as a decimal string. */
export function IsWholeNumberString(options: FieldOptions): PropertyDecorator {
  const schema = { type: 'string', format: 'whole-number', pattern: '^(0|[1-9][0-9]{0,18})$' } as const;
  return field('isWholeNumberString', parsing(parseWhole, false), schema, { example: '0', ...options });
}

/** A China calendar month, `YYYY-MM`. */
export function IsChinaMonth(options: FieldOptions): PropertyDecorator {
  const schema = { type: 'string', format: 'china-month', pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' } as const;
  return field('isChinaMonth', parsing(parseChinaMonth), schema, { example: '2026-03', ...options });
}

/** A China calendar day, `YYYY-MM-DD`. */
export function IsChinaDate(options: FieldOptions): PropertyDecorator {
  const schema = { type: 'string', format: 'date' } as const;
  return field('isChinaDate', parsing(parseChinaDate), schema, { example: '2026-03-31', ...options });
}

/** A moment with its offset, ISO 8601. */
export function IsMoment(options: FieldOptions): PropertyDecorator {
  const schema = { type: 'string', format: 'date-time' } as const;
  return field('isMoment', parsing(parseMoment, false), schema, {
    example: '2026-03-31T08:00:00+08:00',
    ...options,
  });
}

/** Control characters and halves of characters: no text of ours holds them, and PostgreSQL refuses some. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

export interface TextOptions extends FieldOptions {
  readonly min?: number;
  readonly max: number;
  /** Matches the whole text. */
  readonly pattern?: RegExp;
}

/** A text of `min` (1) to `max` characters without control characters. */
export function IsText(options: TextOptions): PropertyDecorator {
  const { min = 1, max, pattern } = options;
  const check: Check = (value, name) => {
    if (typeof value !== 'string') return [mustBeText(name)];
    const length = Array.from(value.slice(0, 2 * max + 2)).length;
    if (length < min || length > max) {
      return [fault(name, 'length', `must have ${min} to ${max} characters`, `应为 ${min} 至 ${max} 个字符`)];
    }
    if (UNPRINTABLE.test(value)) {
      return [fault(name, 'printable', 'must not hold control characters', '不得含有控制字符')];
    }
    if (min > 0 && value.trim() === '') return [fault(name, 'blank', 'must not be blank', '不得为空白')];
    return pattern === undefined || pattern.test(value)
      ? []
      : [fault(name, 'format', `must match ${pattern.source}`, `应符合格式 ${pattern.source}`)];
  };
  const schema = {
    type: 'string',
    minLength: min,
    maxLength: max,
    ...(pattern === undefined ? {} : { pattern: pattern.source }),
  } as const;
  return field(`isText ${min} ${max} ${pattern?.source ?? ''}`, check, schema, options);
}

export interface ShapeOptions extends FieldOptions {
  /** Names the constraint, and is the `format` in the OpenAPI document: `account-number`. */
  readonly shape: string;
  readonly test: (text: string) => boolean;
  /** What is wrong with a text that fails the test. */
  readonly sentence: Text;
}

/** A text that passes a test of its own, e.g. check digits. */
export function IsShaped(options: ShapeOptions): PropertyDecorator {
  const { shape, test, sentence } = options;
  const check: Check = (value, name) => {
    if (typeof value !== 'string') return [mustBeText(name)];
    return test(value) ? [] : [{ field: name, rule: shape, message: sentence }];
  };
  return field(`isShaped ${shape}`, check, { type: 'string', format: shape }, options);
}

/** A UUID. */
export function IsId(options: FieldOptions): PropertyDecorator {
  const check: Check = (value, name) =>
    typeof value === 'string' && isUUID(value, 'all')
      ? []
      : [fault(name, 'uuid', 'must be a UUID', '必须是 UUID')];
  const example = '01900000-0000-7000-8000-000000000001';
  return field('isId', check, { type: 'string', format: 'uuid' }, { example, ...options });
}

/** A JSON object whose own shape is checked later (`checkedPart`). */
export function IsJsonObject(options: FieldOptions): PropertyDecorator {
  const check: Check = (value, name) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? []
      : [fault(name, 'object', 'must be a JSON object', '必须是一个 JSON 对象')];
  return field('isJsonObject', check, { type: 'object', additionalProperties: true }, options);
}

/** True or false. */
export function IsFlag(options: FieldOptions): PropertyDecorator {
  const check: Check = (value, name) =>
    typeof value === 'boolean'
      ? []
      : [fault(name, 'boolean', 'must be true or false', '必须是 true 或 false')];
  return field('isFlag', check, { type: 'boolean' }, { example: true, ...options });
}

/** One of a list of words. */
export function IsOneOf(words: readonly string[], options: FieldOptions): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    IsIn([...words]),
    described({ type: 'string', enum: [...words] }, { example: words[0] ?? '', ...options }),
  );
}

/** @nestjs/swagger takes a function for one that gives the class later only when it is called `type`. */
function classOf(item: () => new () => object): { readonly type: () => new () => object } {
  const type = () => item();
  return { type };
}

/** A list of `min` (1) to `max` objects of a class. */
export function IsListOf(
  item: () => new () => object,
  options: FieldOptions & { readonly min?: number; readonly max: number },
): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    IsArray(),
    ArrayMinSize(options.min ?? 1),
    ArrayMaxSize(options.max),
    ValidateNested({ each: true }),
    Type(item),
    described({ ...classOf(item), isArray: true }, options),
  );
}

/** An object of a class. */
export function IsPart(item: () => new () => object, options: FieldOptions): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    ValidateNested(),
    Type(item),
    described(classOf(item), options),
  );
}

/** A list of `min` (1) to `max` different words out of a list. */
export function AreOneOf(
  words: readonly string[],
  options: FieldOptions & { readonly min?: number; readonly max?: number },
): PropertyDecorator {
  const { min = 1, max = words.length } = options;
  const known = new Set<unknown>(words);
  const check: Check = (value, name) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      return [
        fault(name, 'list', `must be a list of ${min} to ${max} words`, `应为含 ${min} 至 ${max} 项的列表`),
      ];
    }
    return value.flatMap((word: unknown, at) => {
      const place = `${name}[${at}]`;
      if (!known.has(word)) return [fault(place, 'one-of', 'is not a known word', '不是可用的值')];
      return value.indexOf(word) === at ? [] : [fault(place, 'unique', 'is repeated', '重复')];
    });
  };
  const schema: ApiPropertyOptions = {
    type: 'array',
    items: { type: 'string', enum: [...words] },
    minItems: min,
    maxItems: max,
    uniqueItems: true,
  };
  return field(`areOneOf ${min} ${max} ${words.join(' ')}`, check, schema, options);
}

/** A whole JSON number in a range: days, places in a list; never a quantity. */
export function IsCount(
  options: FieldOptions & { readonly min: number; readonly max: number },
): PropertyDecorator {
  const { min, max } = options;
  const check: Check = (value, name) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? []
      : [
          fault(
            name,
            'range',
            `must be a whole number from ${min} to ${max}`,
            `应为 ${min} 至 ${max} 的整数`,
          ),
        ];
  return field(`isCount ${min} ${max}`, check, { type: 'integer', minimum: min, maximum: max }, options);
}

/** A list of `min` (1) to `max` different texts, each as `IsText` has it. */
export function AreTexts(
  options: FieldOptions & {
    readonly min?: number;
    readonly max: number;
    readonly each: { readonly max: number; readonly pattern: RegExp };
  },
): PropertyDecorator {
  const { min = 1, max, each } = options;
  const check: Check = (value, name) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      return [
        fault(name, 'list', `must be a list of ${min} to ${max} texts`, `应为含 ${min} 至 ${max} 项的列表`),
      ];
    }
    return value.flatMap((text: unknown, at) => {
      const place = `${name}[${at}]`;
      if (typeof text !== 'string') return [mustBeText(place)];
      if (text.length > each.max || !each.pattern.test(text)) {
        return [
          fault(place, 'format', `must match ${each.pattern.source}`, `应符合格式 ${each.pattern.source}`),
        ];
      }
      return value.indexOf(text) === at ? [] : [fault(place, 'unique', 'is repeated', '重复')];
    });
  };
  const schema: ApiPropertyOptions = {
    type: 'array',
    items: { type: 'string', maxLength: each.max, pattern: each.pattern.source },
    minItems: min,
    maxItems: max,
    uniqueItems: true,
  };
  return field(`areTexts ${min} ${max} ${each.max} ${each.pattern.source}`, check, schema, options);
}
