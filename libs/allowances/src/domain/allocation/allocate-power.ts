import type { AllocationUnit, PowerAllocation, UnitAllocation } from './allocation';
import type { AllocationRules } from './allocation-rules';
import { exact, fixed, wholeTonnes } from './exact';
import type {
  Benchmarks,
  LoadFactorCurve,
  PowerRounding,
  Relief,
  SpecialKind,
  SupplyFactors,
} from './figures';
import { hasLoadFactor, loadFactor } from './load-factor';
import { figureMissing, noAllocationRules, otherMethod, unknownSpecial } from './refusals';

interface PowerFigures {
  readonly basis: 'generation' | 'supplied';
  readonly benchmarks: Benchmarks;
  readonly rounding: PowerRounding;
  readonly curve: LoadFactorCurve | undefined;
  readonly supply: SupplyFactors | undefined;
  readonly relief: Relief | undefined;
  readonly special: readonly SpecialKind[];
}

/**
 * What an enterprise of the power sector gets for a year.
 *
 * Each unit: `initialT` is its generation part and its heat part, each rounded down by itself (ALC-001, ALC-004,
 * ALC-005); `approvedT` is the same, for gas at least what was verified (ALC-007), for a special unit exactly what was
 * verified (ALC-013). The enterprise: `initialT` is the sum of its units' approved amounts; below 80 % of verified it
 * is topped up to that, the top-up rounded down (ALC-008), and `approvedT` is the two together. `gapPercent` is what
 * `initialT` lacks of verified (never below 0), `gapAfterPercent` what `approvedT` lacks.
 *
 * Verified emissions may be unknown: a unit then has no exemption, and unless they are known of every unit the
 * enterprise has neither gap nor top-up.
 * @throws Refusal ALLOWANCES_OTHER_METHOD, ALLOWANCES_SPECIAL_UNKNOWN or ALLOWANCES_FIGURE_MISSING (422)
 */
export function allocatePower(rules: AllocationRules, units: readonly AllocationUnit[]): PowerAllocation {
  const figures = powerFigures(rules);
  const allocated = units.map((unit) => allocateUnit(figures, unit));
  const initialT = sum(allocated.map(({ approvedT }) => approvedT));
  const known = units.flatMap(({ verifiedT }) => (verifiedT === undefined ? [] : [verifiedT]));
  const decided = (rule: string, when: boolean) => (when ? [rule] : []);
  const used = [
    ...formulaRules(rules),
    ...decided(
      'ALC-013',
      units.some(({ special }) => special !== undefined),
    ),
    ...decided(
      'ALC-007',
      allocated.some(({ exempt }) => exempt),
    ),
  ];
  if (known.length < units.length || units.length === 0) {
    return { units: allocated, initialT, approvedT: initialT, topUpT: 0n, rules: used };
  }
  const verifiedT = sum(known);
  const topUpT = topUp(figures, initialT, verifiedT);
  const approvedT = initialT + topUpT;
  return {
    units: allocated,
    initialT,
    approvedT,
    verifiedT,
    topUpT,
    gapPercent: gap(figures, initialT, verifiedT),
    gapAfterPercent: gap(figures, approvedT, verifiedT),
    rules: [...used, ...decided('ALC-008', topUpT > 0n)],
  };
}

function allocateUnit(figures: PowerFigures, unit: AllocationUnit): UnitAllocation {
  const { decimals, tonnes } = {
    decimals: figures.rounding.loadFactorDecimals,
    tonnes: figures.rounding.tonnes,
  };
  if (unit.special !== undefined) return specialUnit(figures, unit, unit.special);
  const heatRatio = exact(unit.heatRatioPercent ?? 0).div(100);
  const heated = exact(unit.heatGj).gt(0) || heatRatio.gt(0);
  if (hasLoadFactor(figures.curve, { ...unit, heated }) && unit.loadFactorPercent === undefined) {
    throw figureMissing(unit.id, 'loadFactorPercent', 'ALC-002');
  }
  const ff = loadFactor(figures.curve, { ...unit, heated }, decimals);
  const electricity = figures.basis === 'supplied' ? unit.suppliedMwh : unit.generationMwh;
  if (electricity === undefined) {
    throw figureMissing(unit.id, figures.basis === 'supplied' ? 'suppliedMwh' : 'generationMwh', 'ALC-005');
  }
  const fuel = unit.class === 'IV' ? 'gas' : 'coal';
  const cooling = figures.supply !== undefined && unit.airCooled === true ? figures.supply.airCooled : '1';
  const heatFactor = exact(1).minus(heatRatio.times(figures.supply?.heatRatio[fuel] ?? 0));
  const generationPart = wholeTonnes(
    exact(electricity)
      .times(figures.benchmarks.electricity[unit.class])
      .times(cooling)
      .times(heatFactor)
      .times(ff),
    tonnes,
  );
  const heatPart = wholeTonnes(
    exact(unit.heatGj).times(figures.benchmarks.heat[unit.heatFuel ?? fuel]),
    tonnes,
  );
  const initialT = generationPart + heatPart;
  const { verifiedT } = unit;
  const exempt =
    verifiedT !== undefined &&
    verifiedT > initialT &&
    figures.relief !== undefined &&
    figures.relief.exemptClasses.includes(unit.class);
  return {
    id: unit.id,
    loadFactor: ff,
    generationPart,
    heatPart,
    initialT,
    approvedT: exempt ? verifiedT : initialT,
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

/** ALC-008, rounded down (ALC-004). */
function topUp({ relief, rounding }: PowerFigures, initialT: bigint, verifiedT: bigint): bigint {
  if (relief === undefined) return 0n;
  const missing = exact(verifiedT.toString()).times(relief.floorShare).minus(initialT.toString());
  return missing.gt(0) ? wholeTonnes(missing, rounding.tonnes) : 0n;
}

function gap({ rounding }: PowerFigures, givenT: bigint, verifiedT: bigint): string {
  const missing = verifiedT > givenT ? verifiedT - givenT : 0n;
  const percent = missing === 0n ? exact(0) : exact(missing.toString()).times(100).div(verifiedT.toString());
  return fixed(percent, rounding.gapDecimals);
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, one) => total + one, 0n);

function formulaRules(rules: AllocationRules): readonly string[] {
  const names = ['method', 'load-factor', 'rounding'] as const;
  return [...new Set(names.flatMap((name) => rules.figure(name)?.rules ?? []))];
}

function powerFigures(rules: AllocationRules): PowerFigures {
  const { method, scope } = rules;
  if (method.kind !== 'benchmark') throw otherMethod(scope, method.kind);
  const [benchmarks, rounding] = [rules.figure('benchmarks'), rules.figure('rounding')];
  if (benchmarks === undefined || rounding === undefined) {
    throw noAllocationRules(rules.reference.id, scope, {
      zh: `缺少 ${scope.year} 年度的基准值或取整规则`,
      en: `lacks benchmarks or rounding of ${scope.year}`,
    });
  }
  return {
    basis: method.basis,
    benchmarks: benchmarks.value,
    rounding: rounding.value,
    curve: rules.figure('load-factor')?.value,
    supply: rules.figure('supply-factors')?.value,
    relief: rules.figure('relief')?.value,
    special: rules.figure('special')?.value ?? [],
  };
}
