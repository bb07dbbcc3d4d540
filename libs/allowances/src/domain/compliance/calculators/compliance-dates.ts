import { type ChinaDate, type ChinaMonth, parseChinaMonth, type Text } from '@carbon/kernel';
import {
  type Calculator,
  type CalculatorContext,
  dateSchema,
  monthSchema,
  objectSchema,
  type Ruled,
  ruledSchema,
  textSchema,
} from '@carbon/rules/domain';
import { type Sector, SECTORS } from '../../carbon-market';
import { complianceDates, CYCLE_STEPS, type CycleStep, depositDeadline } from '../compliance-cycle';
import { commonSchema, given, InputFields, named, yearSchema } from './fields';

interface Step {
  readonly rule: string;
  readonly step: CycleStep | 'deposit';
  readonly date: ChinaDate;
  readonly title: Text;
}

export type ComplianceDatesAnswer = Ruled & {
  readonly steps: readonly Step[];
  readonly depositDeadline?: ChinaDate;
} & Partial<Record<CycleStep, ChinaDate>>;

const TITLES: Readonly<Record<CycleStep | 'deposit', Text>> = {
  annualReport: { zh: '报送年度排放报告', en: 'Annual emission report' },
  verification: { zh: '完成核查', en: 'Verification done' },
  preAllocation: { zh: '预分配配额', en: 'Pre-allocation' },
  approvalFiled: { zh: '报送核定结果', en: 'Approval filed' },
  finalIssue: { zh: '最终发放配额', en: 'Final issue' },
  surrender: { zh: '清缴配额', en: 'Surrender' },
  nextList: { zh: '公布下一年度名录', en: 'Next list published' },
  nextPlan: { zh: '制定下一年度质量控制方案', en: 'Next quality-control plan' },
  deposit: { zh: '月度信息化存证', en: 'Monthly data deposit' },
};
const DEPOSIT_RULE = 'CYC-09';

/** CYC-01 to CYC-08 for a data year and sector, and with a month CYC-09; with a month alone only that. */
export function complianceDatesAnswer(input: unknown, context: CalculatorContext): ComplianceDatesAnswer {
  const fields = new InputFields(input, context, ['dataYear', 'sector', 'month']);
  const monthOnly = fields.has('month') && !fields.has('dataYear') && !fields.has('sector');
  const dataYear = monthOnly ? undefined : fields.year('dataYear');
  const sector = monthOnly ? undefined : fields.oneOf('sector', SECTORS);
  const month = fields.has('month') ? fields.faults.attempt(() => readMonth(fields.get('month'))) : undefined;
  const rules = fields.rules();
  const cycle = monthOnly ? undefined : cycleOf(rules, given(sector), given(dataYear));
  const deposit = rules.figures.value('deposit.days');
  const deadline = month === undefined ? undefined : depositDeadline(rules, month);
  return {
    ...cycle?.dates,
    ...(deadline !== undefined && { depositDeadline: deadline }),
    steps: [
      ...(cycle?.steps ?? []),
      ...(deadline === undefined
        ? []
        : [{ rule: DEPOSIT_RULE, step: 'deposit' as const, date: deadline, title: TITLES.deposit }]),
    ],
    rules: [...(cycle?.rules ?? []), ...(deadline === undefined ? [] : deposit.rules)],
    pack: named(
      rules.reference([
        ...(cycle ? [{ ...cycle, ...cycle.pack }] : []),
        ...(deadline === undefined ? [] : [deposit]),
      ]),
    ),
  };
}

function cycleOf(rules: Parameters<typeof complianceDates>[0], sector: Sector, dataYear: number) {
  const found = complianceDates(rules, { sector, dataYear });
  const steps = CYCLE_STEPS.flatMap(({ step, rule }): Step[] => {
    const date = found[step];
    return date === undefined ? [] : [{ rule, step, date, title: TITLES[step] }];
  });
  const dates = Object.fromEntries(steps.map(({ step, date }) => [step, date])) as Partial<
    Record<CycleStep, ChinaDate>
  >;
  return { steps, dates, rules: found.rules, pack: found.pack };
}

function readMonth(value: unknown): ChinaMonth {
  return parseChinaMonth(typeof value === 'string' ? value.slice(0, 'YYYY-MM-DD'.length) : '', 'month');
}

const steps: readonly (CycleStep | 'deposit')[] = [...CYCLE_STEPS.map(({ step }) => step), 'deposit'];

export const complianceDatesCalculator: Calculator = {
  name: 'compliance-dates',
  title: { zh: '履约周期各环节日期', en: 'The days of a compliance cycle' },
  inputSchema: objectSchema(
    {
      dataYear: {
        ...yearSchema,
        description: '数据年度；只问月度存证时可不填 / data year, not needed with a month alone',
      },
      sector: { enum: [...SECTORS], description: '行业 / sector' },
      month: { ...monthSchema, description: '存证的月份 / month of a deposit' },
      ...commonSchema,
    },
    ['dataYear', 'sector', 'month', 'market', 'asOf'],
  ),
  outputSchema: objectSchema(
    {
      ...Object.fromEntries(CYCLE_STEPS.map(({ step }) => [step, dateSchema])),
      depositDeadline: dateSchema,
      steps: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            rule: { type: 'string' },
            step: { enum: [...steps] },
            date: dateSchema,
            title: textSchema,
          },
          required: ['rule', 'step', 'date', 'title'],
          additionalProperties: false,
        },
      },
      ...ruledSchema,
    },
    [...CYCLE_STEPS.map(({ step }) => step), 'depositDeadline'],
  ),
  examples: [
    {
      title: { zh: '2026 年 1 月数据存证', en: 'Deposit of the data of January 2026' },
      today: '2026-02-01',
      input: { month: '2026-01' },
      output: {
        depositDeadline: '2026-03-12',
        steps: [{ rule: 'CYC-09', step: 'deposit', date: '2026-03-12', title: { ...TITLES.deposit } }],
        rules: ['CYC-09'],
        pack: { id: 'compliance-cn', version: '2026.1', certainty: 'F' },
      },
    },
  ],
  run: complianceDatesAnswer,
};
