import { type ChinaDate, type ChinaMonth, FaultCollector } from '@carbon/kernel';
import {
  asOfSchema,
  type Calculator,
  type CalculatorContext,
  dateSchema,
  monthSchema,
  objectSchema,
  readDay,
  readFields,
  type Ruled,
  ruledSchema,
} from '@carbon/rules/domain';
import { parseProductionMonth } from '../production-month';
import { packReference } from '../rules/gec';
import { isExpired, type ValidityBasis, validityOf } from '../validity';
import { readGecPack } from './read-gec-pack';

export interface GecValidityAnswer extends Ruled {
  readonly productionMonth: ChinaMonth;
  readonly on: ChinaDate;
  /** Which part of the rule gave the day: a count of months, or the common day of early power. */
  readonly basis: ValidityBasis;
  readonly validThrough: ChinaDate;
  readonly expired: boolean;
}

/** GEC-013: the last day of a certificate, and whether it is past on a day (default: today). */
export function gecValidity(input: unknown, context: CalculatorContext): GecValidityAnswer {
  const faults = new FaultCollector();
  const fields = readFields(input, ['productionMonth', 'on', 'asOf'], faults);
  const pack = readGecPack(fields, context, faults);
  const productionMonth = faults.attempt(() => parseProductionMonth(fields.get('productionMonth')));
  const on = faults.attempt(() => readDay(fields.get('on'), 'on', context.today));
  faults.refuseIfAny();
  if (!pack || !productionMonth || !on) throw new TypeError('a field without its fault');
  return {
    productionMonth,
    on,
    ...validityOf(productionMonth, pack),
    expired: isExpired(productionMonth, on, pack),
    rules: ['GEC-013'],
    pack: packReference(pack),
  };
}

export const gecValidityCalculator: Calculator = {
  name: 'gec-validity',
  title: { zh: '绿证有效期', en: 'Validity of a certificate' },
  inputSchema: objectSchema({ productionMonth: monthSchema, on: dateSchema, asOf: asOfSchema }, [
    'on',
    'asOf',
  ]),
  outputSchema: objectSchema({
    productionMonth: monthSchema,
    on: dateSchema,
    basis: { enum: ['months', 'early-power'] },
    validThrough: dateSchema,
    expired: { type: 'boolean' },
    ...ruledSchema,
  }),
  examples: [
    {
      title: { zh: '2025 年 1 月的电量，在有效期最后一天', en: 'Power of January 2025 on its last day' },
      today: '2026-06-01',
      input: { productionMonth: '2025-01', on: '2026-12-31' },
      output: {
        productionMonth: '2025-01',
        on: '2026-12-31',
        basis: 'months',
        validThrough: '2026-12-31',
        expired: false,
        rules: ['GEC-013'],
        pack: { id: 'cn-gec', version: '2026.1', certainty: 'E' },
      },
    },
  ],
  run: gecValidity,
};
