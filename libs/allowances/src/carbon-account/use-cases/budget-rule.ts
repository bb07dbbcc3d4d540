import type { Reader } from '@carbon/database';
import { Decimal } from 'decimal.js';
import { accountRules } from '../../domain/carbon-account/account-rules';
import { carbonPositions } from '../../groups/index';
import { said, type Warning, type WarningRule } from '../warnings';

const MARKET = 'CN';

/** What the year needs passes what is held (S06): measured so far and forecast, against allowances of all vintages. */
export const budgetRule: WarningRule = {
  kind: 'budget-overrun',
  title: { zh: '配额预算超支', en: 'More is needed than is held' },
  rules: ['INV-10'],
  tell: ({ neededT, heldT, year, percent }) => ({
    zh: `${said(year)} 年预计需要 ${said(neededT)} 吨，持有 ${said(heldT)} 吨，超过预警线 ${said(percent)}%（预测，仅供参考）`,
    en: `${said(year)} is going to need ${said(neededT)} t, ${said(heldT)} t are held: above ${said(percent)} % (a forecast)`,
  }),

  async find(reader, packs, on) {
    const { budgetPercent } = accountRules(packs, on);
    const year = Number(on.slice(0, 4));
    const measuring = await measuringHolders(reader, year);
    const positions = await carbonPositions(reader, packs, measuring, { market: MARKET, year, on });
    return positions.flatMap((position, at): Warning[] => {
      const holderId = measuring[at]?.id;
      const { neededT, heldT } = position;
      if (holderId === undefined || neededT === undefined) return [];
      const line = new Decimal(heldT.toString()).times(budgetPercent.value).div(100);
      if (new Decimal(neededT.toString()).lte(line)) return [];
      const facts = { neededT: neededT.toString(), heldT: heldT.toString(), percent: budgetPercent.value };
      return [{ holderId, subject: `${MARKET} ${year}`, facts: { ...facts, year: String(year) } }];
    });
  },
};

/** Key emitters that measured something in the year. */
function measuringHolders(
  reader: Reader,
  year: number,
): Promise<{ readonly id: string; readonly code: string }[]> {
  return reader.query(
    `select h.id, h.code from identity.holder h where h.kind = 'key-emitter' and exists (
       select from allowances.measured_month m where m.holder_id = h.id and m.month like $1 || '-%')
      order by h.code`,
    [String(year)],
  );
}
