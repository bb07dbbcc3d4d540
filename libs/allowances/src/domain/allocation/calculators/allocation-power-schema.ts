import { asOfSchema, objectSchema, ruledSchema } from '@carbon/rules/domain';
import { UNIT_CLASSES } from '../../verified';
import { notesSchema } from './answer';
import { decimalSchema, idSchema, marketSchema, wholeSchema, yearSchema } from './read-input';

/** More units than any enterprise has. */
export const MAX_UNITS = 1_000;

const percentSchema = { ...decimalSchema, description: '百分数，0 至 100 / percent, 0 to 100' } as const;
const unitSchema = {
  type: 'object',
  properties: {
    id: idSchema,
    class: {
      enum: [...UNIT_CLASSES],
      description:
        'I 400 兆瓦及以上常规燃煤，II 400 兆瓦以下常规燃煤，III 非常规燃煤，IV 燃气 / I conventional coal from 400 MW, II below, III unconventional coal, IV gas',
    },
    generationMwh: { ...decimalSchema, description: '发电量，兆瓦时 / electricity generated, MWh' },
    suppliedMwh: {
      ...decimalSchema,
      description: '供电量，兆瓦时，2019—2022 年 / electricity supplied, MWh, 2019 to 2022',
    },
    heatGj: { ...decimalSchema, description: '供热量，吉焦，默认 0 / heat supplied, GJ, default 0' },
    heatFuel: {
      enum: ['coal', 'gas'],
      description: '供热燃料，默认随机组类别 / fuel of the heat, default by class',
    },
    loadFactorPercent: percentSchema,
    airCooled: { type: 'boolean', description: '空冷机组，2019—2022 年 / air-cooled, 2019 to 2022' },
    heatRatioPercent: percentSchema,
    verifiedT: { ...wholeSchema, description: '经核查排放量，吨 / verified emissions, t' },
    special: {
      ...idSchema,
      description:
        '特殊机组类别，配额等于经核查排放量 / kind of special unit, whose allowance is what was verified',
    },
  },
  required: ['id', 'class'],
  additionalProperties: false,
} as const;

export const inputSchema = objectSchema(
  {
    year: yearSchema,
    units: { type: 'array', minItems: 1, maxItems: MAX_UNITS, items: unitSchema },
    market: marketSchema,
    asOf: asOfSchema,
  },
  ['market', 'asOf'],
);

export const outputSchema = objectSchema(
  {
    units: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: idSchema,
          loadFactor: { ...decimalSchema, description: '负荷系数修正系数 Ff / Ff' },
          generationPart: wholeSchema,
          heatPart: wholeSchema,
          initialT: wholeSchema,
          approvedT: {
            ...wholeSchema,
            description: '豁免后机组配额 / after the gas exemption, of a special unit what was verified',
          },
        },
        required: ['id', 'loadFactor', 'generationPart', 'heatPart', 'initialT', 'approvedT'],
        additionalProperties: false,
      },
    },
    initialT: { ...wholeSchema, description: '机组核定配额之和 / sum of the units’ approved amounts' },
    approvedT: { ...wholeSchema, description: '加上缺口补足后 / with the top-up' },
    verifiedT: {
      ...wholeSchema,
      description: '每台机组均已核查时给出 / when it is known of every unit',
    },
    topUpT: wholeSchema,
    gapPercent: { ...decimalSchema, description: '补足前缺口率 / gap before the top-up, percent' },
    gapAfterPercent: { ...decimalSchema, description: '补足后缺口率 / gap after the top-up, percent' },
    notes: notesSchema,
    ...ruledSchema,
  },
  ['verifiedT', 'gapPercent', 'gapAfterPercent'],
);
