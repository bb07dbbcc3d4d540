import { fault, type FaultCollector, malformed, parseWhole, type Refusal } from '@carbon/kernel';
import {
  type CalculatorContext,
  type PackSource,
  readWholeNumber,
  releasedPacks,
} from '@carbon/rules/domain';
import { CARBON_MARKETS, type CarbonMarket, type Sector, SECTORS } from '../../carbon-market';

const DIGITS = { whole: 18, fraction: 12, finest: 40 };
const MAX_ID = 100;
const YEARS = { min: 1900, max: 2999 };
const DECIMAL = /^(0|[1-9]\d*)(\.\d+)?$/;
/** One set of rules for two data years, as the scheme itself writes it. */
const TWO_YEARS = /^2019-(20)?20$/;

export const decimalSchema = {
  type: 'string',
  pattern: `^(0|[1-9]\\d{0,${DIGITS.whole - 1}})(\\.\\d{1,${DIGITS.fraction}})?$`,
} as const;
export const fineDecimalSchema = {
  type: 'string',
  pattern: `^(0|[1-9]\\d{0,${DIGITS.whole - 1}})(\\.\\d{1,${DIGITS.finest}})?$`,
} as const;
export const wholeSchema = { type: 'string', pattern: '^(0|[1-9]\\d*)$' } as const;
export const idSchema = { type: 'string', minLength: 1, maxLength: MAX_ID } as const;
export const sectorSchema = { enum: [...SECTORS], description: '行业 / sector' } as const;
export const marketSchema = {
  enum: [...CARBON_MARKETS],
  description: '市场，默认 CN / market, default CN',
} as const;
export const yearSchema = {
  oneOf: [{ type: 'integer' }, { type: 'string', pattern: '^(\\d{4}|2019-20|2019-2020)$' }],
  description: '数据年度 / data year; 2019-20 is one',
} as const;

export const packsOf = ({ packs }: CalculatorContext): PackSource => packs ?? releasedPacks;

/** @throws Refusal INPUT_MALFORMED naming `field` */
export const required = (field: string): Refusal =>
  malformed([fault(field, 'required', 'must be given', '必须给出')]);

/** A data year; 2019 and 2020 may be named together. @throws Refusal INPUT_MALFORMED naming `year` */
export function readYear(value: unknown): number {
  if (value === undefined) throw required('year');
  return typeof value === 'string' && TWO_YEARS.test(value) ? 2020 : readWholeNumber(value, 'year', YEARS);
}

/** @throws Refusal INPUT_MALFORMED naming `market` */
export function readMarket(value: unknown): CarbonMarket {
  return value === undefined ? 'CN' : readOneOf(CARBON_MARKETS, value, 'market');
}

/** @throws Refusal INPUT_MALFORMED naming `sector` */
export const readSector = (value: unknown): Sector => readOneOf(SECTORS, value, 'sector');

/** @throws Refusal INPUT_MALFORMED naming `field` */
export function readOneOf<T extends string>(known: readonly T[], value: unknown, field: string): T {
  if (value === undefined) throw required(field);
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  const list = known.join(', ');
  throw malformed([fault(field, 'one-of', `must be one of ${list}`, `必须是以下之一：${list}`)]);
}

/** Whole tonnes from 0. @throws Refusal INPUT_MALFORMED naming `field` */
export function readTonnes(value: unknown, field: string): bigint {
  if (value === undefined) throw required(field);
  return parseWhole(value, field);
}

/** A plain decimal string from 0. @throws Refusal INPUT_MALFORMED naming `field` */
export function readDecimal(value: unknown, field: string, fraction = DIGITS.fraction): string {
  if (value === undefined) throw required(field);
  if (typeof value === 'string' && /^-\d/.test(value)) {
    throw malformed([fault(field, 'negative', 'must not be negative', '不得为负')]);
  }
  if (typeof value !== 'string' || !DECIMAL.test(value)) {
    throw malformed([
      fault(
        field,
        'decimal',
        'must be a plain decimal string ≥ 0, e.g. "12345.678"',
        '必须是普通十进制非负数字字符串，例如 "12345.678"',
      ),
    ]);
  }
  const [whole = '', decimals = ''] = value.split('.');
  if (whole.length > DIGITS.whole || decimals.length > fraction) {
    throw malformed([
      fault(
        field,
        'digits',
        `must have at most ${DIGITS.whole} digits before and ${fraction} after the point`,
        `小数点前最多 ${DIGITS.whole} 位、后最多 ${fraction} 位`,
      ),
    ]);
  }
  return value;
}

/** As `readDecimal`, with the digits of a published balance value. */
export const readFineDecimal = (value: unknown, field: string): string =>
  readDecimal(value, field, DIGITS.finest);

/** A decimal from 0 to 100. @throws Refusal INPUT_MALFORMED naming `field` */
export function readPercent(value: unknown, field: string): string {
  const percent = readDecimal(value, field);
  if (!/^(\d{1,2}(\.\d+)?|100(\.0+)?)$/.test(percent)) {
    throw malformed([fault(field, 'range', 'must lie between 0 and 100', '应在 0 至 100 之间')]);
  }
  return percent;
}

/** @throws Refusal INPUT_MALFORMED naming `field` */
export function readFlag(value: unknown, field: string): boolean {
  if (typeof value === 'boolean') return value;
  throw malformed([fault(field, 'boolean', 'must be true or false', '必须是 true 或 false')]);
}

/** A name of 1 to 100 characters. @throws Refusal INPUT_MALFORMED naming `field` */
export function readId(value: unknown, field: string): string {
  if (value === undefined) throw required(field);
  if (typeof value === 'string' && value.trim() !== '' && value.length <= MAX_ID) return value;
  throw malformed([
    fault(field, 'text', `must be a text of 1 to ${MAX_ID} characters`, `必须是 1 至 ${MAX_ID} 个字符的文本`),
  ]);
}

/** A list of 1 to `most` things, each read by itself and each with an id of its own; faults are collected. */
export function readEach<T extends { readonly id: string }>(
  value: unknown,
  field: string,
  most: number,
  faults: FaultCollector,
  read: (item: unknown, at: string) => T | undefined,
): readonly T[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > most) {
    faults.add(fault(field, 'array', `must be a list of 1 to ${most}`, `必须是 1 至 ${most} 项的数组`));
    return [];
  }
  const seen = new Set<string>();
  return value.flatMap((item: unknown, index) => {
    const at = `${field}[${index}]`;
    const one = faults.attempt(() => read(item, at));
    if (one === undefined) return [];
    if (seen.has(one.id)) faults.add(fault(`${at}.id`, 'repeated', 'stands twice', '重复'));
    seen.add(one.id);
    return [one];
  });
}
