import type { Decimal } from 'decimal.js';
import type { Gas } from './emission-result';
import { Exact } from './exact';
import type { FiguresOfFlow } from './figures-of-flow';
import type { ReportedFlow, MeasuredFigure } from './report-content';
import {
  CARBON_SCALES,
  CARBON_UNITS,
  type CarbonUnit,
  HEAT_SCALES,
  HEAT_UNITS,
  type HeatUnit,
} from './units';

/** What a formula gives for one gas: a quotient, divided once and last, so that nothing is rounded before. */
export interface Emission {
  readonly gas: Gas;
  readonly formula: string;
  readonly dividend: Decimal;
  readonly divisor: Decimal;
}

/** What formulas work with. */
export interface FlowContext {
  readonly flow: ReportedFlow;
  readonly amount: Decimal;
  readonly figures: FiguresOfFlow;
  /** ALC-026: in a mass balance all carbon counts, whether it burns or not. */
  readonly massBalance: boolean;
}

const ONE = new Exact(1);
const percent = (value: Decimal) => value.times('0.01');

/** F10, ALC-026: `FC × NCV × CC (× OF) × 44/12`, the carbon content for each unit of heat or for each tonne. */
export function combustion({ flow, amount, figures, massBalance }: FlowContext): Emission[] {
  const carbon = amount.times(carbonPerAmount(flow, figures));
  const burnt = massBalance
    ? carbon
    : carbon.times(percent(own(flow, figures, 'oxidationPercent', '%', `oxidation.${flow.material}`)));
  const formula = massBalance ? 'FC × NCV × CC × 44/12' : 'FC × NCV × CC × OF × 44/12';
  return [{ gas: 'CO2', formula, ...asCarbonDioxide(burnt, figures) }];
}

/** Tonnes of carbon in one unit of the amount. */
function carbonPerAmount(flow: ReportedFlow, figures: FiguresOfFlow): Decimal {
  const { material, unit } = flow;
  if (flow.carbon !== undefined && flow.carbonUnit === 'tC/t') {
    if (unit !== 't')
      figures.fault('carbonUnit', 'unit', 'fits amounts in t only', '仅适用于以 t 计的消耗量');
    return own(flow, figures, 'carbon', 'tC/t', '');
  }
  const ncv = measured(flow, figures, { name: 'ncv', unit: flow.ncvUnit, id: `ncv.${material}` });
  const heat = isHeatUnit(ncv.unit) ? HEAT_SCALES[ncv.unit] : undefined;
  if (heat !== undefined && heat.per !== unit) {
    figures.fault('ncvUnit', 'unit', `does not fit amounts in ${unit}`, `与消耗量单位 ${unit} 不符`);
  }
  const carbon = measured(flow, figures, { name: 'carbon', unit: flow.carbonUnit, id: `carbon.${material}` });
  const scale = isHeatCarbon(carbon.unit) ? CARBON_SCALES[carbon.unit] : 0;
  return ncv.value
    .times(new Exact(10).pow(heat?.power ?? 0))
    .times(carbon.value)
    .times(new Exact(10).pow(scale));
}

const isHeatUnit = (unit: string): unit is HeatUnit => HEAT_UNITS.some((known) => known === unit);
const isHeatCarbon = (unit: string): unit is Exclude<CarbonUnit, 'tC/t'> =>
  unit !== 'tC/t' && CARBON_UNITS.some((known) => known === unit);

/** A figure whose unit the enterprise says, or the library's with the library's unit. */
function measured(
  flow: ReportedFlow,
  figures: FiguresOfFlow,
  {
    name,
    unit,
    id,
  }: { readonly name: 'ncv' | 'carbon'; readonly unit: string | undefined; readonly id: string },
): { readonly value: Decimal; readonly unit: string } {
  const value = flow[name];
  if (value === undefined) return figures.fromLibrary(name, id);
  if (unit === undefined) {
    figures.fault(`${name}Unit`, 'unit', 'is missing: a figure has a unit', '数值缺少单位');
    return { value: new Exact(0), unit: '' };
  }
  return { value: figures.take(name, { value, unit }, id), unit };
}

function own(
  flow: ReportedFlow,
  figures: FiguresOfFlow,
  name: MeasuredFigure,
  unit: string,
  id: string,
): Decimal {
  return figures.take(name, { value: flow[name], unit }, id);
}

function asCarbonDioxide(carbon: Decimal, figures: FiguresOfFlow): Pick<Emission, 'dividend' | 'divisor'> {
  return { dividend: carbon.times(figures.constant('molar.CO2')), divisor: figures.constant('molar.C') };
}

/** Carbonates, electrodes, materials, electricity: amount × factor. */
export function byFactor({ flow, amount, figures }: FlowContext): Emission[] {
  const unit = flow.unit === 'MWh' ? 'tCO2/MWh' : 'tCO2/t';
  const factor = own(flow, figures, 'factor', unit, `factor.${flow.material}`);
  return [{ gas: 'CO2', formula: 'Q × EF', dividend: amount.times(factor), divisor: ONE }];
}

/** ALC-026: carbon that leaves in products; by a factor, or by heat and carbon where the library knows it as a fuel. */
export function inProducts(context: FlowContext): Emission[] {
  const { flow } = context;
  const asFuel = flow.factor === undefined && (flow.carbon !== undefined || FUEL_PRODUCTS.has(flow.material));
  const given = asFuel ? combustion({ ...context, massBalance: true }) : byFactor(context);
  return given.map((one) => ({ ...one, formula: `− ${one.formula}`, dividend: one.dividend.negated() }));
}

const FUEL_PRODUCTS: ReadonlySet<string> = new Set(['crude-benzol', 'tar']);

/** Process emissions of clinker (ALC-023): by its oxides that come from carbonates, else by the default factor. */
export function clinker({ flow, amount, figures }: FlowContext): Emission[] {
  const { caoPercent, mgoPercent } = flow;
  if (caoPercent === undefined && mgoPercent === undefined) {
    return byFactor({ flow, amount, figures, massBalance: false });
  }
  const share = (name: 'caoPercent' | 'mgoPercent' | 'rawCaoPercent' | 'rawMgoPercent') => {
    const value = flow[name] ?? '0';
    figures.used.push({ name, value, unit: '%' });
    return percent(new Exact(value));
  };
  const calcium = share('caoPercent').minus(share('rawCaoPercent'));
  const magnesium = share('mgoPercent').minus(share('rawMgoPercent'));
  if (calcium.isNegative() || magnesium.isNegative()) {
    figures.fault('rawCaoPercent', 'range', 'is more than there is in the clinker', '大于熟料中的含量');
  }
  const [co2, cao, mgo] = ['molar.CO2', 'molar.CaO', 'molar.MgO'].map((id) => figures.constant(id)) as [
    Decimal,
    Decimal,
    Decimal,
  ];
  const dividend = amount.times(co2).times(calcium.times(mgo).plus(magnesium.times(cao)));
  return [
    {
      gas: 'CO2',
      formula: 'Q × ((CaO − CaO′) × 44/56 + (MgO − MgO′) × 44/40)',
      dividend,
      divisor: cao.times(mgo),
    },
  ];
}

/** Energy used as material (ALC-023): the carbon of the anodes. */
export function anode({ flow, amount, figures }: FlowContext): Emission[] {
  const net = own(flow, figures, 'anodeKgPerT', 'kg/t', 'anode.net-consumption').times('0.001');
  const sulphur = percent(own(flow, figures, 'sulphurPercent', '%', 'anode.sulphur'));
  const ash = percent(own(flow, figures, 'ashPercent', '%', 'anode.ash'));
  const carbon = amount.times(net).times(ONE.minus(sulphur).minus(ash));
  return [{ gas: 'CO2', formula: 'P × NC × (1 − S − A) × 44/12', ...asCarbonDioxide(carbon, figures) }];
}

/** Anode effect (ALC-023, ALC-024): CF4 and C2F6 by their warming potentials. */
export function anodeEffect({ flow, amount, figures }: FlowContext): Emission[] {
  const emission = (gas: 'CF4' | 'C2F6', name: 'cf4KgPerT' | 'c2f6KgPerT'): Emission => {
    const mass = amount.times(own(flow, figures, name, 'kg/t', `anode-effect.${gas}`)).times('0.001');
    return {
      gas,
      formula: `P × EF × GWP(${gas})`,
      dividend: mass.times(figures.constant(`gwp.${gas}`)),
      divisor: ONE,
    };
  };
  return [emission('CF4', 'cf4KgPerT'), emission('C2F6', 'c2f6KgPerT')];
}
