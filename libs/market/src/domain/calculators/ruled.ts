import type { PackReference, Ruled, RuleValue } from '@carbon/rules/domain';
import type { TradingRules } from '../trading/index';

/** What an answer says of the figures it rests on: their rules, each once, and how well the worst founded is. */
export function ruledBy(rules: TradingRules, used: readonly RuleValue<unknown>[]): Ruled {
  const pack: PackReference = rules.figures.reference(used);
  return { rules: [...new Set(used.flatMap((figure) => figure.rules))], pack };
}
