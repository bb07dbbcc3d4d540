import { type ChinaDate } from '@carbon/kernel';
import type { PackSource } from '@carbon/rules/domain';
import { complianceRules, retentionRule } from '../../domain/compliance/index';
import { whereKnown } from '../domain/where-known';

/**
 * Until when records of a year are kept at least (ETS-014): so many years after its end. Nothing here is ever deleted;
 * null where the market says nothing.
 */
export function retainUntil(
  packs: PackSource,
  market: string,
  year: number,
  today: ChinaDate,
): ChinaDate | null {
  const rule = whereKnown(() => retentionRule(complianceRules(packs, market, today)));
  return rule === undefined ? null : (`${year + rule.years}-12-31` as ChinaDate);
}
