import type { Text } from '@carbon/kernel';
import type { AllocationReference, AllocationRules } from './allocation-rules';
import { exact, wholeTonnes } from './exact';
import type { PreAllocationFigure } from './figures';
import { noAllocationRules } from './refusals';

/** What a scope gives before approval, and what that rests on. */
export interface PreAllocationRule extends PreAllocationFigure {
  readonly rules: readonly string[];
  readonly reference: AllocationReference;
  readonly notes: readonly Text[];
}

/** @throws Refusal ALLOWANCES_NO_RULES (422) for a scope whose rules do not speak of it */
export function preAllocationRule(rules: AllocationRules): PreAllocationRule {
  const figure = rules.figure('pre-allocation');
  if (figure === undefined) {
    const { sector, year } = rules.scope;
    throw noAllocationRules(rules.reference.id, rules.scope, {
      zh: `没有行业 ${sector} 在 ${year} 年度的预分配规则`,
      en: `has no rule of pre-allocation for the sector ${sector} in ${year}`,
    });
  }
  const { assumed } = figure.value;
  return {
    ...figure.value,
    rules: figure.rules,
    reference: rules.referenceOf([figure]),
    notes: assumed === undefined ? [] : [assumed],
  };
}

/**
 * ALC-009: the share of last year's verified emissions that is given before approval, rounded down (ALC-004). It is
 * asked of each unit by itself; where the rule names only the most, this is the most.
 * @param lastVerifiedT of last year; whole tonnes, or a decimal where a unit was not rounded
 */
export function preAllocate(rules: AllocationRules, lastVerifiedT: bigint | string): bigint {
  const { share, rounding } = preAllocationRule(rules);
  return wholeTonnes(exact(lastVerifiedT.toString()).times(share), rounding);
}
