import {
  type Calculator,
  type CalculatorContext,
  objectSchema,
  type Ruled,
  ruledSchema,
} from '@carbon/rules/domain';
import { judgeBorrowing, lastBorrowingYear } from '../borrowing';
import { noRules } from '../refusals';
import { commonSchema, given, InputFields, named, tonnesSchema, yearSchema } from './fields';

export interface BorrowAnswer extends Ruled {
  readonly year: number;
  readonly gapPercent: string;
  readonly maximumT: string;
}

/** BOR-001, BOR-002: how much of the next allowances may be used early; of the last year that knew it, unless one is given. */
export function borrowAnswer(input: unknown, context: CalculatorContext): BorrowAnswer {
  const fields = new InputFields(input, context, ['dueT', 'heldT', 'year']);
  const [dueT, heldT] = [fields.tonnes('dueT'), fields.tonnes('heldT')];
  const asked = fields.has('year') ? fields.year('year') : undefined;
  const rules = fields.rules();
  const year = asked ?? lastBorrowingYear(rules);
  if (year === undefined) throw noRules(rules.market, { zh: '预支', en: 'borrowing' });
  const { pack, maximumT, ...judged } = judgeBorrowing(rules, {
    dueT: given(dueT),
    heldT: given(heldT),
    year,
  });
  return { year, ...judged, maximumT: maximumT.toString(), pack: named(pack) };
}

export const borrowCalculator: Calculator = {
  name: 'borrow',
  title: { zh: '可预支的下一年度配额', en: 'How much of later allowances may be used early' },
  inputSchema: objectSchema(
    {
      dueT: { ...tonnesSchema, description: '应清缴量，吨 / due, t' },
      heldT: { ...tonnesSchema, description: '持有量，吨 / held, t' },
      year: {
        ...yearSchema,
        description:
          '履约年度，默认最近允许预支的年度 / year of the obligation, default the last one that knew it',
      },
      ...commonSchema,
    },
    ['year', 'market', 'asOf'],
  ),
  outputSchema: objectSchema({
    year: { type: 'integer' },
    gapPercent: { type: 'string' },
    maximumT: tonnesSchema,
    ...ruledSchema,
  }),
  examples: [
    {
      title: { zh: '缺口 12%', en: 'A gap of 12 %' },
      today: '2026-11-21',
      input: { dueT: '1000000', heldT: '880000' },
      output: {
        year: 2022,
        gapPercent: '12.00',
        maximumT: '60000',
        rules: ['BOR-001'],
        pack: { id: 'compliance-cn', version: '2026.1', certainty: 'E' },
      },
    },
  ],
  run: borrowAnswer,
};
