import { IsChinaDate, IsOneOf } from '@carbon/http';
import type { JobKind } from '@carbon/jobs';
import type { ChinaDate } from '@carbon/kernel';
import { TRADING_MARKETS, type TradingMarket } from '@carbon/rules/domain';
import { type DayEndParts, endDay } from '../use-cases/end-day';

/** What the job `market-day-end` is asked. */
export class MarketDayEndPayload {
  @IsOneOf(TRADING_MARKETS, { description: 'Market. 市场', example: 'CN' })
  market!: TradingMarket;

  @IsChinaDate({ description: 'A closed day of it. 交易日', example: '2026-03-02' })
  day!: ChinaDate;
}

const STEP = { zh: '制作结算单', en: 'making statements' };

/** Ends a day of a market: by the clock, or again where something was corrected. */
export function endDayKind(parts: DayEndParts): JobKind<MarketDayEndPayload> {
  return {
    kind: 'market-day-end',
    title: { zh: '日终：结算单与成交文件', en: 'End of a day: statements and the file of trades' },
    payload: MarketDayEndPayload,
    permission: 'market-control.propose',
    run: async (job) => {
      const { market, day } = job.payload;
      const onProgress = (done: number) => job.progress(STEP, done);
      return { market, day, ...(await endDay(parts, { market, day }, { by: job.requestedBy, onProgress })) };
    },
  };
}
