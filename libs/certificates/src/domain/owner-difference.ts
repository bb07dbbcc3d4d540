import { Decimal } from 'decimal.js';
import type { Wh } from './energy';
import type { RuleData } from './rules/rule-data';

/** From this difference on, in percent of the grid's figure, the owner's is to be looked at. Nothing follows from it. */
export const OWNER_TOLERANCE_PERCENT: RuleData<string> = {
  rule: 'GEC-002',
  value: '1',
  effectiveFrom: '2024-08-26',
  source: 'own design',
  certainty: 'X',
};

export interface OwnerDifference {
  /** Owner less grid; may be negative. */
  readonly differenceWh: bigint;
  /** Of the grid's figure, two places, half away from zero; null when the grid metered nothing. */
  readonly percent: string | null;
  readonly beyondTolerance: boolean;
}

/** GEC-002: what the owner says beside what the grid says. Certificates are issued on the grid's word alone. */
export function ownerDifference(gridWh: Wh, ownerWh: Wh): OwnerDifference {
  const differenceWh = ownerWh - gridWh;
  if (gridWh === 0n) return { differenceWh, percent: null, beyondTolerance: ownerWh > 0n };
  const percent = new Decimal(differenceWh.toString()).mul(100).div(gridWh.toString());
  return {
    differenceWh,
    percent: percent.toFixed(2, Decimal.ROUND_HALF_UP),
    beyondTolerance: percent.abs().gt(OWNER_TOLERANCE_PERCENT.value),
  };
}
