import { IsChinaDate, IsOneOf, PageQuery, type Sent } from '@carbon/http';
import { type ChinaDate, chinaTimestamp } from '@carbon/kernel';
import { TRADING_MARKETS, type TradingMarket } from '@carbon/rules/domain';
import { ApiProperty } from '@nestjs/swagger';
import type { DayEnd } from '../persistence/day-ends';

export class DayMarketPath {
  @IsOneOf(TRADING_MARKETS, { description: 'Market. 市场', example: 'CN' })
  market!: TradingMarket;
}

export class MarketDayPath extends DayMarketPath {
  @IsChinaDate({ description: 'Day. 交易日', example: '2026-03-02' })
  day!: ChinaDate;
}

export class MarketDaysQuery extends PageQuery {}

const FORMATS = ['json', 'csv'] as const;
export class DayFileQuery {
  @IsOneOf(FORMATS, {
    description: 'Format of the file; JSON when absent. 文件格式',
    example: 'csv',
    optional: true,
  })
  format?: (typeof FORMATS)[number];
}

export class MarketDayBody {
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;
  @ApiProperty({ format: 'date', description: 'Day. 交易日', example: '2026-03-02' })
  day!: string;
  @ApiProperty({ description: 'Version; a correction brings a further one. 版本', example: 1 })
  version!: number;
  @ApiProperty({ description: 'Trades. 成交笔数', example: 128 })
  trades!: number;
  @ApiProperty({
    enum: ['agrees', 'differs'],
    description: 'Whether the trades give the figures (TRD-014). 是否一致',
    example: 'agrees',
  })
  state!: string;
  @ApiProperty({
    description: 'SHA-256 of the public file as JSON. 公开文件哈希（JSON）',
    example: '4d385cdb4de7f6942ae105027473794a7ddef04edc358a0ae40f8eda1302a43c',
  })
  jsonHash!: string;
  @ApiProperty({
    description: 'SHA-256 of the public file as CSV. 公开文件哈希（CSV）',
    example: '8d385cdb4de7f6942ae105027473794a7ddef04edc358a0ae40f8eda1302a43c',
  })
  csvHash!: string;
  @ApiProperty({
    format: 'date-time',
    description: 'When it was made. 制作时间',
    example: '2026-03-02T15:05:00.000+08:00',
  })
  madeAt!: string;
}

export const marketDayBody = (end: DayEnd): Sent<MarketDayBody> => ({
  ...{ market: end.market, day: end.day, version: end.version, trades: end.trades },
  state: end.faults.length === 0 ? 'agrees' : 'differs',
  ...{ jsonHash: end.jsonHash.toString('hex'), csvHash: end.csvHash.toString('hex') },
  madeAt: chinaTimestamp(end.madeAt),
});

export class MarketDayDetailBody extends MarketDayBody {
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: { type: 'string', nullable: true } },
    description:
      'Figures by instrument: prices in fen per unit, quantities, amounts in fen, by method. 各品种行情（分）',
    example: [{ instrument: 'CEA25', closeFen: '5010', listedQuantity: '300', listedFen: '1503000' }],
  })
  figures!: readonly Readonly<Record<string, string | null>>[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    nullable: true,
    description:
      'The composite, the sum of its components (TRD-014); null where the market has none. 综合行情',
    example: { code: 'COMCEA', quantity: '300', amountFen: '1503000' },
  })
  composite!: Readonly<Record<string, string>> | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pack of the public codes. 规则包',
    example: 'market-data-cn@2026.1',
  })
  pack!: string | null;
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'What does not agree. 不一致项',
    example: [],
  })
  faults!: DayEnd['faults'];
}

export const marketDayDetailBody = (end: DayEnd): Sent<MarketDayDetailBody> => ({
  ...marketDayBody(end),
  ...{
    figures: end.figures.figures,
    composite: end.figures.composite,
    pack: end.figures.pack,
    faults: end.faults,
  },
});
