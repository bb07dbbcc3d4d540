import { type ChinaDate, fault, FaultCollector, malformed, parseWhole } from '@carbon/kernel';
import {
  asOfSchema,
  type CalculatorContext,
  type PackReference,
  readDay,
  readFields,
  readWholeNumber,
  releasedPacks,
  wholeNumberSchema,
} from '@carbon/rules/domain';
import { CARBON_MARKETS } from '../../carbon-market';
import { complianceRules, type ComplianceRules } from '../compliance-rules';

/** Fields that every calculator of compliance takes besides its own. */
export const COMMON_FIELDS = ['market', 'asOf'] as const;

const DEFAULT_MARKET = 'CN';
const YEARS = { min: 2000, max: 2100 };
const DECIMAL = /^(0|[1-9]\d{0,17})(\.\d{1,12})?$/;

export const marketSchema = {
  enum: [...CARBON_MARKETS],
  description: '碳市场，默认全国 / carbon market, default the national one',
} as const;
export const commonSchema = { market: marketSchema, asOf: asOfSchema } as const;
export const tonnesSchema = { type: 'string', pattern: '^(0|[1-9]\\d*)$' } as const;
export const decimalSchema = { type: 'string', pattern: DECIMAL.source } as const;
export const yearSchema = wholeNumberSchema(YEARS.min, YEARS.max);

/** The fields of one calculation, read one by one; every fault is noted under its field. */
export class InputFields {
  readonly faults = new FaultCollector();
  readonly #found: ReadonlyMap<string, unknown>;

  constructor(
    input: unknown,
    private readonly context: CalculatorContext,
    own: readonly string[],
  ) {
    this.#found = readFields(input, [...own, ...COMMON_FIELDS], this.faults);
  }

  has(name: string): boolean {
    return this.#found.has(name);
  }

  get(name: string): unknown {
    return this.#found.get(name);
  }

  tonnes(name: string): bigint | undefined {
    return this.faults.attempt(() => parseWhole(this.get(name), name));
  }

  optionalTonnes(name: string): bigint | undefined {
    return this.has(name) ? this.tonnes(name) : undefined;
  }

  decimal(name: string): string | undefined {
    return this.faults.attempt(() => parseDecimal(this.get(name), name));
  }

  year(name: string): number | undefined {
    return this.faults.attempt(() => readWholeNumber(this.get(name), name, YEARS));
  }

  yesOrNo(name: string): boolean | undefined {
    return this.faults.attempt(() => parseYesOrNo(this.get(name), name));
  }

  day(name: string): ChinaDate | undefined {
    return this.faults.attempt(() => readDay(this.get(name), name, this.context.today));
  }

  oneOf<T extends string>(name: string, known: readonly T[]): T | undefined {
    return this.faults.attempt(() => {
      const found = known.find((one) => one === this.get(name));
      if (found !== undefined) return found;
      const named = known.join(', ');
      throw malformed([fault(name, 'one-of', `must be one of ${named}`, `必须是以下之一：${named}`)]);
    });
  }

  /** The rules to answer by, when all fields were read. @throws Refusal INPUT_MALFORMED with every fault */
  rules(): ComplianceRules {
    const market = this.has('market') ? this.oneOf('market', CARBON_MARKETS) : DEFAULT_MARKET;
    const asOf = this.day('asOf');
    this.faults.refuseIfAny();
    if (market === undefined || asOf === undefined) throw new TypeError('a field without its fault');
    return complianceRules(this.context.packs ?? releasedPacks, market, asOf);
  }
}

/** A plain decimal string from 0. @throws Refusal INPUT_MALFORMED naming `field` */
export function parseDecimal(value: unknown, field: string): string {
  if (typeof value === 'string' && DECIMAL.test(value)) return value;
  throw malformed([
    fault(
      field,
      'decimal',
      'must be a plain decimal string ≥ 0, e.g. "81.97"',
      '必须是普通十进制非负数字字符串，例如 "81.97"',
    ),
  ]);
}

export function parseYesOrNo(value: unknown, field: string): boolean {
  if (typeof value === 'boolean') return value;
  throw malformed([fault(field, 'boolean', 'must be true or false', '必须为 true 或 false')]);
}

/** What stands here when all fields were read without a fault. */
export function given<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('a field without its fault');
  return value;
}

/** A pack as answers name it; only stored ones keep its hash. */
export const named = ({ id, version, certainty }: PackReference): PackReference => ({
  id,
  version,
  certainty,
});
