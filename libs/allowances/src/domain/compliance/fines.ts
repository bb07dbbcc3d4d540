import type { FineRange } from './compliance';
import { type ComplianceRules, needed } from './compliance-rules';
import { Exact, money } from './exact';

/**
 * PEN-001: the range of the fine for missing units.
 * @param missingT whole tonnes
 * @param averagePrice decimal yuan per tonne: the average traded price of the month before the deadline
 * @throws Refusal ALLOWANCES_NO_RULES (422) in a market whose fine is not known
 */
export function fineRange(
  rules: ComplianceRules,
  { missingT, averagePrice }: { readonly missingT: bigint; readonly averagePrice: string },
): FineRange {
  const figure = rules.figures.value('shortfall.penalty');
  const { fine, currency } = needed(rules, figure, '未足额清缴的处罚', 'missing units');
  const missing = new Exact(missingT.toString());
  const amounts =
    fine.kind === 'price-multiple'
      ? [fine.from, fine.to].map((multiple) => missing.times(averagePrice).times(multiple))
      : fine.kind === 'per-tonne'
        ? [fine.amount, fine.amount].map((amount) => missing.times(amount))
        : [fine.from, fine.to].map((amount) => new Exact(missingT === 0n ? 0 : amount));
  const [from, to] = amounts.map(money) as [string, string];
  return { from, to, currency, ...rules.judged([figure, rules.figures.value('shortfall.deduction')]) };
}
