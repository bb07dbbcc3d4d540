import {
  type Calculator,
  type CalculatorContext,
  objectSchema,
  type Ruled,
  ruledSchema,
  textSchema,
} from '@carbon/rules/domain';
import type { Text } from '@carbon/kernel';
import { deductionRule, fineRange } from '../fines';
import { commonSchema, decimalSchema, given, InputFields, named, tonnesSchema } from './fields';

export interface FineAnswer extends Ruled {
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  /** C-4; absent in a market of which it is not known. */
  readonly deduction?: { readonly newDecisions: boolean; readonly certainty: string; readonly note: Text };
}

const NOTES = {
  newDecisions: {
    zh: '未改正的，可等量核减下一年度配额',
    en: 'If not corrected, as much may be deducted from the next year',
  },
  noNewDecisions: {
    zh: '不再对单纯欠缴作出新的核减决定；此前的决定继续执行，弄虚作假的核减不变',
    en: 'No new deductions are decided for simple under-surrender; earlier decisions are executed, those for fraud stay',
  },
} as const;

/** PEN-001: the range of the fine for missing units. */
export function fineAnswer(input: unknown, context: CalculatorContext): FineAnswer {
  const fields = new InputFields(input, context, ['missingT', 'averagePrice']);
  const [missingT, averagePrice] = [fields.tonnes('missingT'), fields.decimal('averagePrice')];
  const rules = fields.rules();
  const { pack, ...range } = fineRange(rules, {
    missingT: given(missingT),
    averagePrice: given(averagePrice),
  });
  const known = rules.figures.value('shortfall.deduction').value !== null;
  const deduction = known ? deductionRule(rules) : undefined;
  return {
    ...range,
    ...(deduction && {
      deduction: {
        newDecisions: deduction.newDecisions,
        certainty: deduction.pack.certainty,
        note: deduction.newDecisions ? NOTES.newDecisions : NOTES.noNewDecisions,
      },
    }),
    pack: named(pack),
  };
}

export const fineCalculator: Calculator = {
  name: 'fine',
  title: { zh: '欠缴配额的罚款幅度', en: 'The range of the fine for missing units' },
  inputSchema: objectSchema(
    {
      missingT: { ...tonnesSchema, description: '欠缴量，吨 / missing, t' },
      averagePrice: {
        ...decimalSchema,
        description:
          '清缴截止前一个月市场交易均价，元/吨 / average price of the month before the deadline, yuan per t',
      },
      ...commonSchema,
    },
    ['market', 'asOf'],
  ),
  outputSchema: objectSchema(
    {
      from: { type: 'string' },
      to: { type: 'string' },
      currency: { type: 'string' },
      deduction: {
        type: 'object',
        properties: {
          newDecisions: { type: 'boolean' },
          certainty: { type: 'string' },
          note: textSchema,
        },
        required: ['newDecisions', 'certainty', 'note'],
        additionalProperties: false,
      },
      ...ruledSchema,
    },
    ['deduction'],
  ),
  examples: [
    {
      title: { zh: '欠缴 12,345 吨，均价 81.97 元', en: '12,345 t missing, average price 81.97 yuan' },
      today: '2026-11-21',
      input: { missingT: '12345', averagePrice: '81.97' },
      output: {
        from: '5059598.25',
        to: '10119196.50',
        currency: 'CNY',
        deduction: { newDecisions: false, certainty: 'D', note: NOTES.noNewDecisions },
        rules: ['PEN-001'],
        pack: { id: 'compliance-cn', version: '2026.1', certainty: 'F' },
      },
    },
  ],
  run: fineAnswer,
};
