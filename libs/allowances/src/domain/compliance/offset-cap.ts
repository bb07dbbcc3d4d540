import type { OffsetFigures } from './compliance-figures';
import { type ComplianceRules, figureOf } from './compliance-rules';
import { percentOf } from './exact';
import { basisMissing } from './refusals';

/** What a limit of credits may be a share of, in whole tonnes. */
export interface OffsetBasisFacts {
  readonly year: number;
  readonly dueT: bigint;
  readonly allocationT?: bigint;
  readonly shortfallT?: bigint;
}

/**
 * SUR-003, RULES.md 1.9: the most credits that count towards the obligation of a year, whole tonnes, rounded down; 0 in a
 * market that knows none.
 * @throws Refusal ALLOWANCES_OFFSET_BASIS_MISSING (422) when the limit is a share of what was not told
 */
export function offsetCap(rules: ComplianceRules, facts: OffsetBasisFacts): bigint {
  const { value } = figureOf(rules, 'offset', facts.year);
  return value === null ? 0n : percentOf(value.percent, basisOf(rules, value, facts));
}

/** The quantity that a market's limit is a share of; verified emissions and the obligation are one (SUR-001). */
export function basisOf(rules: ComplianceRules, offset: OffsetFigures, facts: OffsetBasisFacts): bigint {
  if (offset.basis === 'obligation' || offset.basis === 'emissions') return facts.dueT;
  const told = offset.basis === 'allocation' ? facts.allocationT : facts.shortfallT;
  if (told === undefined) throw basisMissing(`${offset.basis}T`, rules.market);
  return told;
}
