import type { FineRange, Judged } from './compliance';
import type { PenaltyFigures } from './compliance-figures';
import { type ComplianceRules, needed } from './compliance-rules';
import { Exact, money } from './exact';
import { noRules } from './refusals';

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
  return { from, to, currency, ...rules.judged([figure]) };
}

/** PEN-001, C-4: whether what is missing may newly be taken from the next year's allowances. */
export interface DeductionRule extends Judged {
  readonly newDecisions: boolean;
}

/**
 * PEN-001 with its date (C-4): decisions made before stay, and deductions for fraud do.
 * @throws Refusal ALLOWANCES_NO_RULES (422) in a market of which it is not known
 */
export function deductionRule(rules: ComplianceRules): DeductionRule {
  const figure = rules.figures.value('shortfall.deduction');
  return {
    newDecisions: needed(rules, figure, '核减下一年度配额', 'deduction from the next year'),
    ...rules.judged([figure]),
  };
}

export interface PenaltyRange extends Judged {
  readonly figures: PenaltyFigures;
  /** Yuan, two decimals. */
  readonly from: string;
  readonly to: string;
}

/**
 * PEN-002 to PEN-008: the range of the fine for a breach; multiples of the illegal gain where it is large enough.
 * @param rule the rule's ID
 * @param gainYuan decimal yuan; absent or 0 where there is none
 * @throws Refusal ALLOWANCES_NO_RULES (422) for a rule that the market has not
 */
export function penaltyRange(rules: ComplianceRules, rule: string, gainYuan = '0'): PenaltyRange {
  const figure = rules.figures.value('penalties');
  const figures = figure.value.find((one) => one.rule === rule);
  if (figures === undefined) {
    throw noRules(rules.market, {
      zh: ` ${rule.slice(0, RULE_ID_LENGTH)} `,
      en: rule.slice(0, RULE_ID_LENGTH),
    });
  }
  const gain = new Exact(gainYuan);
  const { gainMultiple, gainBelowYuan, yuan } = figures;
  const byGain = gainMultiple !== undefined && gain.gt(0) && gain.gte(gainBelowYuan ?? 0);
  const [from, to] = byGain
    ? [gain.times(gainMultiple.from), gain.times(gainMultiple.to)]
    : [new Exact(yuan.from), new Exact(yuan.to)];
  return { figures, from: money(from), to: money(to), rules: [rule], pack: rules.reference([figure]) };
}

const RULE_ID_LENGTH = 8;
