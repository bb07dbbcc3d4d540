import { IsChinaMonth, PageQuery, type Sent } from '@carbon/http';
import { type ChinaMonth, chinaTimestamp } from '@carbon/kernel';
import { IsAccountNumber } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { isGreenPower, tradeForms } from '../domain/transfer-ground';
import { SUBSIDY_CLASSES } from '../persistence/plant.entity';
import type { TradeView } from '../persistence/read-trades';

export class TradeQuery extends PageQuery {
  @IsAccountNumber({ description: 'Only trades of this account. 按账户筛选', optional: true })
  account?: string;

  @IsChinaMonth({ description: 'Production month. 生产月份', example: '2025-01', optional: true })
  month?: ChinaMonth;
}

export class TradeBody {
  @ApiProperty({ description: 'Number of the trade. 交易序号', example: '7' })
  id!: string;
  @ApiProperty({ description: 'Number of the ledger transaction. 账本交易编号', example: '42' })
  transaction!: string;
  @ApiProperty({
    description: 'When. 交易时间',
    format: 'date-time',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  tradedAt!: string;
  @ApiProperty({ description: 'Why they changed hands. 划转依据', example: 'sale' })
  ground!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    enum: tradeForms,
    description: 'Form of a sale (GEC-008). 交易方式',
    example: 'bilateral',
  })
  form!: string | null;
  @ApiProperty({
    enum: ['ordinary', 'green-power'],
    description: 'Alone, or with green power (GEC-010). 普通绿证或绿电绿证',
    example: 'ordinary',
  })
  certificateType!: string;
  @ApiProperty({ description: 'Account that gave. 转出账户', example: 'CL-100-1024-0-27' })
  from!: string;
  @ApiProperty({ description: "Buyer's account. 购买方账户", example: 'CL-100-1025-0-24' })
  to!: string;
  @ApiProperty({ type: String, nullable: true, description: "Buyer's province. 购买方省份", example: '江苏' })
  buyerProvince!: string | null;
  @ApiProperty({ description: 'Plant, 17 digits. 电站编码', example: '12326030263000018' })
  plant!: string;
  @ApiProperty({ description: "Plant's province. 电站省级代码", example: '63' })
  plantProvince!: string;
  @ApiProperty({ enum: SUBSIDY_CLASSES, description: 'Subsidy class. 补贴类别', example: 'unsubsidised' })
  subsidyClass!: string;
  @ApiProperty({ description: 'Production month. 生产月份', example: '2025-01' })
  month!: string;
  @ApiProperty({ description: 'First serial. 起始编号', example: '1' })
  first!: string;
  @ApiProperty({ description: 'Last serial. 终止编号', example: '10' })
  last!: string;
  @ApiProperty({ description: 'How many. 数量', example: '10' })
  quantity!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Price of one certificate in fen, where it was told. 单价（分/张）',
    example: '500',
  })
  priceFen!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Contract, order or plan. 业务编号',
    example: 'C-1',
  })
  reference!: string | null;
  @ApiProperty({ description: 'Undone within its window. 是否已撤销', example: false })
  reversed!: boolean;
}

export function tradeBody(trade: TradeView): Sent<TradeBody> {
  const { id, transaction, ground, form, from, to, buyerProvince, plant, plantProvince, subsidyClass } =
    trade;
  const { month, first, last, priceFen, reference, reversed } = trade;
  return {
    ...{ id, transaction, tradedAt: chinaTimestamp(trade.tradedAt), ground, form },
    certificateType: isGreenPower(ground) ? 'green-power' : 'ordinary',
    ...{ from, to, buyerProvince, plant, plantProvince, subsidyClass, month, first, last },
    quantity: (BigInt(last) - BigInt(first) + 1n).toString(),
    ...{ priceFen, reference, reversed },
  };
}
