import type { Reader } from '@carbon/database';
import type { ComplianceRules } from '../../domain/index';
import { complianceOf, type ComplianceLine, isInTime, isOverdue } from '../../surrender/index';

interface MissedQuery {
  readonly market: string;
  readonly rules: ComplianceRules;
  /** Obligation years whose deadline must have been met. */
  readonly years: readonly number[];
  readonly holderIds: readonly string[];
}

/**
 * CAR-005: by holder, the years whose deadline it missed. Who had no obligation missed none.
 * @throws Refusal ALLOWANCES_NO_RULES
 */
export async function missedYearsOf(
  reader: Reader,
  { market, rules, years, holderIds }: MissedQuery,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const missed = new Map<string, number[]>();
  for (const year of years) {
    for (const line of await complianceOf(reader, { market, year, holderIds })) {
      if (isMissed(rules, line)) missed.set(line.holderId, [...(missed.get(line.holderId) ?? []), year]);
    }
  }
  return missed;
}

function isMissed(rules: ComplianceRules, line: ComplianceLine): boolean {
  if (line.dueT === 0n && line.listed !== 'listed') return false;
  return isInTime(rules, line) === false && isOverdue(rules, line, rules.asOf);
}
