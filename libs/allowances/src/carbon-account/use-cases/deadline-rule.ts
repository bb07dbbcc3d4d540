import { daysBetween } from '@carbon/kernel';
import { accountRules } from '../../domain/carbon-account/account-rules';
import { complianceRules } from '../../domain/index';
import { complianceOf, knownDeadline } from '../../surrender/index';
import { said, type Warning, type WarningRule } from '../warnings';

const MARKET = 'CN';

/** SUR-001: the day of surrender comes near, or has passed, and something is missing. */
export const deadlineRule: WarningRule = {
  kind: 'surrender-due',
  title: { zh: '清缴期限', en: 'The day of surrender' },
  rules: ['SUR-001', 'CYC-06'],
  tell: ({ year, deadline, shortfallT, days }) =>
    days === undefined
      ? {
          zh: `${said(year)} 年度清缴已于 ${said(deadline)} 截止，仍缺 ${said(shortfallT)} 吨`,
          en: `The surrender for ${said(year)} was due by ${said(deadline)}; ${said(shortfallT)} t are missing`,
        }
      : {
          zh: `距 ${said(year)} 年度清缴截止日 ${said(deadline)} 不足 ${said(days)} 天，尚缺 ${said(shortfallT)} 吨`,
          en: `Within ${said(days)} days, by ${said(deadline)}, ${said(shortfallT)} t are to be surrendered for ${said(year)}`,
        },

  async find(reader, packs, on) {
    const year = Number(on.slice(0, 4));
    const lines = [year - 1, year - 2].map((dataYear) =>
      complianceOf(reader, { market: MARKET, year: dataYear }),
    );
    const rules = complianceRules(packs, MARKET, on);
    const { deadlineDays } = accountRules(packs, on);
    return (await Promise.all(lines)).flat().flatMap((line): Warning[] => {
      const deadline = line.shortfallT > 0n ? knownDeadline(rules, line) : undefined;
      if (deadline === undefined) return [];
      const left = daysBetween(on, deadline);
      const within = [...deadlineDays.value].sort((a, b) => a - b).find((days) => left <= days);
      if (left >= 0 && within === undefined) return [];
      const about = left < 0 ? 'overdue' : `within ${within ?? 0} days`;
      return [
        {
          holderId: line.holderId,
          subject: `${MARKET} ${line.year} ${about}`,
          facts: {
            ...{ year: String(line.year), deadline, shortfallT: line.shortfallT.toString() },
            ...(left < 0 || within === undefined ? {} : { days: String(within) }),
          },
        },
      ];
    });
  },
};
