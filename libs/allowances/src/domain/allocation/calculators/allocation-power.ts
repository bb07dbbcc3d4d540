import { fault, FaultCollector, type Text } from '@carbon/kernel';
import {
  type Calculator,
  type CalculatorContext,
  readDay,
  readFields,
  type Ruled,
} from '@carbon/rules/domain';
import { UNIT_CLASSES } from '../../verified';
import { allocatePower } from '../allocate-power';
import type { AllocationUnit, UnitAllocation } from '../allocation';
import { type AllocationRules, allocationRules } from '../allocation-rules';
import { exact } from '../exact';
import { isLoadAdjusted } from '../load-factor';
import { AC_08, AC_11 } from './allocation-power-examples';
import { inputSchema, MAX_UNITS, outputSchema } from './allocation-power-schema';
import { packOf } from './answer';
import {
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

export const allocationPowerCalculator: Calculator = {
  name: 'allocation-power',
  title: { zh: '发电行业配额', en: 'Allowances of the power sector' },
  inputSchema,
  outputSchema,
  examples: [AC_11, AC_08],
  run: allocationPower,
};
