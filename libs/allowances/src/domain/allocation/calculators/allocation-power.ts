import { fault, FaultCollector, type Text } from '@carbon/kernel';
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
import { UNIT_CLASSES } from '../../verified';
import { allocatePower } from '../allocate-power';
import type { AllocationUnit, UnitAllocation } from '../allocation';
import { type AllocationRules, allocationRules } from '../allocation-rules';
import { exact } from '../exact';
import { isLoadAdjusted } from '../load-factor';
import { AC_08, AC_11 } from './allocation-power-examples';
import { notesSchema, packOf } from './answer';
import {
  decimalSchema,
  idSchema,
  marketSchema,
  packsOf,
  readDecimal,
  readEach,
  readFlag,
  readId,
  readMarket,
  readOneOf,
  readPercent,
  readTonnes,
  readYear,
  wholeSchema,
  yearSchema,
} from './read-input';

const FIELDS = ['year', 'units', 'market', 'asOf'];
const UNIT_FIELDS = [
  'id',
  'class',
  'generationMwh',
  'suppliedMwh',
  'heatGj',
  'heatFuel',
  'loadFactorPercent',
  'airCooled',
  'heatRatioPercent',
  'verifiedT',
  'special',
];
const FUELS = ['coal', 'gas'] as const;
/** More units than any enterprise has. */
const MAX_UNITS = 1_000;

interface UnitAnswer {
  readonly id: string;
  readonly loadFactor: string;
  readonly generationPart: string;
  readonly heatPart: string;
  readonly initialT: string;
  readonly approvedT: string;
}

export interface AllocationPowerAnswer extends Ruled {
  readonly units: readonly UnitAnswer[];
  readonly initialT: string;
  readonly approvedT: string;
  readonly verifiedT?: string;
  readonly topUpT: string;
  readonly gapPercent?: string;
  readonly gapAfterPercent?: string;
  readonly notes: readonly Text[];
}

/** ALC-001 to ALC-008 and ALC-013 for the units of one enterprise. */
export function allocationPower(input: unknown, context: CalculatorContext): AllocationPowerAnswer {
  const faults = new FaultCollector();
  const fields = readFields(input, FIELDS, faults);
  const asOf = faults.attempt(() => readDay(fields.get('asOf'), 'asOf', context.today));
  const market = faults.attempt(() => readMarket(fields.get('market')));
  const year = faults.attempt(() => readYear(fields.get('year')));
  const units = readEach(fields.get('units'), 'units', MAX_UNITS, faults, (item, at) =>
    readUnit(item, at, faults),
  );
  faults.refuseIfAny();
  if (!asOf || !market || year === undefined) throw new TypeError('a field without its fault');

  const rules = allocationRules(packsOf(context), { market, sector: 'power', year }, asOf);
  units.forEach((unit, at) => {
    for (const field of missingOf(rules, unit)) {
      faults.add(fault(`units[${at}].${field}`, 'required', 'must be given', '必须给出'));
    }
  });
  faults.refuseIfAny();
  const answer = allocatePower(rules, units);
  return {
    units: answer.units.map(unitAnswer),
    initialT: answer.initialT.toString(),
    approvedT: answer.approvedT.toString(),
    ...(answer.verifiedT !== undefined && { verifiedT: answer.verifiedT.toString() }),
    topUpT: answer.topUpT.toString(),
    ...(answer.gapPercent !== undefined && { gapPercent: answer.gapPercent }),
    ...(answer.gapAfterPercent !== undefined && { gapAfterPercent: answer.gapAfterPercent }),
    notes: rules.notes,
    rules: answer.rules,
    pack: packOf(rules.reference),
  };
}

const unitAnswer = (unit: UnitAllocation): UnitAnswer => ({
  id: unit.id,
  loadFactor: unit.loadFactor,
  generationPart: unit.generationPart.toString(),
  heatPart: unit.heatPart.toString(),
  initialT: unit.initialT.toString(),
  approvedT: unit.approvedT.toString(),
});

/** Heat that is not named is none. */
function readUnit(item: unknown, at: string, faults: FaultCollector): AllocationUnit | undefined {
  const fields = readFields(item, UNIT_FIELDS, faults, at);
  const needed = <T>(name: string, read: (value: unknown, field: string) => T) =>
    faults.attempt(() => read(fields.get(name), `${at}.${name}`));
  const maybe = <K extends string, T>(name: K, read: (value: unknown, field: string) => T) => {
    const value = fields.has(name) ? needed(name, read) : undefined;
    return (value === undefined ? {} : { [name]: value }) as { readonly [N in K]?: T };
  };
  const id = needed('id', readId);
  const unitClass = needed('class', (value, field) => readOneOf(UNIT_CLASSES, value, field));
  const rest = {
    ...maybe('generationMwh', readDecimal),
    ...maybe('suppliedMwh', readDecimal),
    heatGj: '0',
    ...maybe('heatGj', readDecimal),
    ...maybe('heatFuel', (value, field) => readOneOf(FUELS, value, field)),
    ...maybe('loadFactorPercent', readPercent),
    ...maybe('airCooled', readFlag),
    ...maybe('heatRatioPercent', readPercent),
    ...maybe('verifiedT', readTonnes),
    ...maybe('special', readId),
  };
  return id === undefined || unitClass === undefined ? undefined : { id, class: unitClass, ...rest };
}

/** What the rules of the year ask of a unit and was not given. */
function missingOf(rules: AllocationRules, unit: AllocationUnit): readonly string[] {
  if (unit.special !== undefined) return unit.verifiedT === undefined ? ['verifiedT'] : [];
  if (rules.method.kind !== 'benchmark') return [];
  const supplied = rules.method.basis === 'supplied';
  const heat = exact(unit.heatGj).gt(0);
  const heated = heat || exact(unit.heatRatioPercent ?? 0).gt(0);
  const electricity = supplied ? 'suppliedMwh' : 'generationMwh';
  const adjusted = isLoadAdjusted(rules.figure('load-factor')?.value, { ...unit, heated });
  return [
    ...(unit[electricity] === undefined ? [electricity] : []),
    ...(adjusted && unit.loadFactorPercent === undefined ? ['loadFactorPercent'] : []),
    ...(supplied && heat && unit.heatRatioPercent === undefined ? ['heatRatioPercent'] : []),
  ];
}

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

export const allocationPowerCalculator: Calculator = {
  name: 'allocation-power',
  title: { zh: '发电行业配额', en: 'Allowances of the power sector' },
  inputSchema: objectSchema(
    {
      year: yearSchema,
      units: { type: 'array', minItems: 1, maxItems: MAX_UNITS, items: unitSchema },
      market: marketSchema,
      asOf: asOfSchema,
    },
    ['market', 'asOf'],
  ),
  outputSchema: objectSchema(
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
  ),
  examples: [AC_11, AC_08],
  run: allocationPower,
};
