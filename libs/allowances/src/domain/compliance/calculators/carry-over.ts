import { fault } from '@carbon/kernel';
import {
  type Calculator,
  type CalculatorContext,
  objectSchema,
  type Ruled,
  ruledSchema,
} from '@carbon/rules/domain';
import { judgeCarryOver } from '../carry-over';
import { commonSchema, given, InputFields, named, tonnesSchema } from './fields';

export interface CarryOverAnswer extends Ruled {
  readonly netSoldT: string;
  readonly formulaT: string;
  readonly countedT: string;
  readonly limitT: string;
  readonly extraSaleForAllT: string;
}

const FIELDS = ['soldT', 'boughtT', 'positionT', 'judicialT', 'pendingT', 'onTime'];

/** CAR-001, CAR-002, CAR-005, CAR-008: how much may be carried over, and what sale would free the rest. */
export function carryOverAnswer(input: unknown, context: CalculatorContext): CarryOverAnswer {
  const fields = new InputFields(input, context, FIELDS);
  const [soldT, boughtT, positionT] = [
    fields.tonnes('soldT'),
    fields.tonnes('boughtT'),
    fields.tonnes('positionT'),
  ];
  const [judicialT, pendingT] = [fields.optionalTonnes('judicialT'), fields.optionalTonnes('pendingT')];
  const onTime = fields.yesOrNo('onTime');
  if (positionT !== undefined && (judicialT ?? 0n) + (pendingT ?? 0n) > positionT) {
    fields.faults.add(
      fault(
        (pendingT ?? 0n) > positionT ? 'pendingT' : 'judicialT',
        'part-of-position',
        'judicially frozen and pending units are parts of positionT',
        '司法冻结与待审核数量包含在 positionT 之内',
      ),
    );
  }
  const rules = fields.rules();
  const {
    pack,
    rules: decided,
    ...judged
  } = judgeCarryOver(rules, {
    soldT: given(soldT),
    boughtT: given(boughtT),
    positionT: given(positionT),
    ...(judicialT !== undefined && { judicialT }),
    ...(pendingT !== undefined && { pendingT }),
    onTime: given(onTime),
  });
  return {
    netSoldT: judged.netSoldT.toString(),
    formulaT: judged.formulaT.toString(),
    countedT: judged.countedT.toString(),
    limitT: judged.limitT.toString(),
    extraSaleForAllT: judged.extraSaleForAllT.toString(),
    rules: decided,
    pack: named(pack),
  };
}

export const carryOverCalculator: Calculator = {
  name: 'carry-over',
  title: { zh: '2019 至 2024 年度配额结转上限', en: 'How much of 2019 to 2024 may be carried over' },
  inputSchema: objectSchema(
    {
      soldT: { ...tonnesSchema, description: '期间卖出量，吨 / sold in the period, t' },
      boughtT: { ...tonnesSchema, description: '期间买入量，吨 / bought in the period, t' },
      positionT: {
        ...tonnesSchema,
        description:
          '期末总持仓，含可用、司法冻结与待审核，吨 / whole position at the end: available, judicially frozen and pending, t',
      },
      judicialT: { ...tonnesSchema, description: '其中司法冻结，计入 / of it judicially frozen: counts, t' },
      pendingT: {
        ...tonnesSchema,
        description:
          '其中待清缴或待注销，不计入 / of it in pending surrender or cancellation: does not count, t',
      },
      onTime: {
        type: 'boolean',
        description: '是否按时完成 2023、2024 年度履约 / whether 2023 and 2024 were met in time',
      },
      ...commonSchema,
    },
    ['judicialT', 'pendingT', 'market', 'asOf'],
  ),
  outputSchema: objectSchema({
    netSoldT: { ...tonnesSchema, description: '净卖出量 / net sold' },
    formulaT: { ...tonnesSchema, description: '按公式计算 / by the formula' },
    countedT: { ...tonnesSchema, description: '计入的持仓 / position that counts' },
    limitT: { ...tonnesSchema, description: '结转上限 / limit' },
    extraSaleForAllT: {
      ...tonnesSchema,
      description:
        '使剩余全部可结转的最小追加卖出量 / smallest further sale with which all that is left could go',
    },
    ...ruledSchema,
  }),
  examples: [
    {
      title: { zh: '净卖出 19,999 吨', en: '19,999 t net sold' },
      today: '2026-03-01',
      input: { soldT: '50000', boughtT: '30001', positionT: '200000', onTime: true },
      output: {
        netSoldT: '19999',
        formulaT: '39998',
        countedT: '200000',
        limitT: '39998',
        extraSaleForAllT: '64001',
        rules: ['CAR-001', 'CAR-002', 'CAR-003', 'CAR-005', 'CAR-008'],
        pack: { id: 'compliance-cn', version: '2026.1', certainty: 'F' },
      },
    },
  ],
  run: carryOverAnswer,
};
