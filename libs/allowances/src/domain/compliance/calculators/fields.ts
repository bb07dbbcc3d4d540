import { type ChinaDate, fault, FaultCollector, malformed } from '@carbon/kernel';
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
import {
  decimalSchema,
  marketSchema,
  readDecimal,
  readMarket,
  readOneOf,
  readTonnes,
  required,
} from '../../allocation/calculators/read-input';
import { complianceRules, type ComplianceRules } from '../compliance-rules';

/** Fields that every calculator of compliance takes besides its own. */
export const COMMON_FIELDS = ['market', 'asOf'] as const;

const YEARS = { min: 2000, max: 2100 };

export { decimalSchema };
export const commonSchema = { market: marketSchema, asOf: asOfSchema } as const;
export const tonnesSchema = { type: 'string', pattern: '^(0|[1-9]\\d*)$' } as const;
export const yearSchema = wholeNumberSchema(YEARS.min, YEARS.max);

/** The fields of one calculation, read one by one; every fault is noted under its field. */
export class InputFields {
  readonly faults = new FaultCollector();
  readonly #found: ReadonlyMap<string, unknown>;

  constructor(
    input: unknown,
    private readonly context: CalculatorContext,
    own: readonly string[],
    common: readonly string[] = COMMON_FIELDS,
  ) {
    this.#found = readFields(input, [...own, ...common], this.faults);
  }

  has(name: string): boolean {
    return this.#found.has(name);
  }

  get(name: string): unknown {
    return this.#found.get(name);
  }

  tonnes(name: string): bigint | undefined {
    return this.faults.attempt(() => readTonnes(this.get(name), name));
  }

  optionalTonnes(name: string): bigint | undefined {
    return this.has(name) ? this.tonnes(name) : undefined;
  }

  decimal(name: string): string | undefined {
    return this.faults.attempt(() => readDecimal(this.get(name), name));
  }

  year(name: string): number | undefined {
    return this.faults.attempt(() => {
      if (!this.has(name)) throw required(name);
      return readWholeNumber(this.get(name), name, YEARS);
    });
  }

  yesOrNo(name: string): boolean | undefined {
    return this.faults.attempt(() => parseYesOrNo(this.get(name), name));
  }

  day(name: string): ChinaDate | undefined {
    return this.faults.attempt(() => readDay(this.get(name), name, this.context.today));
  }

  oneOf<T extends string>(name: string, known: readonly T[]): T | undefined {
    return this.faults.attempt(() => readOneOf(known, this.get(name), name));
  }

  /** The rules to answer by, when all fields were read. @throws Refusal INPUT_MALFORMED with every fault */
  rules(): ComplianceRules {
    const market = this.faults.attempt(() => readMarket(this.get('market')));
    const asOf = this.day('asOf');
    this.faults.refuseIfAny();
    if (market === undefined || asOf === undefined) throw new TypeError('a field without its fault');
    return complianceRules(this.context.packs ?? releasedPacks, market, asOf);
  }
}

/** @throws Refusal INPUT_MALFORMED naming `field` */
export function parseYesOrNo(value: unknown, field: string): boolean {
  if (value === undefined) throw required(field);
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
