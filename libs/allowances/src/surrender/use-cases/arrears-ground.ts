import { chinaDate, type Clock } from '@carbon/kernel';
import type { Rulebook } from '@carbon/rulebook';
import type { GroundSource } from '../../allocation/index';
import { complianceRules } from '../../domain/index';
import { arrearsOf } from './arrears-of';

/** ALC-010: allowances of who owes for an earlier year go to the account of its province. */
export const arrearsGround =
  (rulebook: Rulebook, clock: Clock): GroundSource =>
  async (reader, { market, year, holderIds }) => {
    const on = chinaDate(clock.now());
    const rules = complianceRules(await rulebook.packs(reader), market, on);
    const query = { market, holderIds, upTo: year - 1, overdue: { rules, on } };
    return new Map(
      (await arrearsOf(reader, query)).map(({ holderId, owedT, years }) => {
        const list = years.map((one) => one.year).join(', ');
        const text = {
          zh: `${list} 年度尚欠 ${owedT.toString()} 吨`,
          en: `${owedT.toString()} t of ${list} are owed`,
        };
        return [holderId, { code: 'arrears', text }];
      }),
    );
  };
