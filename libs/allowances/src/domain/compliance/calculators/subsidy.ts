import { fault, malformed, type Text } from '@carbon/kernel';
import {
  asOfSchema,
  type Calculator,
  type CalculatorContext,
  objectSchema,
  releasedPacks,
  type Ruled,
  ruledSchema,
  textSchema,
} from '@carbon/rules/domain';
import { SUBSIDIES, subsidyOf } from '../../subsidies/subsidies';
import { decimalSchema, given, InputFields, named } from './fields';

export interface SubsidyAnswer extends Ruled {
  /** Yuan, two decimals. */
  readonly amount: string;
  readonly beforeCap: string;
  readonly rate: string;
  readonly cap: string | null;
  readonly title: Text;
  readonly conditions?: Text;
}

const MAX_NAME = 60;
const partsOf = (at: 0 | 1) => [...new Set(SUBSIDIES.map((key) => key.split('.')[at] ?? ''))].join(', ');

/** F17: the most that a local subsidy comes to. */
export function subsidyAnswer(input: unknown, context: CalculatorContext): SubsidyAnswer {
  const fields = new InputFields(input, context, ['region', 'kind', 'amount', 'received'], ['asOf']);
  const [region, kind] = (['region', 'kind'] as const).map((name, at) =>
    fields.faults.attempt(() => readName(fields.get(name), name, partsOf(at === 0 ? 0 : 1))),
  );
  const amount = fields.decimal('amount');
  const received = fields.has('received') ? fields.decimal('received') : undefined;
  const asOf = fields.day('asOf');
  fields.faults.refuseIfAny();
  const found = subsidyOf(context.packs ?? releasedPacks, given(asOf), {
    region: given(region),
    kind: given(kind),
    amount: given(amount),
    ...(received !== undefined && { received }),
  });
  const { rate, capYuan, title, conditions } = found.rule;
  return {
    amount: found.amount,
    beforeCap: found.beforeCap,
    rate,
    cap: capYuan ?? null,
    title,
    ...(conditions && { conditions }),
    rules: ['F17', 'S35'],
    pack: named(found.pack),
  };
}

function readName(value: unknown, field: string, known: string): string {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= MAX_NAME) return value.trim();
  throw malformed([fault(field, 'text', `must be one of ${known}`, `必须是以下之一：${known}`)]);
}

export const subsidyCalculator: Calculator = {
  name: 'subsidy',
  title: { zh: '地方补助试算', en: 'What a local subsidy comes to' },
  inputSchema: objectSchema(
    {
      region: {
        type: 'string',
        minLength: 1,
        maxLength: MAX_NAME,
        description: `地区 / region: ${partsOf(0)}`,
      },
      kind: { type: 'string', minLength: 1, maxLength: MAX_NAME, description: `类别 / kind: ${partsOf(1)}` },
      amount: {
        ...decimalSchema,
        description:
          '基数：费用、造价或申请额（元），储能为放电量（千瓦时） / fee, cost or amount applied for in yuan; kWh for storage',
      },
      received: {
        ...decimalSchema,
        description: '企业已获得的同类补助，元 / what the firm received already, yuan',
      },
      asOf: asOfSchema,
    },
    ['received', 'asOf'],
  ),
  outputSchema: objectSchema(
    {
      amount: { type: 'string' },
      beforeCap: { type: 'string' },
      rate: { type: 'string' },
      cap: { oneOf: [{ type: 'string' }, { enum: [null] }] },
      title: textSchema,
      conditions: textSchema,
      ...ruledSchema,
    },
    ['conditions'],
  ),
  examples: [
    {
      title: { zh: '常州绿电，环境价值费用 15 万元', en: 'Green power in Changzhou, a fee of 150,000 yuan' },
      today: '2026-11-21',
      input: { region: 'changzhou', kind: 'green-power', amount: '150000' },
      output: {
        amount: '75000.00',
        beforeCap: '75000.00',
        rate: '0.5',
        cap: '100000',
        title: { zh: '绿色电力', en: 'Green power' },
        rules: ['F17', 'S35'],
        pack: { id: 'subsidies', version: '2026.1', certainty: 'S' },
      },
    },
  ],
  run: subsidyAnswer,
};
