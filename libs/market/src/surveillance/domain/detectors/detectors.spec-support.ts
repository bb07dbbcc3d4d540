import type { ChinaDate } from '@carbon/kernel';
import { releasedPacks } from '@carbon/rules/domain';
import { surveillanceRules } from '../../../domain/trading/index';
import type { Party, Span } from '../finding';
import type { CancelledOrder, ClosedDay, TradeRow } from '../rows';

export const DAY: ChinaDate = '2026-03-02';
export const rules = surveillanceRules(releasedPacks, DAY);

/** The whole of the day. */
export const wholeDay: Span = {
  market: 'CN',
  day: DAY,
  from: new Date('2026-03-01T16:00:00Z'),
  to: new Date('2026-03-02T16:00:00Z'),
};

/** A moment of the day: minutes after ten in China. */
export const at = (minutes: number): Date => new Date(Date.parse('2026-03-02T02:00:00Z') + minutes * 60_000);

export const party = (account: string): Party => ({ account, holderId: `holder of ${account}` });

let ids = 0n;
/** A listed trade at 50 yuan, with what is said of it otherwise. */
export const trade = (seller: string, buyer: string, over: Partial<TradeRow> = {}): TradeRow => ({
  ...{ id: ++ids, instrument: 'CEA25', method: 'listed', priceFen: 5_000n, quantity: 1_000n },
  ...{ seller: party(seller), buyer: party(buyer), day: DAY, at: at(0) },
  ...over,
});

/** A sell order of 5,000, placed before ten and cancelled a minute after. */
export const cancelled = (account: string, over: Partial<CancelledOrder> = {}): CancelledOrder => ({
  ...{ id: ++ids, instrument: 'CEA25', side: 'sell', trader: party(account), left: 5_000n },
  ...{ placedAt: at(-5), cancelledAt: at(1) },
  ...over,
});

export const closedDay: ClosedDay = {
  ...{ instrument: 'CEA25', day: DAY, previousCloseFen: 5_000n, closeFen: 5_000n },
  ...{ closedAt: at(305), tradedBefore: '2026-02-27' },
};
