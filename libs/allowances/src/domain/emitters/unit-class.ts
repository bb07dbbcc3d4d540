import { Decimal } from 'decimal.js';
import type { UnitClass } from '../verified';
import type { UnitClassRule } from './emitter-rules';
import type { PowerFacts } from './facility';

/**
 * ALC-006: the class of a generating unit by its facts. A coal unit is III when it is a circulating fluidised bed or gets
 * more of its heat from unconventional coal than the pack lets a conventional one; else its rated power decides.
 * @returns undefined for a gas unit that burns too much else: it has no class
 */
export function classOfUnit(rule: UnitClassRule, facts: PowerFacts): UnitClass | undefined {
  if (facts.mainFuel === 'gas') {
    const other = new Decimal(facts.otherFuelHeatPercent ?? '0');
    return other.lte(rule.otherFuelAtMostPercent) ? 'IV' : undefined;
  }
  const unconventional = new Decimal(facts.unconventionalHeatPercent ?? '0');
  if (facts.circulatingFluidisedBed === true || unconventional.gt(rule.unconventionalAbovePercent)) {
    return 'III';
  }
  return new Decimal(facts.ratedMw).gte(rule.conventionalFromMw) ? 'I' : 'II';
}

/** ALC-006: of units that are reported together, the least favourable class counts for all. */
export function leastFavourable(
  leastFavourableFirst: readonly UnitClass[],
  classes: readonly UnitClass[],
): UnitClass | undefined {
  return leastFavourableFirst.find((one) => classes.includes(one));
}
