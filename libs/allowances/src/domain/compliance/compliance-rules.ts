import type { ChinaDate } from '@carbon/kernel';
import type { PackSource, RuleValue } from '@carbon/rules/domain';
import type { CarbonMarket } from '../carbon-market';
import type { Judged, RuleReference } from './compliance';
import { type CompliancePack, compliancePacks } from './compliance-packs';
import { noRules } from './refusals';

/** A figure with its rules and certainty, whatever it is. */
export type Figure = Pick<RuleValue<unknown>, 'rules' | 'certainty'>;

/** How obligations are met in a market, as known on a day. */
export interface ComplianceRules {
  readonly market: CarbonMarket;
  readonly asOf: ChinaDate;
  /** `figures.value(key)` for the day of asking; `figures.valueFor(key, dataYear(year))` for a data year. */
  readonly figures: CompliancePack;
  /** Names the pack in an answer that rests on some of its figures. */
  readonly reference: (used: readonly Figure[]) => RuleReference;
  /** The rules and the pack of an answer, from the figures it rests on and what else decided. */
  readonly judged: (used: readonly Figure[], alsoBy?: readonly string[]) => Judged;
}

/** The day by which figures of a data year are looked up. */
export const dataYear = (year: number): ChinaDate => `${String(year).padStart(4, '0')}-01-01` as ChinaDate;

const SPAN = { first: 1000, last: 9999 };

/**
 * The figure of a data year.
 * @throws Refusal ALLOWANCES_NO_RULES (422) for a year of which the pack says nothing
 */
export function figureOf<K extends Parameters<CompliancePack['value']>[0]>(
  rules: ComplianceRules,
  key: K,
  year: number,
): ReturnType<typeof rules.figures.value<K>> {
  const known = year >= SPAN.first && year <= SPAN.last && rules.figures.findFor(key, dataYear(year));
  if (!known) throw noRules(rules.market, { zh: ` ${year} 年度`, en: `the year ${year}` });
  return rules.figures.valueFor(key, dataYear(year));
}

/**
 * The rules of a market's compliance.
 * @param packs the released packs, or those of a service with what was approved there
 * @param asOf the day of asking: it picks the version of the pack
 * @throws Refusal ALLOWANCES_NO_RULES (422) for a market that has none, RULES_NO_PACK (422) for a day before them
 */
export function complianceRules(packs: PackSource, market: string, asOf: ChinaDate): ComplianceRules {
  const known = Object.hasOwn(compliancePacks, market) ? compliancePacks[market as CarbonMarket] : undefined;
  if (known === undefined) throw noRules(market, { zh: '履约', en: 'compliance' });
  const figures = packs.on(known, asOf);
  const reference = (used: readonly Figure[]) => ({ ...figures.reference(used), hash: figures.hash });
  return {
    market: market as CarbonMarket,
    asOf,
    figures,
    reference,
    judged: (used, alsoBy = []) => ({
      rules: [...new Set([...used.flatMap(({ rules }) => rules), ...alsoBy])],
      pack: reference(used),
    }),
  };
}

/** A figure that the market must have for what is asked. @throws Refusal ALLOWANCES_NO_RULES (422) */
export function needed<T>(rules: ComplianceRules, figure: RuleValue<T | null>, zh: string, en: string): T {
  if (figure.value === null) throw noRules(rules.market, { zh, en });
  return figure.value;
}
