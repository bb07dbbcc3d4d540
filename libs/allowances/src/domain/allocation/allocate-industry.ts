import type { FirmAllocation, IndustryAllocation, IndustryFirm } from './allocation';
import type { AllocationRules } from './allocation-rules';
import { type BalanceCurve, deviation, isSpecial } from './balance-curve';
import { decimalOf, plus, type Ratio, ratioOf, roundedDown, roundedHalfUp, times } from './ratio';
import { figureMissing, noBalance, otherMethod } from './refusals';
import { balanceText } from './solve-balance';

/** Decimals in which deviation and coefficient are shown; allowances are found from their exact values. */
const SHOWN = 12;
const ONE: Ratio = { n: 1n, d: 1n };

/**
 * What enterprises of a sector, or their lines, get for a year: what was verified (ALC-020, ALC-025), or
 * floor(E (1 + alpha)) by the distance from the sector's balance value (ALC-021).
 * @param balance BP as published, a decimal above 0, or exactly as solved; needed where the method is `balance-curve`
 * @throws Refusal ALLOWANCES_OTHER_METHOD, ALLOWANCES_SPECIAL_UNKNOWN, ALLOWANCES_FIGURE_MISSING, ALLOWANCES_NO_BALANCE
 */
export function allocateIndustry(
  rules: AllocationRules,
  firms: readonly IndustryFirm[],
  balance?: string | Ratio,
): IndustryAllocation {
  const { method, scope } = rules;
  const used = rules.figure('method')?.rules ?? [];
  if (method.kind === 'equal-to-verified') {
    return { firms: firms.map(equal), rules: used };
  }
  if (method.kind !== 'balance-curve') throw otherMethod(scope, method.kind);
  if (balance === undefined) throw noBalance({ zh: '未给出', en: 'it was not given' });
  const value = typeof balance === 'string' ? ratioOf(balance) : balance;
  if (value.n <= 0n) throw noBalance({ zh: '须大于 0', en: 'it must be above 0' });
  const special = firms.map((firm) => isSpecial(rules, firm));
  return {
    balance: typeof balance === 'string' ? balance : balanceText(balance),
    firms: firms.map((firm, at) =>
      special[at] === true ? equal(firm) : onCurve(rules, method, value, firm),
    ),
    rules: special.includes(true) ? [...used, ...(rules.figure('special')?.rules ?? [])] : used,
  };
}

const equal = ({ id, emissionsT }: IndustryFirm): FirmAllocation => ({
  id,
  coefficient: '0',
  allowanceT: emissionsT,
});

function onCurve(
  rules: AllocationRules,
  curve: BalanceCurve,
  balance: Ratio,
  { id, emissionsT, intensity }: IndustryFirm,
): FirmAllocation {
  if (intensity === undefined) throw figureMissing(id, 'intensity', 'ALC-021');
  const { x, alpha } = deviation(curve, balance, ratioOf(intensity));
  const allowance = times({ n: emissionsT, d: 1n }, plus(ONE, alpha));
  const halfUp = rules.figure('tonnes')?.value === 'half-up';
  return {
    id,
    deviationPercent: decimalOf({ n: x.n * 100n, d: x.d }, SHOWN),
    coefficient: decimalOf(alpha, SHOWN),
    allowanceT: halfUp ? roundedHalfUp(allowance) : roundedDown(allowance),
  };
}
