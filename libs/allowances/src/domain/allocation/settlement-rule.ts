import type { ChinaDate } from '@carbon/kernel';
import type { PackSource } from '@carbon/rules/domain';
import type { CarbonMarket } from '../carbon-market';
import { allocationPack, type AllocationReference } from './allocation-rules';
import { noAllocationRules } from './refusals';

/**
 * What `settleAllocation` rests on in a market (ALC-011).
 * @throws Refusal ALLOWANCES_NO_RULES (422) for a market whose order of deduction is not known
 */
export function settlementRule(
  packs: PackSource,
  market: CarbonMarket,
  asOf: ChinaDate,
): { readonly rules: readonly string[]; readonly reference: AllocationReference } {
  const scope = { market, sector: 'other', year: Number(asOf.slice(0, 4)) } as const;
  const pack = allocationPack(packs, scope, asOf);
  const order = pack.value('settlement');
  const reference = { ...pack.reference([order]), hash: pack.hash };
  if (order.value === null) {
    throw noAllocationRules(reference.id, scope, {
      zh: '未收录该市场的扣减顺序',
      en: 'holds no order of deduction of this market',
    });
  }
  return { rules: order.rules, reference };
}
