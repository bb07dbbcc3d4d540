import type { AllocationUnit, UnitAllocation } from './allocation';
import { exact, fixed, wholeTonnes } from './exact';
import { isLoadAdjusted, loadFactor } from './load-factor';
import type { PowerFigures } from './power-figures';
import { figureMissing, unknownSpecial } from './refusals';

/**
 * What one generating unit gets. Generation part: electricity times benchmark times Ff, in the years of electricity
 * supplied also times cooling and heat factor; heat part: heat times benchmark; each rounded down by itself (ALC-001,
 * ALC-004, ALC-005). Gas gets at least what was verified (ALC-007).
 * @throws Refusal ALLOWANCES_SPECIAL_UNKNOWN or ALLOWANCES_FIGURE_MISSING (422)
 */
export function allocateUnit(figures: PowerFigures, unit: AllocationUnit): UnitAllocation {
  if (unit.special !== undefined) return specialUnit(figures, unit, unit.special);
  const { tonnes } = figures.rounding;
  const ff = loadFactorOf(figures, unit);
  const fuel = fuelOf(unit);
  const generationPart = wholeTonnes(
    exact(electricityOf(figures, unit))
      .times(figures.benchmarks.electricity[unit.class])
      .times(supplyFactor(figures, unit))
      .times(ff),
    tonnes,
  );
  const heatPart = wholeTonnes(
    exact(unit.heatGj).times(figures.benchmarks.heat[unit.heatFuel ?? fuel]),
    tonnes,
  );
  const initialT = generationPart + heatPart;
  const exemptT = figures.relief?.exemptClasses.includes(unit.class) === true ? (unit.verifiedT ?? 0n) : 0n;
  const exempt = exemptT > initialT;
  return {
    id: unit.id,
    loadFactor: ff,
    generationPart,
    heatPart,
    initialT,
    approvedT: exempt ? exemptT : initialT,
    exempt,
  };
}

/** ALC-013: no benchmark, so no parts. */
function specialUnit(figures: PowerFigures, unit: AllocationUnit, special: string): UnitAllocation {
  const known = figures.special.map(({ kind }) => kind);
  if (!known.includes(special)) throw unknownSpecial(unit.id, special, known);
  if (unit.verifiedT === undefined) throw figureMissing(unit.id, 'verifiedT', 'ALC-013');
  return {
    id: unit.id,
    loadFactor: fixed(exact(1), figures.rounding.loadFactorDecimals),
    generationPart: 0n,
    heatPart: 0n,
    initialT: unit.verifiedT,
    approvedT: unit.verifiedT,
    exempt: false,
  };
}

const fuelOf = (unit: AllocationUnit): 'coal' | 'gas' => (unit.class === 'IV' ? 'gas' : 'coal');

/** Qe, by the basis of the year. */
function electricityOf({ basis }: PowerFigures, unit: AllocationUnit): string {
  const electricity = basis === 'supplied' ? unit.suppliedMwh : unit.generationMwh;
  if (electricity !== undefined) return electricity;
  throw basis === 'supplied'
    ? figureMissing(unit.id, 'suppliedMwh', 'ALC-005')
    : figureMissing(unit.id, 'generationMwh', 'ALC-001');
}

function loadFactorOf({ curve, rounding }: PowerFigures, unit: AllocationUnit): string {
  const heated = exact(unit.heatGj).gt(0) || exact(unit.heatRatioPercent ?? 0).gt(0);
  const loaded = { ...unit, heated };
  if (isLoadAdjusted(curve, loaded) && unit.loadFactorPercent === undefined) {
    throw figureMissing(unit.id, 'loadFactorPercent', 'ALC-002');
  }
  return loadFactor(curve, loaded, rounding.loadFactorDecimals);
}

/** ALC-005: Fl times Fr; 1 in the years that have neither. */
function supplyFactor({ supply }: PowerFigures, unit: AllocationUnit) {
  if (supply === undefined) return exact(1);
  const ratio = exact(unit.heatRatioPercent ?? 0).div(100);
  const heatFactor = exact(1).minus(ratio.times(supply.heatRatio[fuelOf(unit)]));
  return heatFactor.times(unit.airCooled === true ? supply.airCooled : 1);
}
