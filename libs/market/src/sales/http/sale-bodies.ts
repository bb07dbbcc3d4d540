import { IsChinaMonth, IsId, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { IsAccountNumber, IsInstrumentCode } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { averagePrice } from '../domain/average-price';
import { type Sale, SALE_TYPES, type SaleType } from '../persistence/sale';
import type { SalePrices } from '../persistence/sale-prices';
import { SalePartyBody } from './offer-bodies';

export class SalePath {
  @IsId({ description: 'Sale. 成交编号' })
  id!: string;
}

export class SalesQuery extends PageQuery {
  @IsAccountNumber({ description: 'Only of this account, of units or funds. 按账户筛选', optional: true })
  account?: string;

  @IsInstrumentCode({ description: 'Only of this instrument. 按品种筛选', optional: true })
  instrument?: string;
}

export class SalePricesQuery extends PageQuery {
  @IsText({ description: 'Only of this scheme. 按机制筛选', max: 40, optional: true, example: 'CN-GEC' })
  scheme?: string;

  @IsChinaMonth({ description: 'Only of this month. 按成交月份筛选', optional: true })
  month?: string;
}

const NULLABLE = { type: String, nullable: true, example: null } as const;

export class SaleBody {
  @ApiProperty({
    description: 'Number of the sale. 成交编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;

  @ApiProperty({ enum: SALE_TYPES, description: 'How it was sold. 交易方式', example: 'listed' })
  type!: SaleType;

  @ApiProperty({
    ...{ type: String, nullable: true },
    description: 'Offer it was bought from; null for an auction. 要约编号',
    example: '01900000-0000-7000-8000-000000000002',
  })
  offer!: string | null;

  @ApiProperty({
    ...{ type: String, nullable: true },
    description: 'Task that bought it; null for an auction. 购买任务编号',
    example: '01900000-0000-7000-8000-000000000003',
  })
  purchase!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Auction it was sold in; null for an offer. 竞价编号' })
  auction!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Bid that won; null for an offer. 中标报价编号' })
  bid!: string | null;

  @ApiProperty({
    format: 'date-time',
    description: 'When units and money changed hands. 成交时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  settledAt!: string;

  @ApiProperty({ type: SalePartyBody, description: 'Who sold. 卖方' })
  seller!: Sent<SalePartyBody>;

  @ApiProperty({ type: SalePartyBody, description: 'Who bought. 买方' })
  buyer!: Sent<SalePartyBody>;

  @ApiProperty({ description: 'Account the units came from. 卖方账户', example: 'CL-100-1024-0-28' })
  sellerAccount!: string;

  @ApiProperty({ description: 'Account the units went to. 买方账户', example: 'CL-100-1025-0-23' })
  buyerAccount!: string;

  @ApiProperty({ description: 'What was sold. 品种', example: 'GEC-32090026010000001-202603' })
  instrument!: string;

  @ApiProperty({ description: 'Its scheme. 机制', example: 'CN-GEC' })
  scheme!: string;

  @ApiProperty({
    ...NULLABLE,
    description: 'Production month or vintage. 生产月份或年份',
    example: '2026-03',
  })
  period!: string | null;

  @ApiProperty({
    ...NULLABLE,
    description: 'Province, GB/T 2260, where the scheme tells. 省份',
    example: '32',
  })
  province!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Class of subsidy, where the scheme tells. 补贴类别' })
  subsidyClass!: string | null;

  @ApiProperty({ description: 'Whole units. 数量', example: '100' })
  quantity!: string;

  @ApiProperty({ description: 'What one unit is. 单位', example: 'certificate' })
  unit!: string;

  @ApiProperty({
    type: String,
    isArray: true,
    nullable: true,
    description: 'Serials, `first-last`; null for units without. 编号',
    example: ['1-100'],
  })
  serials!: readonly string[] | null;

  @ApiProperty({ description: 'Price of one unit, in fen. 单价（分）', example: '650' })
  unitPriceFen!: string;

  @ApiProperty({ description: 'Quantity times price, in fen. 金额（分）', example: '65000' })
  amountFen!: string;

  @ApiProperty({ description: 'Fee of the seller, in fen. 卖方费用（分）', example: '0' })
  sellerFeeFen!: string;

  @ApiProperty({ description: 'Fee of the buyer, in fen. 买方费用（分）', example: '0' })
  buyerFeeFen!: string;

  @ApiProperty({ description: 'Rule pack and version of the fees. 规则包', example: 'market-sales 2026.1' })
  rulePack!: string;

  @ApiProperty({ ...NULLABLE, description: 'Number of the contract. 合同编号', example: 'CONTRACT-2026-017' })
  contract!: string | null;

  @ApiProperty({ description: 'Ledger transaction that moved both. 交易编号', example: '42' })
  transaction!: string;
}

export function saleBody(
  sale: Sale,
  { seller, buyer }: { readonly seller: Sent<SalePartyBody>; readonly buyer: Sent<SalePartyBody> },
): Sent<SaleBody> {
  const { id, type, sellerAccount, buyerAccount, instrument, scheme, unit, serials, rulePack, contract } =
    sale;
  const { period, province, subsidyClass } = sale;
  return {
    ...{ id, type, offer: sale.offerId, purchase: sale.purchaseId },
    ...{ auction: sale.auctionId, bid: sale.bidId },
    settledAt: chinaTimestamp(sale.settledAt),
    ...{ seller, buyer, sellerAccount, buyerAccount, instrument, scheme, period, province, subsidyClass },
    ...{ quantity: sale.quantity.toString(), unit, serials },
    unitPriceFen: sale.unitPriceFen.toString(),
    amountFen: sale.amountFen.toString(),
    sellerFeeFen: sale.sellerFeeFen.toString(),
    buyerFeeFen: sale.buyerFeeFen.toString(),
    ...{ rulePack, contract, transaction: sale.transactionId.toString() },
  };
}

export class SalePricesBody {
  @ApiProperty({ description: 'China month in which it was settled. 成交月份', example: '2026-03' })
  month!: string;

  @ApiProperty({ description: 'Scheme. 机制', example: 'CN-GEC' })
  scheme!: string;

  @ApiProperty({ description: 'Kind of the instruments. 品种类型', example: 'green-certificate' })
  instrumentKind!: string;

  @ApiProperty({ enum: SALE_TYPES, description: 'How it was sold. 交易方式', example: 'listed' })
  type!: SaleType;

  @ApiProperty({ description: 'What one unit is. 单位', example: 'certificate' })
  unit!: string;

  @ApiProperty({ description: 'How many sales. 成交笔数', example: 12 })
  sales!: number;

  @ApiProperty({ description: 'Whole units sold. 成交量', example: '4200' })
  quantity!: string;

  @ApiProperty({ description: 'What was paid for them, in fen. 成交额（分）', example: '2730000' })
  amountFen!: string;

  @ApiProperty({
    description: 'Volume-weighted average, fen a unit, two decimals. 加权均价（分）',
    example: '650.00',
  })
  averageFen!: string;

  @ApiProperty({ description: 'Lowest price, in fen. 最低价（分）', example: '600' })
  lowestFen!: string;

  @ApiProperty({ description: 'Highest price, in fen. 最高价（分）', example: '700' })
  highestFen!: string;
}

export function salePricesBody(prices: SalePrices): Sent<SalePricesBody> {
  const { month, scheme, instrumentKind, type, unit, sales, quantity, amountFen } = prices;
  return {
    ...{ month, scheme, instrumentKind, type, unit, sales },
    quantity: quantity.toString(),
    amountFen: amountFen.toString(),
    averageFen: averagePrice(amountFen, quantity),
    lowestFen: prices.lowestFen.toString(),
    highestFen: prices.highestFen.toString(),
  };
}
