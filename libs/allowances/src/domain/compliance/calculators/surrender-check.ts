import type { Json, Text } from '@carbon/kernel';
import {
  type Calculator,
  type CalculatorContext,
  dateSchema,
  objectSchema,
  type Ruled,
  ruledSchema,
} from '@carbon/rules/domain';
import type { OfferedUnits } from '../compliance';
import type { ComplianceRules } from '../compliance-rules';
import { judgeSurrender } from '../judge-surrender';
import { vintageNamed } from '../vintages';
import { MAX_NAME, MAX_OFFERS, readOffers, type ReadOffer } from './read-offers';
import { commonSchema, given, InputFields, named, tonnesSchema, yearSchema } from './fields';

/** What is accepted of one offer, and why not the rest. */
interface Accepted {
  readonly instrument: string;
  readonly quantity: string;
  readonly acceptedT: string;
  readonly refusedT: string;
  readonly reason?: Text & { readonly rule: string };
}

export interface SurrenderCheckAnswer extends Ruled {
  readonly ccerCapT: string;
  readonly acceptedT: readonly Accepted[];
  readonly totalAcceptedT: string;
  readonly creditsT: string;
  readonly shortfallT: string;
  readonly fulfilled: boolean;
}

const FIELDS = ['obligationYear', 'dueT', 'offered', 'arrears', 'on', 'allocationT', 'shortfallT'];

/** SUR-001 to SUR-011: what a surrender of the offered units would come to. */
export function surrenderCheck(input: unknown, context: CalculatorContext): SurrenderCheckAnswer {
  const fields = new InputFields(input, context, FIELDS);
  const [obligationYear, dueT] = [fields.year('obligationYear'), fields.tonnes('dueT')];
  const offers = readOffers(fields.get('offered'), fields.faults);
  const arrears = fields.has('arrears') ? fields.yesOrNo('arrears') : false;
  const on = fields.day('on');
  const [allocationT, shortfallT] = [
    fields.optionalTonnes('allocationT'),
    fields.optionalTonnes('shortfallT'),
  ];
  const rules = fields.rules();
  const judged = judgeSurrender(rules, {
    obligationYear: given(obligationYear),
    dueT: given(dueT),
    offered: offers.map((one) => unitsOf(rules, one)),
    arrears: given(arrears),
    on: given(on),
    ...(allocationT !== undefined && { allocationT }),
    ...(shortfallT !== undefined && { shortfallT }),
  });
  return {
    ccerCapT: judged.ccerCapT.toString(),
    acceptedT: judged.accepted.map(({ instrument, quantity, acceptedT, refusedT, reason }) => ({
      instrument,
      quantity: quantity.toString(),
      acceptedT: acceptedT.toString(),
      refusedT: refusedT.toString(),
      ...(reason && { reason }),
    })),
    totalAcceptedT: judged.acceptedT.toString(),
    creditsT: judged.creditsT.toString(),
    shortfallT: judged.shortfallT.toString(),
    fulfilled: judged.fulfilled,
    rules: judged.rules,
    pack: named(judged.pack),
  };
}

/** A vintage of the market, a green certificate, a credit, or nothing that is known here. */
function unitsOf(rules: ComplianceRules, offer: ReadOffer): OfferedUnits {
  const { likeCredit, carriedOver, registeredOn, coveredByEts, local, ...units } = offer;
  if (/^(GEC|绿证)/.test(units.instrument)) return { kind: 'certificate', ...units };
  if (vintageNamed(rules.figures.value('allowance.names').value, units.instrument) !== undefined) {
    return { kind: 'allowance', ...units, ...(carriedOver !== undefined && { carriedOver }) };
  }
  if (!likeCredit && !/^(CCER|PHER)/.test(units.instrument)) return { kind: 'other', ...units };
  return {
    kind: 'credit',
    ...units,
    ...(registeredOn !== undefined && { registeredOn }),
    ...(coveredByEts !== undefined && { coveredByEts }),
    ...(local !== undefined && { local }),
  };
}

const nullable = (schema: { readonly type: string; readonly format?: string }): Json => ({
  oneOf: [schema, { enum: [null] }],
});
const reasonSchema = {
  type: 'object',
  properties: { rule: { type: 'string' }, zh: { type: 'string' }, en: { type: 'string' } },
  required: ['rule', 'zh', 'en'],
  additionalProperties: false,
} as const;

export const surrenderCheckCalculator: Calculator = {
  name: 'surrender-check',
  title: { zh: '清缴试算', en: 'What a surrender would come to' },
  inputSchema: objectSchema(
    {
      obligationYear: { ...yearSchema, description: '清缴义务的数据年度 / data year of the obligation' },
      dueT: { ...tonnesSchema, description: '应清缴量，吨 / due, t' },
      offered: {
        type: 'array',
        maxItems: MAX_OFFERS,
        items: {
          type: 'object',
          properties: {
            instrument: { type: 'string', minLength: 1, maxLength: MAX_NAME },
            quantity: tonnesSchema,
            carriedOver: nullable({ type: 'boolean' }),
            registeredOn: nullable(dateSchema),
            coveredByEts: nullable({ type: 'boolean' }),
            local: nullable({ type: 'boolean' }),
          },
          required: ['instrument', 'quantity'],
          additionalProperties: false,
        },
        description:
          '拟用于清缴的配额与减排量；减排量未说明登记日期或是否纳入配额管理的，不予接受 / allowances and credits; credits of which registration or coverage is not told are not accepted',
      },
      arrears: { type: 'boolean', description: '是否补缴往年欠缴，默认否 / whether for arrears, default no' },
      on: { ...dateSchema, description: '清缴日期，默认今天 / day of the surrender, default today' },
      allocationT: {
        ...tonnesSchema,
        description: '当年配额，部分试点以此计算上限 / allocation of the year: the basis of some limits',
      },
      shortfallT: {
        ...tonnesSchema,
        description: '配额缺口，部分试点以此计算上限 / shortfall: the basis of some limits',
      },
      ...commonSchema,
    },
    ['arrears', 'on', 'allocationT', 'shortfallT', 'market', 'asOf'],
  ),
  outputSchema: objectSchema({
    ccerCapT: { ...tonnesSchema, description: '抵销上限 / most credits that count' },
    acceptedT: {
      type: 'array',
      description: '按提交顺序 / in the order offered',
      items: {
        type: 'object',
        properties: {
          instrument: { type: 'string' },
          quantity: tonnesSchema,
          acceptedT: tonnesSchema,
          refusedT: tonnesSchema,
          reason: reasonSchema,
        },
        required: ['instrument', 'quantity', 'acceptedT', 'refusedT'],
        additionalProperties: false,
      },
    },
    totalAcceptedT: tonnesSchema,
    creditsT: { ...tonnesSchema, description: '接受的减排量 / credits accepted' },
    shortfallT: { ...tonnesSchema, description: '尚缺 / still missing' },
    fulfilled: { type: 'boolean' },
    ...ruledSchema,
  }),
  examples: [
    {
      title: { zh: '减排量超过 5%', en: 'More credits than five percent' },
      today: '2025-12-01',
      input: {
        obligationYear: 2024,
        dueT: '1234567',
        offered: [{ instrument: 'CCER', quantity: '80000', registeredOn: '2025-03-10', coveredByEts: false }],
        on: '2025-12-01',
      },
      output: {
        ccerCapT: '61728',
        acceptedT: [
          {
            instrument: 'CCER',
            quantity: '80000',
            acceptedT: '61728',
            refusedT: '18272',
            reason: {
              rule: 'SUR-003',
              zh: '超过抵销上限 61728 吨',
              en: 'Above the limit of 61728 t of credits',
            },
          },
        ],
        totalAcceptedT: '61728',
        creditsT: '61728',
        shortfallT: '1172839',
        fulfilled: false,
        rules: ['SUR-003', 'SUR-002', 'SUR-004'],
        pack: { id: 'compliance-cn', version: '2026.1', certainty: 'F' },
      },
    },
  ],
  run: surrenderCheck,
};
