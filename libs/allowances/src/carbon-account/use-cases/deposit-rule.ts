import { complianceRules } from '../../domain/index';
import { overdueDeposits } from '../../emitters/index';
import { said, type Warning, type WarningRule } from '../warnings';

const MARKET = 'CN';
/** More than the units and months of thousands of emitters; the rest is told when these are done. */
const MOST = 50_000;

/** CYC-09: a month of a unit was not deposited in time. One warning for each enterprise and month. */
export const depositRule: WarningRule = {
  kind: 'deposit-missing',
  title: { zh: '月度存证逾期', en: 'A monthly deposit is missing' },
  rules: ['CYC-09'],
  tell: ({ month, dueOn, units }) => ({
    zh: `${said(month)} 数据应于 ${said(dueOn)} 前完成存证，缺 ${said(units)}`,
    en: `Data of ${said(month)} were due by ${said(dueOn)}; missing: ${said(units)}`,
  }),

  async find(reader, packs, on) {
    const rules = complianceRules(packs, MARKET, on);
    const overdue = await overdueDeposits(reader, rules, { market: MARKET, on, limit: MOST });
    const byMonth = new Map<string, { holderId: string; month: string; dueOn: string; units: string[] }>();
    for (const { holderId, month, dueOn, site, unit } of overdue) {
      const key = `${holderId} ${month}`;
      const one = byMonth.get(key) ?? { holderId, month, dueOn, units: [] };
      one.units.push(`${site}/${unit}`);
      byMonth.set(key, one);
    }
    return [...byMonth.values()].map(({ holderId, month, dueOn, units }): Warning => {
      const facts = { month, dueOn, units: units.sort().join(', ') };
      return { holderId, subject: `${MARKET} ${month}`, facts };
    });
  },
};
