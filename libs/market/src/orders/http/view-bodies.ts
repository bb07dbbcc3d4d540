import { IsChinaDate, IsFlag, IsOneOf, PageQuery, type Sent } from '@carbon/http';
import type { Holder } from '@carbon/identity';
import { chinaTimestamp } from '@carbon/kernel';
import { IsInstrumentCode } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ORDER_STATES, type OrderState } from '../../exchange/commands';
import { SETTLED_METHODS, type SettledMethod } from '../../settlement';
import { yuan, yuanOrNull } from '../domain/yuan';
import type { OrderRecord } from '../persistence/order-record';
import type { SeenSide, SeenTrade } from '../persistence/read-trades';
import { IsTradingAccount } from './fields';

const SIDES = ['buy', 'sell'] as const;

export class OrdersQuery extends PageQuery {
  @IsTradingAccount({ description: 'Only of this trading account. 交易账户', optional: true })
  tradingAccount?: string;

  @IsInstrumentCode({ description: 'Only of this instrument. 品种', optional: true, example: 'CEA25' })
  instrument?: string;

  @IsOneOf(SIDES, { description: 'Only of this side. 买卖方向', optional: true })
  side?: (typeof SIDES)[number];

  @IsOneOf(ORDER_STATES, { description: 'Only in this state (TRD-013). 状态', optional: true })
  state?: OrderState;

  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsFlag({ description: 'Only what can still be traded. 仅未了结', optional: true })
  open?: boolean;

  @IsChinaDate({ description: 'Placed on this China day or later. 申报日期起', optional: true })
  from?: string;

  @IsChinaDate({ description: 'Placed on this China day or earlier. 申报日期止', optional: true })
  to?: string;
}

export class TradesQuery extends PageQuery {
  @IsTradingAccount({ description: 'Only of this trading account. 交易账户', optional: true })
  tradingAccount?: string;

  @IsInstrumentCode({ description: 'Only of this instrument. 品种', optional: true, example: 'CEA25' })
  instrument?: string;

  @IsOneOf(SETTLED_METHODS, { description: 'Only by this method (TRD-001). 交易方式', optional: true })
  method?: SettledMethod;

  @IsChinaDate({ description: 'Of this China day or later. 成交日期起', optional: true })
  from?: string;

  @IsChinaDate({ description: 'Of this China day or earlier. 成交日期止', optional: true })
  to?: string;
}

const NULLABLE = { type: String, nullable: true } as const;

export class ExchangeOrderBody {
  @ApiProperty({ description: 'Number of the order. 委托编号', example: '1000000000042' })
  id!: string;

  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ description: 'Trading account. 交易账户', example: 'TA-CN-000042-17' })
  tradingAccount!: string;

  @ApiProperty({
    enum: ['listed', 'continuous'],
    description: 'Listed agreement or continuous matching. 交易方式',
    example: 'listed',
  })
  method!: 'listed' | 'continuous';

  @ApiProperty({ enum: SIDES, description: 'Buy or sell. 买卖方向', example: 'sell' })
  side!: 'buy' | 'sell';

  @ApiProperty({ description: 'Yuan per unit. 价格（元）', example: '50.10' })
  price!: string;

  @ApiProperty({ description: 'Whole units. 委托数量', example: '1000' })
  quantity!: string;

  @ApiProperty({ description: 'Units traded so far. 已成交数量', example: '300' })
  filled!: string;

  @ApiProperty({
    description: 'Units that were not traded: they rest while it is open. 未成交数量',
    example: '700',
  })
  remaining!: string;

  @ApiProperty({ description: 'What the traded units cost, in yuan. 成交额（元）', example: '15030.00' })
  filledAmount!: string;

  @ApiProperty({
    ...NULLABLE,
    description: 'Yuan that an open purchase has set apart, its fee included. 冻结资金（元）',
    example: null,
  })
  reservedAmount!: string | null;

  @ApiProperty({
    ...NULLABLE,
    description: 'Units that an open sale has set apart. 冻结数量',
    example: '700',
  })
  reservedQuantity!: string | null;

  @ApiProperty({ enum: ORDER_STATES, description: 'State (TRD-013). 状态', example: 'part-filled' })
  state!: OrderState;

  @ApiProperty({ ...NULLABLE, description: 'Why the system ended it. 系统撤单原因', example: null })
  endedBecause!: string | null;

  @ApiProperty({
    ...NULLABLE,
    description: 'Last China day on which it stands. 有效期至',
    example: '2026-03-02',
  })
  goodTill!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'The trader’s own name for it. 自编号', example: 'PLAN-17' })
  clientReference!: string | null;

  @ApiProperty({ description: 'Who placed it. 申报人', example: 'user:01900000-0000-7000-8000-000000000001' })
  placedBy!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When. 申报时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  placedAt!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When anything last changed. 更新时间',
    example: '2026-03-02T10:05:00.000+08:00',
  })
  changedAt!: string;
}

export class TradeSideBody {
  @ApiProperty({ description: 'Code of the holder. 主体代码', example: 'DEMO-POWER' })
  holder!: string;

  @ApiProperty({ description: 'Trading account. 交易账户', example: 'TA-CN-000042-17' })
  tradingAccount!: string;

  @ApiProperty({
    ...NULLABLE,
    description: 'Its order, where it had one. 委托编号',
    example: '1000000000042',
  })
  order!: string | null;

  @ApiProperty({ description: 'Fee, in yuan. 费用（元）', example: '0.00' })
  fee!: string;
}

export class ExchangeTradeBody {
  @ApiProperty({ description: 'Number of the trade. 成交编号', example: '42' })
  id!: string;

  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ enum: SETTLED_METHODS, description: 'Method (TRD-001). 交易方式', example: 'listed' })
  method!: SettledMethod;

  @ApiProperty({ description: 'Yuan per unit. 成交价（元）', example: '50.10' })
  price!: string;

  @ApiProperty({ description: 'Whole units. 数量', example: '300' })
  quantity!: string;

  @ApiProperty({ description: 'Price × quantity, in yuan. 成交额（元）', example: '15030.00' })
  amount!: string;

  @ApiProperty({
    type: TradeSideBody,
    nullable: true,
    description: 'Who sold; null where that is another’s matter. 卖方',
    example: null,
  })
  seller!: Sent<TradeSideBody> | null;

  @ApiProperty({
    type: TradeSideBody,
    nullable: true,
    description: 'Who bought; null where that is another’s matter. 买方',
  })
  buyer!: Sent<TradeSideBody> | null;

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
    description: 'When it was made. 成交时间',
    example: '2026-03-02T10:05:00.000+08:00',
  })
  tradedAt!: string;

  @ApiProperty({ description: 'Rule pack it was made under. 规则包', example: 'trading-cn@2026.1' })
  rulePack!: string;

  @ApiProperty({ description: 'Ledger transaction that settled it (TRD-016). 交易编号', example: '77' })
  transaction!: string;
}

export class OrderDetailBody extends ExchangeOrderBody {
  @ApiProperty({
    type: [ExchangeTradeBody],
    description: 'Its trades, the latest first, 500 at most. 成交明细',
  })
  trades!: readonly Sent<ExchangeTradeBody>[];
}

export function orderBody(order: OrderRecord): Sent<ExchangeOrderBody> {
  const { market, instrument, tradingAccount, method, side, state, endedBecause, goodTill } = order;
  const { clientReference, placedBy } = order;
  return {
    ...{ id: order.id.toString(), market, instrument, tradingAccount, method, side },
    ...{ price: yuan(order.priceFen), quantity: order.quantity.toString(), filled: order.filled.toString() },
    remaining: (order.quantity - order.filled).toString(),
    filledAmount: yuan(order.filledFen),
    reservedAmount: yuanOrNull(side === 'buy' ? order.reserved : null),
    reservedQuantity: side === 'sell' ? order.reserved.toString() : null,
    ...{ state, endedBecause, goodTill, clientReference, placedBy },
    ...{ placedAt: chinaTimestamp(order.placedAt), changedAt: chinaTimestamp(order.changedAt) },
  };
}

/** @param holders by id, at least those of the sides that are seen */
export function tradeBody(trade: SeenTrade, holders: ReadonlyMap<string, Holder>): Sent<ExchangeTradeBody> {
  const { market, instrument, method, taker, day, rulePack } = trade;
  const side = (seen: SeenSide | undefined): Sent<TradeSideBody> | null =>
    seen === undefined
      ? null
      : {
          ...{
            holder: holders.get(seen.holderId)?.code ?? seen.holderId,
            tradingAccount: seen.tradingAccount,
          },
          ...{ order: seen.order?.toString() ?? null, fee: yuan(seen.feeFen) },
        };
  return {
    ...{ id: trade.id.toString(), market, instrument, method },
    ...{ price: yuan(trade.priceFen), quantity: trade.quantity.toString(), amount: yuan(trade.amountFen) },
    ...{ seller: side(trade.seller), buyer: side(trade.buyer), taker, day },
    ...{ tradedAt: chinaTimestamp(trade.tradedAt), rulePack, transaction: trade.transactionId.toString() },
  };
}
