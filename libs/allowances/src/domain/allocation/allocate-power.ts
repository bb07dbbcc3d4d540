import { allocateUnit } from './allocate-unit';
import type { AllocationUnit, PowerAllocation } from './allocation';
import type { AllocationRules } from './allocation-rules';
import { exact, fixed, wholeTonnes } from './exact';
import { type PowerFigures, powerFigures } from './power-figures';

/**
 * What an enterprise of the power sector gets for a year.
 *
 * Each unit: `initialT` by the benchmarks; `approvedT` the same, for gas at least what was verified (ALC-007), for a
 * special unit exactly what was verified (ALC-013). The enterprise: `initialT` is the sum of its units' approved
 * amounts; below 80 % of verified it is topped up to that, the top-up rounded down (ALC-008), and `approvedT` is the
 * two together. `gapPercent` is what `initialT` lacks of verified, never below 0, `gapAfterPercent` what `approvedT`
 * lacks; half-up to two decimals (ALC-004). Whether there is a top-up is judged on the exact figures.
 *
 * Verified emissions may be unknown: a unit then has no exemption, and unless they are known of every unit the
 * enterprise has neither gap nor top-up.
 * @throws Refusal ALLOWANCES_OTHER_METHOD, ALLOWANCES_SPECIAL_UNKNOWN or ALLOWANCES_FIGURE_MISSING (422)
 */
export function allocatePower(rules: AllocationRules, units: readonly AllocationUnit[]): PowerAllocation {
  const figures = powerFigures(rules);
  const allocated = units.map((unit) => allocateUnit(figures, unit));
  const initialT = sum(allocated.map(({ approvedT }) => approvedT));
  const verified = units.flatMap(({ verifiedT }) => (verifiedT === undefined ? [] : [verifiedT]));
  const used = [
    ...figures.rules,
    ...(units.some(({ special }) => special !== undefined) ? ['ALC-013'] : []),
    ...(allocated.some(({ exempt }) => exempt) ? ['ALC-007'] : []),
  ];
  if (verified.length < units.length || units.length === 0) {
    return { units: allocated, initialT, approvedT: initialT, topUpT: 0n, rules: used };
  }
  const verifiedT = sum(verified);
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
    rules: topUpT > 0n ? [...used, 'ALC-008'] : used,
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
