import { IsChinaDate, IsCount, IsOneOf, IsText, PageQuery } from '@carbon/http';
import { IsInstrumentCode } from '@carbon/ledger';
import { Transform } from 'class-transformer';
import { SETTLED_METHODS, type SettledMethod } from '../../settlement';
import { CANDLE_INTERVALS, type CandleInterval } from '../domain/candle';
import { MAX_DEPTH_LEVELS } from '../domain/depth';

const SHOWN_LEVELS = 5;

export class ExchangeMarketPath {
  @IsText({ description: 'Market. 市场', max: 12, pattern: /^[A-Z]+$/, example: 'CN' })
  market!: string;
}

export class ExchangeInstrumentPath extends ExchangeMarketPath {
  @IsInstrumentCode({ description: 'Instrument. 品种', example: 'CEA25' })
  code!: string;
}

export class DepthQuery {
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? Number(value) : value))
  @IsCount({
    description: 'Price levels of each side; 5 when absent. 档数',
    min: 1,
    max: MAX_DEPTH_LEVELS,
    optional: true,
    example: 5,
  })
  levels: number = SHOWN_LEVELS;
}

export class PublicTradesQuery extends PageQuery {
  @IsOneOf(SETTLED_METHODS, { description: 'Only by this method (TRD-001). 交易方式', optional: true })
  method?: SettledMethod;

  @IsChinaDate({ description: 'Only of this China day. 交易日', optional: true })
  day?: string;
}

export class CandlesQuery extends PageQuery {
  @IsOneOf(Object.keys(CANDLE_INTERVALS), { description: 'Length of a candle. 周期', example: '5m' })
  interval!: CandleInterval;

  @IsChinaDate({ description: 'First China day; today when absent. 起始日', optional: true })
  from?: string;

  @IsChinaDate({ description: 'Last China day; today when absent. 截止日', optional: true })
  to?: string;
}

export class ClosesQuery extends PageQuery {
  @IsChinaDate({ description: 'First China day. 起始日', optional: true })
  from?: string;

  @IsChinaDate({ description: 'Last China day. 截止日', optional: true })
  to?: string;
}

export class MarketClosesQuery {
  @IsChinaDate({ description: 'China day; today when absent. 交易日', optional: true })
  day?: string;
}
