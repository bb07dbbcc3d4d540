import type { TradingRules } from './trading-rules';

/** Whose holding it is. */
export interface HolderOfUnits {
  /** Its allocation of the year where it has an obligation; undefined for everybody else. */
  readonly allocationT?: bigint | undefined;
}

/** TRD-017: the most that a subject may hold of a market's instruments; undefined where no limit is known. */
export function holdingLimitOf(rules: TradingRules, { allocationT }: HolderOfUnits): bigint | undefined {
  const limit = rules.holdingLimit;
  if (limit === undefined) return undefined;
  return allocationT === undefined ? limit.othersT : allocationT + limit.obligedAboveAllocationT;
}
