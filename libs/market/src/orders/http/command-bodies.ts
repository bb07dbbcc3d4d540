import { IsChinaDate, IsListOf, IsOneOf, IsQuantity, IsText } from '@carbon/http';
import { IsInstrumentCode } from '@carbon/ledger';
import { IsOrderNumber, IsTradingAccount, IsYuanPrice } from './fields';

/** Commands of one request (own choice): what one batch of the loop takes without keeping others waiting. */
export const MAX_BATCH_COMMANDS = 1_000;
const MAX_REFERENCE = 64;

const SIDES = ['buy', 'sell'] as const;
export const COMMAND_KINDS = ['place', 'pick', 'cancel', 'replace'] as const;

export class PlaceOrderBody {
  @IsTradingAccount({ description: 'Trading account. 交易账户' })
  tradingAccount!: string;

  @IsInstrumentCode({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @IsOneOf(SIDES, { description: 'Buy or sell. 买卖方向' })
  side!: (typeof SIDES)[number];

  @IsYuanPrice({ description: 'Yuan per unit, on the tick (TRD-002). 价格（元）' })
  price!: string;

  @IsQuantity({ description: 'Whole units (TRD-002). 数量', example: '1000' })
  quantity!: string;

  @IsChinaDate({
    description: 'Last China day on which it stands; the day of placing when absent. 有效期至',
    optional: true,
  })
  goodTill?: string;

  @IsText({
    description: 'The trader’s own name for it, shown back. 自编号',
    max: MAX_REFERENCE,
    optional: true,
    example: 'PLAN-17',
  })
  clientReference?: string;
}

export class PickOrderBody {
  @IsTradingAccount({ description: 'Trading account of the taker. 摘牌方交易账户' })
  tradingAccount!: string;

  @IsQuantity({ description: 'Whole units to take (TRD-007). 数量', example: '300' })
  quantity!: string;

  @IsYuanPrice({
    description: 'Price the taker saw; refused when it is another by now (TRD-007). 所见价格（元）',
  })
  price!: string;
}

export class ReplaceOrderBody {
  @IsYuanPrice({ description: 'New price; as before when absent. 新价格（元）', optional: true })
  price?: string;

  @IsQuantity({
    description: 'Units that are to rest now; as before when absent. 新的剩余数量',
    optional: true,
    example: '200',
  })
  quantity?: string;
}

export class OrderPath {
  @IsOrderNumber({ description: 'Order. 委托编号' })
  id!: string;
}

export class OrderCommandBody {
  @IsText({
    description: 'Idempotency key of this command. 幂等键',
    min: 8,
    max: 200,
    pattern: /^[\x21-\x7e]+$/,
    example: 'order-2026-03-0001',
  })
  key!: string;

  @IsOneOf(COMMAND_KINDS, { description: 'What to do; decides which fields are needed. 指令类型' })
  kind!: (typeof COMMAND_KINDS)[number];

  @IsOrderNumber({ description: 'Order to pick, cancel or replace. 委托编号', optional: true })
  order?: string;

  @IsTradingAccount({ description: 'Trading account, to place or pick. 交易账户', optional: true })
  tradingAccount?: string;

  @IsInstrumentCode({ description: 'Instrument, to place. 品种', optional: true, example: 'CEA25' })
  instrument?: string;

  @IsOneOf(SIDES, { description: 'Buy or sell, to place. 买卖方向', optional: true })
  side?: (typeof SIDES)[number];

  @IsYuanPrice({ description: 'Yuan per unit, on the tick (TRD-002). 价格（元）', optional: true })
  price?: string;

  @IsQuantity({ description: 'Whole units (TRD-002). 数量', optional: true, example: '1000' })
  quantity?: string;

  @IsChinaDate({ description: 'Last China day on which it stands, to place. 有效期至', optional: true })
  goodTill?: string;

  @IsText({
    description: 'The trader’s own name for it, to place. 自编号',
    max: MAX_REFERENCE,
    optional: true,
    example: 'PLAN-17',
  })
  clientReference?: string;
}

export class OrderBatchBody {
  @IsListOf(() => OrderCommandBody, {
    description: 'Commands, taken in this order, each with its own result. 指令列表',
    max: MAX_BATCH_COMMANDS,
  })
  commands!: OrderCommandBody[];
}
