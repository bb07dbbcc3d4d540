import { fault, malformed } from '@carbon/kernel';
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
import { figuresOf, judgeGrade, type JudgedNeed } from '../../parks/judge-grade';
import { GRADE_SCHEMES, gradeScheme } from '../../parks/park-grades';
import { given, InputFields, named } from './fields';
import { figureSchema, readFigures } from './read-figures';

export interface ParkGradeAnswer extends Ruled {
  readonly scheme: string;
  readonly passed: readonly JudgedNeed[];
  readonly failed: readonly JudgedNeed[];
  readonly grade: string | null;
}

const MAX_NAME = 100;

/** S13: which grade of a scheme the figures of a park, factory or data centre reach. */
export function parkGrade(input: unknown, context: CalculatorContext): ParkGradeAnswer {
  const fields = new InputFields(input, context, ['rulePack', 'figures'], ['asOf']);
  const asked = fields.faults.attempt(() => readName(fields.get('rulePack')));
  const asOf = fields.day('asOf');
  const found =
    asked === undefined || asOf === undefined
      ? undefined
      : gradeScheme(context.packs ?? releasedPacks, asked, asOf);
  const figures = found && readFigures(fields.get('figures'), figuresOf(found.figure.value), fields.faults);
  fields.faults.refuseIfAny();
  const { key, figure, pack } = given(found);
  return {
    scheme: key,
    ...judgeGrade(figure.value, given(figures)),
    rules: ['S13', ...figure.rules],
    pack: named(pack.reference([figure])),
  };
}

function readName(value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= MAX_NAME) return value;
  const known = GRADE_SCHEMES.join(', ');
  throw malformed([
    fault('rulePack', 'text', `must name a scheme: ${known}`, `必须是评价方案名称：${known}`),
  ]);
}

const needSchema = {
  type: 'object',
  properties: {
    indicator: { type: 'string' },
    title: textSchema,
    unit: { type: 'string' },
    bound: { enum: ['at-least', 'at-most', 'above', 'yes'] },
    value: { type: 'string' },
    from: {
      type: 'object',
      properties: { op: { type: 'string' }, of: { type: 'string' }, by: { type: 'string' } },
      required: ['op', 'of', 'by'],
      additionalProperties: false,
    },
    actual: { oneOf: [{ type: 'string' }, { enum: [null] }] },
  },
  required: ['indicator', 'title', 'unit', 'bound', 'value', 'actual'],
  additionalProperties: false,
} as const;

export const parkGradeCalculator: Calculator = {
  name: 'park-grade',
  title: { zh: '零碳园区、工厂、数据中心等级', en: 'Grade of a zero-carbon park, factory or data centre' },
  inputSchema: objectSchema(
    {
      rulePack: {
        type: 'string',
        minLength: 1,
        maxLength: MAX_NAME,
        description: `评价方案 / scheme: ${GRADE_SCHEMES.join(', ')}`,
      },
      figures: {
        type: 'object',
        additionalProperties: { oneOf: [figureSchema, { type: 'boolean' }] },
        description:
          '各指标的数值，未给出的视为不满足 / figures by indicator; what is not told does not hold',
      },
      asOf: asOfSchema,
    },
    ['asOf'],
  ),
  outputSchema: objectSchema({
    scheme: { type: 'string' },
    passed: { type: 'array', items: needSchema },
    failed: { type: 'array', items: needSchema },
    grade: { oneOf: [{ type: 'string' }, { enum: [null] }] },
    ...ruledSchema,
  }),
  examples: [
    {
      title: { zh: '五星级零碳工厂，绿电占比 92.5%', en: 'Five-star factory with 92.5 % of green power' },
      today: '2026-11-21',
      input: { rulePack: 'five-star-factory', figures: { greenPowerSharePercent: '92.5' } },
      output: {
        scheme: 'five-star-factory',
        passed: [
          {
            indicator: 'greenPowerSharePercent',
            title: { zh: '绿色电力占比', en: 'Share of green power' },
            unit: '%',
            bound: 'at-least',
            value: '90',
            actual: '92.5',
          },
        ],
        failed: [],
        grade: 'five-star',
        rules: ['S13', 'INV-10'],
        pack: { id: 'park-grades', version: '2026.1', certainty: 'S' },
      },
    },
  ],
  run: parkGrade,
};
