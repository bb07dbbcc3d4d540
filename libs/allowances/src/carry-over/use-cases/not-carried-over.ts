import type { Reader } from '@carbon/database';
import { chinaDate, type Text } from '@carbon/kernel';
import { complianceRules } from '../../domain/index';
import type { PackSource } from '@carbon/rules/domain';
import { carryOverScheme, windowEnd } from '../domain/figures';
import { type NotCarriedOver, readNotCarriedOver } from '../persistence/not-carried-over';

/** CAR-006 to a holder: what it has that serves no later obligation, or will not unless it is carried over in time. */
export interface NotCarriedOverWarning extends NotCarriedOver {
  readonly rule: 'CAR-006';
  readonly text: Text;
}

/**
 * CAR-006: units of the old vintages that holders still have, with what becomes of them. Empty in a market without
 * carry-over, and before its window opens.
 */
export async function notCarriedOver(
  reader: Reader,
  packs: PackSource,
  {
    market,
    holderIds,
    now,
  }: { readonly market: string; readonly holderIds?: readonly string[]; readonly now: Date },
): Promise<NotCarriedOverWarning[]> {
  const today = chinaDate(now);
  const rules = complianceRules(packs, market, today);
  const figures = rules.figures.value('carry-over').value;
  if (figures === null || today < figures.opens) return [];
  const scheme = carryOverScheme(rules);
  const closes = windowEnd(scheme);
  const units = await readNotCarriedOver(reader, scheme.sources, holderIds);
  return units.map((one) => ({
    ...one,
    rule: 'CAR-006',
    text: textOf(one, scheme.vintages.to + 1, today <= closes ? closes : undefined),
  }));
}

function textOf({ quantityT, instrument }: NotCarriedOver, year: number, until: string | undefined): Text {
  const quantity = quantityT.toString();
  return until === undefined
    ? {
        zh: `${instrument} ${quantity} 吨未结转，不得用于 ${year} 年度及以后的清缴`,
        en: `${quantity} t of ${instrument} were not carried over and serve no obligation of ${year} or later`,
      }
    : {
        zh: `${instrument} ${quantity} 吨须在 ${until} 前申请结转，否则不得用于 ${year} 年度及以后的清缴`,
        en: `${quantity} t of ${instrument} must be applied for by ${until}, or serve no obligation of ${year} or later`,
      };
}
