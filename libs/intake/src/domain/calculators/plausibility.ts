import { fault, FaultCollector, malformed } from '@carbon/kernel';
import {
  asOfSchema,
  type Calculator,
  type CalculatorContext,
  objectSchema,
  readDay,
  readFields,
  type Ruled,
  ruledSchema,
  textSchema,
} from '@carbon/rules/domain';
import { examine, type Flag, kindSchemas, plausibilityKinds } from '../plausibility/examine';
import { ACTIONS, plausibilityPackOn } from '../plausibility/plausibility-pack';

export interface PlausibilityAnswer extends Ruled {
  readonly flags: readonly Flag[];
}

const NAMES = plausibilityKinds.map(({ kind }) => kind);

/** Checks figures against what is plausible: data quality, not truth. */
export function plausibility(input: unknown, { today }: CalculatorContext): PlausibilityAnswer {
  const faults = new FaultCollector();
  const fields = readFields(input, ['kind', 'figures', 'asOf'], faults);
  const asOf = faults.attempt(() => readDay(fields.get('asOf'), 'asOf', today));
  const kind = faults.attempt(() => {
    const found = plausibilityKinds.find(({ kind: name }) => name === fields.get('kind'));
    if (found !== undefined) return found;
    throw malformed([
      fault('kind', 'one-of', `must be one of ${NAMES.join(', ')}`, `应为 ${NAMES.join('、')} 之一`),
    ]);
  });
  const figures = faults.attempt(() => kind?.figures.read(fields.get('figures'), 'figures', faults));
  faults.refuseIfAny();
  if (asOf === undefined || kind === undefined) throw new TypeError('a field without its fault');
  const pack = plausibilityPackOn(asOf);
  const { flags, rules } = examine(kind, figures, pack);
  return { flags, rules: kind.checks.map(({ id }) => id), pack: pack.reference(rules) };
}

export const plausibilityCalculator: Calculator = {
  name: 'plausibility',
  title: { zh: '数据合理性检查', en: 'Plausibility of figures' },
  inputSchema: objectSchema(
    {
      kind: { type: 'string', enum: NAMES, description: 'figures 的类别 / what the figures are' },
      figures: { type: 'object', description: '按类别填写 / as its kind has them', anyOf: kindSchemas },
      asOf: asOfSchema,
    },
    ['asOf'],
  ),
  outputSchema: objectSchema({
    flags: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          check: { type: 'string' },
          action: { type: 'string', enum: ACTIONS },
          message: textSchema,
          expectedRange: { type: 'string' },
        },
        required: ['check', 'action', 'message', 'expectedRange'],
        additionalProperties: false,
      },
    },
    ...ruledSchema,
  }),
  examples: [
    {
      title: { zh: '12 万张绿证称抵消约 80 万吨', en: '120,000 certificates said to offset 800,000 t' },
      today: '2026-03-02',
      input: { kind: 'certificate-offset', figures: { certificates: '120000', claimedT: '800000' } },
      output: {
        flags: [
          {
            check: 'PLA-01',
            action: 'flag',
            message: {
              zh: '绿证抵消量为可抵消量的 8.0 倍',
              en: 'what the certificates are said to offset is 8.0 times what they can',
            },
            expectedRange: '≤ 99900 t',
          },
        ],
        rules: ['PLA-01'],
        pack: { id: 'plausibility', version: '2026.1', certainty: 'F' },
      },
    },
  ],
  run: plausibility,
};
