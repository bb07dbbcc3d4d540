import { fault, FaultCollector, malformed } from '@carbon/kernel';
import { checkDigits } from '@carbon/ledger/domain';
import {
  asOfSchema,
  type Calculator,
  type CalculatorContext,
  objectSchema,
  readDay,
  readFields,
  readWholeNumber,
  type Ruled,
  ruledSchema,
  safetyRulesOn,
  wholeNumberSchema,
} from '@carbon/rules/domain';

export interface CheckDigitsAnswer extends Ruled {
  readonly checkDigits: number;
  readonly number: string;
}

/** The prefix of this registry's own accounts. */
const OWN_PREFIX = 'CL';
const PREFIX = /^[A-Z]{2}$/;
const MAX_TYPE = 999;
const MAX_IDENTIFIER = 9_999_999_999;
const MAX_PERIOD = 99;

/** REG-014: the check digits of an account number, and the number with them. */
export function accountCheckDigits(input: unknown, context: CalculatorContext): CheckDigitsAnswer {
  const faults = new FaultCollector();
  const fields = readFields(input, ['type', 'identifier', 'period', 'prefix', 'asOf'], faults);
  const whole = (field: string, min: number, max: number) =>
    faults.attempt(() => readWholeNumber(fields.get(field), field, { min, max }));
  const asOf = faults.attempt(() => readDay(fields.get('asOf'), 'asOf', context.today));
  const type = whole('type', 1, MAX_TYPE);
  const identifier = whole('identifier', 1, MAX_IDENTIFIER);
  const period = whole('period', 0, MAX_PERIOD);
  const prefix = faults.attempt(() => readPrefix(fields.get('prefix')));
  faults.refuseIfAny();
  if (!asOf || !type || !identifier || period === undefined || !prefix) {
    throw new TypeError('a field without its fault');
  }
  const { pack, accountCheckDigits: scheme } = safetyRulesOn(asOf);
  const digits = checkDigits(prefix, type, identifier, period);
  return {
    checkDigits: digits,
    number: `${prefix}-${type}-${identifier}-${period}-${digits}`,
    rules: scheme.rules,
    pack: pack.reference([scheme]),
  };
}

function readPrefix(value: unknown): string {
  if (value === undefined) return OWN_PREFIX;
  if (typeof value === 'string' && PREFIX.test(value)) return value;
  throw malformed([fault('prefix', 'prefix', 'must be two capital letters', '必须是两个大写字母')]);
}

export const accountCheckDigitsCalculator: Calculator = {
  name: 'account-check-digits',
  title: { zh: '账户号码校验码', en: 'Check digits of an account number' },
  inputSchema: objectSchema(
    {
      type: wholeNumberSchema(1, MAX_TYPE),
      identifier: wholeNumberSchema(1, MAX_IDENTIFIER),
      period: wholeNumberSchema(0, MAX_PERIOD),
      prefix: {
        type: 'string',
        pattern: PREFIX.source,
        description: `登记机构代码，默认 ${OWN_PREFIX} / letters of the registry, default ${OWN_PREFIX}`,
      },
      asOf: asOfSchema,
    },
    ['prefix', 'asOf'],
  ),
  outputSchema: objectSchema({
    checkDigits: { type: 'integer', minimum: 2, maximum: 98 },
    number: { type: 'string' },
    ...ruledSchema,
  }),
  examples: [
    {
      title: { zh: '英国登记处的账户', en: 'An account of the British registry' },
      today: '2026-03-13',
      input: { type: 100, identifier: 50001, period: 2, prefix: 'UK' },
      output: {
        checkDigits: 11,
        number: 'UK-100-50001-2-11',
        rules: ['REG-014'],
        pack: { id: 'registry-safety', version: '2026.1', certainty: 'F' },
      },
    },
  ],
  run: accountCheckDigits,
};
