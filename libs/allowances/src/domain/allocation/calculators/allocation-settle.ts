import { FaultCollector } from '@carbon/kernel';
import {
  asOfSchema,
  type Calculator,
  type CalculatorContext,
  objectSchema,
  readDay,
  readFields,
  type Ruled,
  ruledSchema,
} from '@carbon/rules/domain';
import { settleAllocation } from '../settle-allocation';
import { settlementRule } from '../settlement-rule';
import { packOf } from './answer';
import { marketSchema, packsOf, readMarket, readTonnes, wholeSchema } from './read-input';

const FIELDS = ['preAllocatedT', 'approvedT', 'owedT', 'market', 'asOf'];

export interface AllocationSettleAnswer extends Ruled {
  readonly preIssueT: string;
  readonly returnedT: string;
  readonly finalIssueT: string;
  readonly remainingOwedT: string;
  readonly handBackT: string;
}

/** ALC-011: what is issued, and what stays owed, when adjustments of earlier years are deducted. */
export function allocationSettle(input: unknown, context: CalculatorContext): AllocationSettleAnswer {
  const faults = new FaultCollector();
  const fields = readFields(input, FIELDS, faults);
  const asOf = faults.attempt(() => readDay(fields.get('asOf'), 'asOf', context.today));
  const market = faults.attempt(() => readMarket(fields.get('market')));
  const tonnes = (name: string) => faults.attempt(() => readTonnes(fields.get(name), name));
  const [preAllocatedT, approvedT, owedT] = ['preAllocatedT', 'approvedT', 'owedT'].map(tonnes);
  faults.refuseIfAny();
  if (!asOf || !market || preAllocatedT === undefined || approvedT === undefined || owedT === undefined) {
    throw new TypeError('a field without its fault');
  }
  const rule = settlementRule(packsOf(context), market, asOf);
  const settled = settleAllocation({ preAllocatedT, approvedT, owedT });
  return {
    preIssueT: settled.preIssueT.toString(),
    returnedT: settled.returnedT.toString(),
    finalIssueT: settled.finalIssueT.toString(),
    remainingOwedT: settled.remainingOwedT.toString(),
    handBackT: settled.handBackT.toString(),
    rules: rule.rules,
    pack: packOf(rule.reference),
  };
}

export const allocationSettleCalculator: Calculator = {
  name: 'allocation-settle',
  title: { zh: '配额核定与扣减', en: 'Approved allowances and what is owed' },
  inputSchema: objectSchema(
    {
      preAllocatedT: { ...wholeSchema, description: '预分配量，吨 / pre-allocated, t' },
      approvedT: { ...wholeSchema, description: '核定量，吨 / approved, t' },
      owedT: { ...wholeSchema, description: '待扣减量，吨 / adjustments still to be deducted, t' },
      market: marketSchema,
      asOf: asOfSchema,
    },
    ['market', 'asOf'],
  ),
  outputSchema: objectSchema({
    preIssueT: { ...wholeSchema, description: '预分配实际发放量 / issued at pre-allocation' },
    returnedT: {
      ...wholeSchema,
      description: '核定时退回待扣减余额的扣减量 / deduction returned to what is owed, at approval',
    },
    finalIssueT: { ...wholeSchema, description: '核定后补发量 / issued at approval' },
    remainingOwedT: { ...wholeSchema, description: '剩余待扣减量 / still owed' },
    handBackT: {
      ...wholeSchema,
      description: '已发放而须退回的配额 / issued before and to be handed back',
    },
    ...ruledSchema,
  }),
  examples: [
    {
      title: { zh: '核定量低于预分配量', en: 'Fewer are approved than were pre-allocated' },
      today: '2026-11-21',
      input: { preAllocatedT: '50000', approvedT: '30000', owedT: '70000' },
      output: {
        preIssueT: '0',
        returnedT: '20000',
        finalIssueT: '0',
        remainingOwedT: '40000',
        handBackT: '0',
        rules: ['ALC-011'],
        pack: { id: 'allocation-cn', version: '2026.1', certainty: 'D' },
      },
    },
  ],
  run: allocationSettle,
};
