import {
  asOfSchema,
  objectSchema,
  type ObjectSchema,
  ruledSchema,
  wholeNumberSchema,
} from '@carbon/rules/domain';
import { MOST_METRES, MOST_TRIPS } from './read-trips';

const text = (description: string) => ({ type: 'string', description }) as const;
const whole = (description: string) => ({ type: 'string', pattern: '^(0|[1-9]\\d*)$', description }) as const;
const decimal = (description: string) =>
  ({ type: 'string', pattern: '^(0|[1-9]\\d*)(\\.\\d{1,6})?$', description }) as const;

const reduction = {
  factor: text('所用因子的编号 / id of the factor'),
  gramsPerKm: decimal('每公里减排克数 / grams reduced per km'),
  microgramsCo2: whole('减排量，微克二氧化碳 / reduction, micrograms of CO2'),
  grams: decimal('减排量，克 / reduction, grams'),
  source: text('因子来源 / where the factor comes from'),
  certainty: text('来源可靠程度 / how well it is founded'),
} as const;

/** @param schemes packs by the short codes of schemes */
export function tripReductionInput(schemes: Readonly<Record<string, string>>): ObjectSchema {
  return objectSchema(
    {
      scheme: {
        type: 'string',
        enum: [...Object.keys(schemes), ...Object.values(schemes)],
        description:
          '碳普惠机制：SZ 深圳、SIP 苏州工业园区、EMP 员工、CD 成都、BJ 北京（示例数据）/ scheme: Shenzhen, Suzhou Industrial Park, staff, Chengdu, Beijing (demo data)',
      },
      trips: {
        type: 'array',
        minItems: 1,
        maxItems: MOST_TRIPS,
        items: {
          type: 'object',
          properties: {
            mode: text(
              '出行方式的代码，如 metro、electric-bus / code of the method, such as metro, electric-bus',
            ),
            distanceM: {
              ...wholeNumberSchema(1, MOST_METRES),
              description: '里程，米 / distance in metres',
            },
            factor: text('因子编号，默认用当日生效者 / id of another value than that in force'),
          },
          required: ['mode', 'distanceM'],
          additionalProperties: false,
        },
        description: '各次出行 / the trips',
      },
      asOf: asOfSchema,
    },
    ['asOf'],
  );
}

export const tripReductionOutput: ObjectSchema = objectSchema({
  trips: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        mode: text('方法学代码 / code of the method'),
        distanceM: whole('里程，米 / metres'),
        ...reduction,
        rivals: {
          type: 'array',
          description: '其他来源与所用因子冲突的值 / values of other sources that conflict with the one used',
          items: {
            type: 'object',
            properties: reduction,
            required: Object.keys(reduction),
            additionalProperties: false,
          },
        },
      },
      required: ['mode', 'distanceM', ...Object.keys(reduction), 'rivals'],
      additionalProperties: false,
    },
  },
  totalMicrogramsCo2: whole('合计，微克 / in all, micrograms'),
  totalGrams: decimal('合计，克 / in all, grams'),
  factorIds: { type: 'array', items: { type: 'string' }, description: '所用因子 / the factors used' },
  ...ruledSchema,
});
