import type { IndustryFirm } from './allocation';
import type { AllocationRules } from './allocation-rules';
import type { MethodFigure } from './figures';
import { compared, divided, minus, negated, type Ratio, ratioOf, times } from './ratio';
import { unknownSpecial } from './refusals';

export type BalanceCurve = Extract<MethodFigure, { kind: 'balance-curve' }>;

/** ALC-021: X, and the coefficient alpha that is slope times X, bent off at the threshold on both sides. */
export function deviation(
  { slope, threshold }: BalanceCurve,
  balance: Ratio,
  intensity: Ratio,
): { readonly x: Ratio; readonly alpha: Ratio } {
  const x = divided(minus(balance, intensity), balance);
  const [steep, bound] = [ratioOf(slope), ratioOf(threshold)];
  if (compared(x, bound) >= 0n) return { x, alpha: times(steep, bound) };
  if (compared(x, negated(bound)) <= 0n) return { x, alpha: negated(times(steep, bound)) };
  return { x, alpha: times(steep, x) };
}

/** ALC-025: whether a line gets what it emitted. @throws Refusal ALLOWANCES_SPECIAL_UNKNOWN (422) */
export function isSpecial(rules: AllocationRules, { id, special }: IndustryFirm): boolean {
  if (special === undefined) return false;
  const known = (rules.figure('special')?.value ?? []).map(({ kind }) => kind);
  if (!known.includes(special)) throw unknownSpecial(id, special, known);
  return true;
}
