import type { ChinaDate, Text } from '@carbon/kernel';
import type { PackSource } from '@carbon/rules/domain';
import type { CarbonMarket } from '../carbon-market';
import { allocationPack, dayOfYear } from './allocation-rules';
import type { VintageFigure } from './figures';
import { noAllocationRules } from './refusals';

/** The instrument in which a market gives its allowances of a year. */
export interface Vintage {
  /** `CEA24` */
  readonly instrument: string;
  readonly title: Text;
  readonly kind: 'allowance';
  /** `ETS-CN` */
  readonly scheme: string;
}

/**
 * ETS-008: each vintage is an instrument of its own; some markets give those of several years one name.
 * @throws Refusal ALLOWANCES_NO_RULES (422) for a year of which the market names none
 */
export function vintageOf(packs: PackSource, market: CarbonMarket, year: number, asOf: ChinaDate): Vintage {
  const scope = { market, sector: 'other', year } as const;
  const pack = allocationPack(packs, scope, asOf);
  const day = dayOfYear(year);
  const figure = day && pack.findFor('vintage', day);
  if (!figure) {
    throw noAllocationRules(pack.reference([]).id, scope, {
      zh: `没有 ${year} 年度配额的名称`,
      en: `names no allowances of ${year}`,
    });
  }
  const { prefix, suffix, title } = figure.value as VintageFigure;
  const named = suffix === 'yy';
  return {
    instrument: named ? `${prefix}${String(year).slice(-2)}` : prefix,
    title: named ? { zh: `${title.zh} ${year}`, en: `${title.en} ${year}` } : title,
    kind: 'allowance',
    scheme: `ETS-${market}`,
  };
}
