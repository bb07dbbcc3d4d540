import { AreTexts, IsId, IsMoment, IsOneOf, IsQuantity, IsText } from '@carbon/http';
import { IsAccountNumber, IsInstrumentCode } from '@carbon/ledger';
import { LOTS, type Lot, type Pricing, PRICINGS } from '../domain/auction';

const HOLDER = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;
const MOST_BIDDERS = 200;

/** Payload of the task kind `auction`. */
export class AuctionPayload {
  @IsOneOf(LOTS, {
    description:
      'Units of the exchange side, for trading accounts of the market; or green certificates, for accounts that hold them. 标的类别',
    example: 'exchange',
  })
  lot!: Lot;

  @IsText({
    description: 'Trading account of the seller; of a lot of the exchange side. 卖方交易账户',
    max: 40,
    optional: true,
    example: 'TA000123-45',
  })
  tradingAccount?: string;

  @IsAccountNumber({
    description: 'Account the certificates stand in; of a lot of certificates. 卖方账户',
    optional: true,
  })
  account?: string;

  @IsAccountNumber({
    description:
      'Own funds account that is paid for certificates; the first, or a new one, when absent. 收款资金账户',
    optional: true,
    example: 'CL-400-1030-0-11',
  })
  fundsAccount?: string;

  @IsInstrumentCode({ description: 'What is sold. 品种', example: 'CEA25' })
  instrument!: string;

  @IsQuantity({ description: 'The lot, in whole units. 竞价数量', example: '100000' })
  quantity!: string;

  @IsOneOf(PRICINGS, {
    description: 'All winners pay the lowest price that won, or each its bid. 成交价方式',
    example: 'uniform',
  })
  pricing!: Pricing;

  @IsText({
    description: 'No bid below it is taken, in yuan a unit. 底价（元）',
    max: 24,
    example: '50.00',
  })
  reservePrice!: string;

  @IsQuantity({
    description: 'Bids are multiples of it; the market’s lot when absent. 数量单位',
    optional: true,
    example: '100',
  })
  step?: string;

  @IsQuantity({
    description: 'The most one bidder may win; the whole lot when absent. 单户上限',
    optional: true,
    example: '40000',
  })
  largest?: string;

  @IsMoment({ description: 'From when bids are taken. 开始时间', example: '2026-03-09T09:30:00+08:00' })
  opensAt!: string;

  @IsMoment({
    description: 'The first moment at which none is taken any more. 结束时间',
    example: '2026-03-09T11:30:00+08:00',
  })
  closesAt!: string;

  @AreTexts({
    description: 'Codes of the holders that alone may bid; whoever may when absent. 限定竞买人代码',
    max: MOST_BIDDERS,
    each: { max: 40, pattern: HOLDER },
    optional: true,
    example: ['DEMO-BUYER'],
  })
  bidders?: string[];

  @IsText({
    description: 'What the notice says beside it. 公告说明',
    max: 1000,
    optional: true,
    example: '季度竞价',
  })
  note?: string;
}

/** Payload of the task kind `auction-cancellation`. */
export class AuctionCancellationPayload {
  @IsId({ description: 'Auction that is called off. 竞价编号' })
  auction!: string;

  @IsText({ description: 'Why; everybody reads it. 取消事由', max: 500, example: '标的数量有误' })
  cancelReason!: string;
}
