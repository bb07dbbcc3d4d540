import { startOfChinaDay } from '@carbon/kernel';
import { notCarriedOver } from '../../carry-over/use-cases/not-carried-over';
import { said, type Warning, type WarningRule } from '../warnings';

const MARKET = 'CN';

/** CAR-006: units of the old vintages that serve no later obligation unless they are carried over, or that serve none. */
export const carryOverRule: WarningRule = {
  kind: 'not-carried-over',
  title: { zh: '配额未结转', en: 'Allowances that were not carried over' },
  rules: ['CAR-006'],
  tell: ({ zh, en }) => ({ zh: said(zh), en: said(en) }),

  async find(reader, packs, on) {
    const units = await notCarriedOver(reader, packs, { market: MARKET, now: startOfChinaDay(on) });
    return units.map(({ holderId, instrument, text }): Warning => {
      return { holderId, subject: `${MARKET} ${instrument}`, facts: { zh: text.zh, en: text.en } };
    });
  },
};
