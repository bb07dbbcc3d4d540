import type { ChinaMonth } from '@carbon/kernel';
import type { GecPack, YearMismatch } from './rules/gec';

/**
 * GEC-015 (证电同年): whether a certificate may count for power used in a year. `flag` and `refuse` are what to do about
 * a mismatch: the pack decides unless the operator has chosen `onMismatch`.
 */
export function judgeConsumptionYear(
  productionMonth: ChinaMonth,
  consumptionYear: number,
  pack: GecPack,
  onMismatch: YearMismatch | undefined = pack.sameYear?.value.onMismatch,
): 'match' | YearMismatch {
  const rule = pack.sameYear?.value;
  if (rule === undefined || consumptionYear < rule.fromYear) return 'match';
  return Number(productionMonth.slice(0, 4)) === consumptionYear ? 'match' : (onMismatch ?? rule.onMismatch);
}
