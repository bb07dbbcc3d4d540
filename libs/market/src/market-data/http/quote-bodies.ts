import type { Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import { TRADABLE_STATES, type TradableState } from '../../instruments';
import { yuan, yuanOrNull } from '../../orders/domain/yuan';
import type { Quote } from '../use-cases/read-quote';
import { publicDayBody } from './close-bodies';
import { PublicDayBody } from './market-data-bodies';

const NULLABLE = { type: String, nullable: true } as const;

export class QuoteBody {
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ enum: TRADABLE_STATES, description: 'Whether it trades. 交易状态', example: 'trading' })
  state!: TradableState;

  @ApiProperty({
    enum: ['listed', 'continuous'],
    description: 'How single orders meet. 交易方式',
    example: 'listed',
  })
  method!: 'listed' | 'continuous';

  @ApiProperty({
    description: 'Whether orders are taken at this moment (TRD-012). 是否可申报',
    example: true,
  })
  open!: boolean;

  @ApiProperty({ description: 'Close before, yuan. 前收盘价（元）', example: '50.00' })
  previousClose!: string;

  @ApiProperty({
    ...NULLABLE,
    description: 'Lowest price today, yuan (TRD-005). 跌停价（元）',
    example: '45.00',
  })
  low!: string | null;

  @ApiProperty({
    ...NULLABLE,
    description: 'Highest price today, yuan (TRD-005). 涨停价（元）',
    example: '55.00',
  })
  high!: string | null;

  @ApiProperty({
    ...NULLABLE,
    description: 'Step of prices, yuan (TRD-002). 最小变动价位（元）',
    example: '0.01',
  })
  tick!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Step of quantities (TRD-002). 最小交易单位', example: '1' })
  lot!: string | null;

  @ApiProperty({
    type: PublicDayBody,
    nullable: true,
    description: 'Today so far; null before it begins. 当日',
  })
  today!: Sent<PublicDayBody> | null;

  @ApiProperty({ ...NULLABLE, description: 'Rule pack and version. 规则包', example: 'trading-cn@2026.1' })
  pack!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'How sure its figures are. 确定性', example: 'M+' })
  certainty!: string | null;
}

export const quoteBody = (quote: Quote): Sent<QuoteBody> => ({
  ...{ market: quote.tradable.market, instrument: quote.tradable.instrument, state: quote.tradable.state },
  ...{ method: quote.method, open: quote.open, previousClose: yuan(quote.previousCloseFen) },
  ...{ low: yuanOrNull(quote.band?.lowFen), high: yuanOrNull(quote.band?.highFen) },
  ...{ tick: yuanOrNull(quote.tickFen), lot: quote.lot?.toString() ?? null },
  today: quote.today === undefined ? null : publicDayBody(quote.today),
  pack: quote.pack === undefined ? null : `${quote.pack.id}@${quote.pack.version}`,
  certainty: quote.pack?.certainty ?? null,
});
