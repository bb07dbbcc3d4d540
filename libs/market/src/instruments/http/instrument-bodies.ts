import type { Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import type { TradeMethod } from '@carbon/rules/domain';
import { ApiProperty } from '@nestjs/swagger';
import { isOpen, priceBand, yuanOf } from '../../domain/trading';
import { MARKET_ACTS, type RecordedAct } from '../persistence/market-acts';
import type { Standing } from '../persistence/read-standing';
import { TRADABLE_STATES, type TradableState } from '../tradable';
import type { MarketNow } from '../use-cases/market-now';
import { TradingPackBody } from './market-bodies';

const NULLABLE = { type: String, nullable: true } as const;

/** The prices between which one method trades today. */
export class InstrumentBandBody {
  @ApiProperty({
    enum: ['listed', 'continuous', 'block'],
    description: 'Method. 交易方式',
    example: 'listed',
  })
  method!: TradeMethod;

  @ApiProperty({
    ...NULLABLE,
    description: 'Lowest, yuan; null without a band. 最低价（元）',
    example: '45.00',
  })
  low!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Highest, yuan; null without. 最高价（元）', example: '55.00' })
  high!: string | null;

  @ApiProperty({
    description:
      'Whether its orders are taken now: the session is open and nothing is halted. 当前是否可申报',
    example: true,
  })
  open!: boolean;
}

export class TradedInstrumentBody {
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ description: 'What it is. 类型', example: 'allowance' })
  kind!: string;

  @ApiProperty({ description: 'Scheme. 机制', example: 'ETS-CN' })
  scheme!: string;

  @ApiProperty({ ...NULLABLE, description: 'Vintage or month. 年份', example: '2025' })
  period!: string | null;

  @ApiProperty({ description: 'What one unit is. 单位', example: 'tCO2e' })
  unit!: string;

  @ApiProperty({ enum: TRADABLE_STATES, description: 'State. 状态', example: 'trading' })
  state!: TradableState;

  @ApiProperty({
    format: 'date-time',
    description: 'Since when. 状态起始时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  since!: string;

  @ApiProperty({
    description: 'Close that today’s prices are counted from, yuan. 前收盘价（元）',
    example: '50.00',
  })
  previousClose!: string;

  @ApiProperty({ description: 'Step of prices, yuan. 最小变动价位（元）', example: '0.01' })
  tick!: string;

  @ApiProperty({ description: 'Step of quantities. 最小数量', example: '1' })
  lot!: string;

  @ApiProperty({
    type: InstrumentBandBody,
    isArray: true,
    description: 'Prices of today by method (TRD-005, TRD-006, TRD-019). 今日价格区间',
    example: [],
  })
  bands!: Sent<InstrumentBandBody>[];

  @ApiProperty({ type: TradingPackBody, description: 'The rules behind it. 所依规则包' })
  pack!: Sent<TradingPackBody>;
}

export function tradedInstrumentBody(
  { rules, calendar, now }: MarketNow,
  standing: Standing,
): Sent<TradedInstrumentBody> {
  const { instrument, kind, scheme, period, unit, state, previousCloseFen } = standing;
  return {
    ...{ market: rules.market, instrument, kind, scheme, period, unit, state },
    since: chinaTimestamp(standing.changedAt),
    previousClose: yuanOf(previousCloseFen),
    tick: yuanOf(rules.tickFen),
    lot: rules.lot.toString(),
    bands: rules.methods
      .filter((method) => method !== 'auction')
      .map((method) => {
        const band = priceBand(rules, method, previousCloseFen);
        return {
          method,
          low: band === undefined ? null : yuanOf(band.lowFen),
          high: band === undefined ? null : yuanOf(band.highFen),
          open: state === 'trading' && isOpen(rules, method, now, calendar),
        };
      }),
    pack: rules.reference,
  };
}

/** What was done to an instrument or a trading account. */
export class MarketActBody {
  @ApiProperty({ enum: MARKET_ACTS, description: 'What was done. 事项', example: 'halted' })
  act!: string;

  @ApiProperty({ ...NULLABLE, description: 'Why. 事由', example: '价格异常波动，待核查' })
  reason!: string | null;

  @ApiProperty({
    format: 'date-time',
    description: 'When. 时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  at!: string;
}

export const marketActBody = ({ act, reason, at }: RecordedAct): Sent<MarketActBody> => ({
  ...{ act, reason },
  at: chinaTimestamp(at),
});

export class InstrumentStateBody {
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ enum: TRADABLE_STATES, description: 'State now. 当前状态', example: 'halted' })
  state!: TradableState;
}
