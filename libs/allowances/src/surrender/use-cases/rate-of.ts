import type { Reader } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import type { ComplianceRules } from '../../domain/index';
import { complianceRate, type ComplianceRate } from '../domain/compliance-rate';
import type { ComplianceLine } from '../domain/compliance-status';
import { complianceOf, type ComplianceQuery } from './compliance-of';
import { knownDeadline } from './deadlines';

export const RATE_GROUPS = ['sector', 'province'] as const;
export type RateGroup = (typeof RATE_GROUPS)[number];

export interface GroupRate extends ComplianceRate {
  /** Null for holders of which the sector or province is not known. */
  readonly group: string | null;
}

/** How a market's year was met, over all holders that are asked for and by groups (S02). */
export async function complianceRateOf(
  reader: Reader,
  rules: ComplianceRules,
  query: ComplianceQuery,
  by: RateGroup,
): Promise<{ readonly all: ComplianceRate; readonly groups: readonly GroupRate[] }> {
  const lines = await complianceOf(reader, query);
  const inTime = (line: ComplianceLine) => isInTime(rules, line);
  const groups = new Map<string | null, ComplianceLine[]>();
  for (const line of lines) {
    const group = groups.get(line[by]);
    if (group === undefined) groups.set(line[by], [line]);
    else group.push(line);
  }
  return {
    all: complianceRate(lines, inTime),
    groups: [...groups]
      .map(([group, some]) => ({ group, ...complianceRate(some, inTime) }))
      .filter(({ obliged }) => obliged > 0)
      .sort((a, b) => ((a.group ?? '') < (b.group ?? '') ? -1 : 1)),
  };
}

/**
 * SUR-001: by the day on which the application that met it was made; undefined where the rules of the market name no day.
 */
export function isInTime(rules: ComplianceRules, line: ComplianceLine): boolean | undefined {
  const deadline = knownDeadline(rules, line);
  return deadline && line.appliedAt !== null && chinaDate(line.appliedAt) <= deadline;
}
