import {
  type ChinaDate,
  fault,
  FaultCollector,
  malformed,
  parseChinaDate,
  parseWhole,
  type Text,
} from '@carbon/kernel';
import {
  asOfSchema,
  type Calculator,
  type CalculatorContext,
  dateSchema,
  objectSchema,
  readDay,
  readFields,
  type Ruled,
  ruledSchema,
  textSchema,
} from '@carbon/rules/domain';
import { judgeBodies, judgeStart } from '../eligibility';
import { type Facts, judgeApplicability } from '../methodologies/judge-applicability';
import type { Methodology } from '../methodologies/methodology';
import { methodologyOn } from '../methodologies/methodology-packs';
import { judgeQuantityEquality } from '../quantity-equality';
import { judgeReductionWindow } from '../reduction-window';
import { creditSchemeOn } from '../schemes/credit-schemes';
import { decimalSchema, optionalText, parseDecimal } from './read-decimal';

const OFFSHORE_WIND = 'CCER-01-002-V01';
const FIELDS = [
  'startedOn',
  'reductionFrom',
  'reductionTo',
  'appliedOn',
  'distanceKm',
  'depthM',
  'validator',
  'verifier',
  'verifiedT',
  'appliedT',
  'asOf',
];

interface Refused {
  readonly rule: string;
  readonly field: string;
  readonly message: Text;
}

/** A rule that was not looked at, because nothing it asks for was given. */
interface Unjudged {
  readonly rule: string;
  readonly fields: readonly string[];
}

export interface CcerEligibilityAnswer extends Ruled {
  readonly eligible: boolean;
  readonly refusals: readonly Refused[];
  readonly unjudged: readonly Unjudged[];
}

/** CCR-001, CCR-004, CCR-005, CCR-006 and CCM-02, as far as the input tells; a rule of which half is told is not met. */
export function ccerEligibility(input: unknown, context: CalculatorContext): CcerEligibilityAnswer {
  const faults = new FaultCollector();
  const fields = readFields(input, FIELDS, faults);
  const date = (name: string) => faults.attempt(() => readNeededDay(fields.get(name), name));
  const whole = (name: string) =>
    faults.attempt(() => (fields.has(name) ? parseWhole(fields.get(name), name) : undefined));
  const text = (name: string) => faults.attempt(() => optionalText(fields.get(name), name));
  const number = (name: string, unit: string) =>
    faults.attempt(() =>
      fields.has(name) ? { value: parseDecimal(fields.get(name), name), unit } : undefined,
    );
  const asOf = faults.attempt(() => readDay(fields.get('asOf'), 'asOf', context.today));
  const [startedOn, from, to, appliedOn] = ['startedOn', 'reductionFrom', 'reductionTo', 'appliedOn'].map(
    date,
  );
  const [distanceKm, depthM] = [number('distanceKm', 'km'), number('depthM', 'm')];
  const [validator, verifier] = [text('validator'), text('verifier')];
  const [verifiedT, appliedT] = [whole('verifiedT'), whole('appliedT')];
  faults.refuseIfAny();
  if (!asOf || !startedOn || !from || !to || !appliedOn) throw new TypeError('a field without its fault');

  const scheme = creditSchemeOn('CCER', asOf);
  const methodology = methodologyOn(OFFSHORE_WIND, asOf);
  const judged = [
    { rule: 'CCR-001', fields: [], unmet: () => judgeStart(scheme, startedOn) },
    { rule: 'CCR-006', fields: [], unmet: () => judgeReductionWindow(scheme, { from, to }, appliedOn) },
    {
      rule: 'CCM-02',
      fields: ['distanceKm', 'depthM'],
      unmet: () => judgeSite(methodology, { ...(distanceKm && { distanceKm }), ...(depthM && { depthM }) }),
    },
    {
      rule: 'CCR-005',
      fields: ['validator', 'verifier'],
      unmet: () => judgeBodies(scheme, validator, verifier),
    },
    {
      rule: 'CCR-004',
      fields: ['verifiedT', 'appliedT'],
      unmet: () => judgeQuantityEquality(verifiedT, appliedT),
    },
  ].map((one) => ({ ...one, asked: one.fields.length === 0 || one.fields.some((name) => fields.has(name)) }));
  const refusals = judged.filter(({ asked }) => asked).flatMap(({ unmet }) => unmet());
  return {
    eligible: refusals.length === 0,
    refusals: refusals.map(({ rule, field, message }) => ({ rule, field, message })),
    unjudged: judged
      .filter(({ asked }) => !asked)
      .map(({ rule, fields: names }) => ({ rule, fields: names })),
    rules: judged.filter(({ asked }) => asked).map(({ rule }) => rule),
    pack: scheme.reference([
      scheme.constructionAfter,
      scheme.reductionsAfter,
      scheme.windowYears,
      scheme.validatorMayVerify,
    ]),
  };
}

/** CCM-02, told at the first fact that is missing, or at the distance. */
function judgeSite(methodology: Methodology, facts: Facts): readonly Refused[] {
  return judgeApplicability(methodology, facts).map(({ rule, unknown, message }) => ({
    rule,
    field: unknown[0] ?? 'distanceKm',
    message,
  }));
}

function readNeededDay(value: unknown, field: string): ChinaDate {
  if (value === undefined) throw malformed([fault(field, 'required', 'must be given', '必须给出')]);
  return parseChinaDate(typeof value === 'string' ? value.slice(0, 20) : '', field);
}

const ruleSchema = { type: 'string', pattern: '^[A-Z]{3}-\\d{2,3}$' } as const;
const wholeSchema = { type: 'string', pattern: '^(0|[1-9]\\d*)$' } as const;
const nameSchema = { type: 'string', minLength: 1, maxLength: 200 } as const;

export const ccerEligibilityCalculator: Calculator = {
  name: 'ccer-eligibility',
  title: {
    zh: 'CCER 项目与减排量是否符合条件',
    en: 'Whether a CCER project and its reductions are eligible',
  },
  inputSchema: objectSchema(
    {
      startedOn: { ...dateSchema, description: '开工日期 / when construction began' },
      reductionFrom: { ...dateSchema, description: '减排期首日 / first day of the reductions' },
      reductionTo: { ...dateSchema, description: '减排期末日 / last day of the reductions' },
      appliedOn: { ...dateSchema, description: '申请日期 / day of the application' },
      distanceKm: {
        ...decimalSchema,
        description: '海上风电离岸距离，公里 / offshore wind: from the shore, km',
      },
      depthM: { ...decimalSchema, description: '海上风电水深，米 / offshore wind: depth of the water, m' },
      validator: { ...nameSchema, description: '审定机构 / body that validated the project' },
      verifier: { ...nameSchema, description: '核查机构 / body that verified the reductions' },
      verifiedT: { ...wholeSchema, description: '核证量，吨 / verified quantity, t' },
      appliedT: { ...wholeSchema, description: '申请量，吨 / quantity applied for, t' },
      asOf: asOfSchema,
    },
    ['distanceKm', 'depthM', 'validator', 'verifier', 'verifiedT', 'appliedT', 'asOf'],
  ),
  outputSchema: objectSchema({
    eligible: { type: 'boolean' },
    refusals: {
      type: 'array',
      items: {
        type: 'object',
        properties: { rule: ruleSchema, field: { type: 'string' }, message: textSchema },
        required: ['rule', 'field', 'message'],
        additionalProperties: false,
      },
    },
    unjudged: {
      type: 'array',
      description:
        '因未给出任何相关字段而未判断的规则 / rules not looked at, for none of their fields was given',
      items: {
        type: 'object',
        properties: { rule: ruleSchema, fields: { type: 'array', items: { type: 'string' } } },
        required: ['rule', 'fields'],
        additionalProperties: false,
      },
    },
    ...ruledSchema,
  }),
  examples: [
    {
      title: {
        zh: '2021 年 10 月的减排量，2026 年 11 月申请',
        en: 'Reductions of October 2021, applied for in November 2026',
      },
      today: '2026-11-21',
      input: {
        startedOn: '2020-03-01',
        reductionFrom: '2021-10-01',
        reductionTo: '2021-10-31',
        appliedOn: '2026-11-21',
        distanceKm: '45',
      },
      output: {
        eligible: false,
        refusals: [
          {
            rule: 'CCR-006',
            field: 'reductionFrom',
            message: {
              zh: '减排量须产生于申请之日前 5 年以内，即不早于 2021-11-21',
              en: 'Reductions must be produced within 5 years before the application, from 2021-11-21 on',
            },
          },
        ],
        unjudged: [
          { rule: 'CCR-005', fields: ['validator', 'verifier'] },
          { rule: 'CCR-004', fields: ['verifiedT', 'appliedT'] },
        ],
        rules: ['CCR-001', 'CCR-006', 'CCM-02'],
        pack: { id: 'credit-scheme-ccer', version: '2023.1', certainty: 'F' },
      },
    },
  ],
  run: ccerEligibility,
};
