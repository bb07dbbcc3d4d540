import type { Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { SETTLED_METHODS, type SettledMethod } from '../../settlement';
import { yuan } from '../../orders/domain/yuan';
import type { Candle } from '../domain/candle';
import type { Depth, DepthLevel, RestingOrder } from '../domain/depth';
import type { PublicTrade } from '../persistence/read-public-trades';

const NULLABLE = { type: String, nullable: true } as const;
const SIDES = ['buy', 'sell'] as const;

export class DepthLevelBody {
  @ApiProperty({ description: 'Yuan per unit. 价格（元）', example: '50.10' })
  price!: string;

  @ApiProperty({ description: 'Units that rest there. 数量', example: '700' })
  quantity!: string;

  @ApiProperty({ description: 'Orders that rest there. 委托笔数', example: 2 })
  orders!: number;
}

export class RestingOrderBody {
  @ApiProperty({
    description: 'Number of the order, to pick it by (TRD-007). 委托编号',
    example: '1000000000042',
  })
  order!: string;

  @ApiProperty({ enum: SIDES, description: 'Buy or sell. 买卖方向', example: 'sell' })
  side!: 'buy' | 'sell';

  @ApiProperty({ description: 'Yuan per unit. 价格（元）', example: '50.10' })
  price!: string;

  @ApiProperty({ description: 'Units that rest. 数量', example: '700' })
  quantity!: string;
}

export class DepthBody {
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({
    type: [DepthLevelBody],
    description: 'Purchases, the highest price first. 买盘',
    example: [],
  })
  buy!: readonly Sent<DepthLevelBody>[];

  @ApiProperty({ type: [DepthLevelBody], description: 'Sales, the lowest price first. 卖盘', example: [] })
  sell!: readonly Sent<DepthLevelBody>[];

  @ApiProperty({
    type: [RestingOrderBody],
    nullable: true,
    description: 'Single orders that can be picked (TRD-007); null where orders are matched. 可摘牌委托',
    example: null,
  })
  pickable!: readonly Sent<RestingOrderBody>[] | null;
}

export class PublicTradeBody {
  @ApiProperty({ description: 'Number of the trade. 成交编号', example: '42' })
  id!: string;

  @ApiProperty({ enum: SETTLED_METHODS, description: 'Method (TRD-001). 交易方式', example: 'listed' })
  method!: SettledMethod;

  @ApiProperty({ description: 'Yuan per unit. 成交价（元）', example: '50.10' })
  price!: string;

  @ApiProperty({ description: 'Whole units. 数量', example: '300' })
  quantity!: string;

  @ApiProperty({ description: 'Price × quantity, in yuan. 成交额（元）', example: '15030.00' })
  amount!: string;

  @ApiProperty({
    ...NULLABLE,
    enum: SIDES,
    description: 'The side that came second; null where none did. 主动方',
    example: 'buy',
  })
  taker!: 'buy' | 'sell' | null;

  @ApiProperty({ description: 'China day it counts for. 交易日', example: '2026-03-02' })
  day!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When. 成交时间',
    example: '2026-03-02T10:05:00.000+08:00',
  })
  tradedAt!: string;
}

export class CandleBody {
  @ApiProperty({
    format: 'date-time',
    description: 'First moment. 起始时间',
    example: '2026-03-02T10:05:00.000+08:00',
  })
  from!: string;

  @ApiProperty({ description: 'First price, yuan. 开（元）', example: '50.00' })
  open!: string;

  @ApiProperty({ description: 'Highest price, yuan. 高（元）', example: '50.20' })
  high!: string;

  @ApiProperty({ description: 'Lowest price, yuan. 低（元）', example: '49.90' })
  low!: string;

  @ApiProperty({
    description: 'Last price, yuan; a day’s official close is an average and stands in the closes. 末（元）',
    example: '50.10',
  })
  last!: string;

  @ApiProperty({ description: 'Units traded. 成交量', example: '1300' })
  quantity!: string;

  @ApiProperty({ description: 'What they cost, in yuan. 成交额（元）', example: '65030.00' })
  amount!: string;

  @ApiProperty({ description: 'Trades. 成交笔数', example: 4 })
  trades!: number;
}

const levelBody = ({ priceFen, quantity, orders }: DepthLevel): Sent<DepthLevelBody> => ({
  ...{ price: yuan(priceFen), quantity: quantity.toString(), orders },
});

const restingBody = ({ order, side, priceFen, quantity }: RestingOrder): Sent<RestingOrderBody> => ({
  ...{ order: order.toString(), side, price: yuan(priceFen), quantity: quantity.toString() },
});

/** A depth in the form it travels, over HTTP and in the stream. */
export const depthBody = (
  of: { readonly market: string; readonly instrument: string },
  { buy, sell }: Depth,
  pickable: readonly RestingOrder[] | undefined,
): Sent<DepthBody> => ({
  ...{ market: of.market, instrument: of.instrument },
  ...{ buy: buy.map(levelBody), sell: sell.map(levelBody), pickable: pickable?.map(restingBody) ?? null },
});

export const publicTradeBody = (trade: PublicTrade): Sent<PublicTradeBody> => ({
  ...{ id: trade.id.toString(), method: trade.method, price: yuan(trade.priceFen) },
  ...{ quantity: trade.quantity.toString(), amount: yuan(trade.amountFen), taker: trade.taker },
  ...{ day: trade.day, tradedAt: chinaTimestamp(trade.tradedAt) },
});

export const candleBody = (candle: Candle): Sent<CandleBody> => ({
  ...{ from: chinaTimestamp(candle.from), open: yuan(candle.openFen), high: yuan(candle.highFen) },
  ...{ low: yuan(candle.lowFen), last: yuan(candle.lastFen), quantity: candle.quantity.toString() },
  ...{ amount: yuan(candle.amountFen), trades: candle.trades },
});

export class PublicDayBody {
  @ApiProperty({ description: 'China day. 交易日', example: '2026-03-02' })
  day!: string;

  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ description: 'Close before, yuan. 前收盘价（元）', example: '49.80' })
  previousClose!: string;

  @ApiProperty({
    description: 'Open (TRD-008): the first listed price, else the close before. 开盘价（元）',
    example: '50.00',
  })
  open!: string;

  @ApiProperty({ ...NULLABLE, description: 'Highest listed price, yuan. 最高价（元）', example: '50.20' })
  high!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Lowest listed price, yuan. 最低价（元）', example: '49.90' })
  low!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Last listed price, yuan. 最新价（元）', example: '50.10' })
  last!: string | null;

  @ApiProperty({
    ...NULLABLE,
    description:
      'Close (TRD-009): average of the listed trades by volume, null until the day is closed. 收盘价（元）',
    example: '50.03',
  })
  close!: string | null;

  @ApiProperty({
    ...NULLABLE,
    description: 'Change of the close to the one before, percent. 涨跌幅（%）',
    example: '0.46',
  })
  changePercent!: string | null;

  @ApiProperty({ description: 'Units by listed trades. 挂牌成交量', example: '1300' })
  listedQuantity!: string;

  @ApiProperty({ description: 'Turnover of listed trades, yuan. 挂牌成交额（元）', example: '65030.00' })
  listedAmount!: string;

  @ApiProperty({ description: 'Listed trades. 挂牌成交笔数', example: 4 })
  listedTrades!: number;

  @ApiProperty({ description: 'Units by block trades and swaps. 大宗成交量', example: '200000' })
  blockQuantity!: string;

  @ApiProperty({ description: 'Turnover of block trades, yuan. 大宗成交额（元）', example: '9800000.00' })
  blockAmount!: string;

  @ApiProperty({ description: 'Units by auctions. 单向竞价成交量', example: '0' })
  auctionQuantity!: string;

  @ApiProperty({ description: 'Turnover of auctions, yuan. 单向竞价成交额（元）', example: '0.00' })
  auctionAmount!: string;
}
