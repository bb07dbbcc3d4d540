import { IsId, IsQuantity, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { IsAccountNumber } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { yuan, yuanOrNull } from '../../orders/domain/yuan';
import { type Bid, BID_STATES, type BidSecret, type BidState } from '../domain/bid';
import { canonicalBid } from '../domain/commitment';
import type { PlacedBid } from '../use-cases/place-bid';

export class BidPath {
  @IsId({ description: 'Auction. 竞价编号' })
  id!: string;

  @IsId({ description: 'Bid. 报价编号' })
  bid!: string;
}

export class BidsQuery extends PageQuery {}

class SealedTerms {
  @IsText({ description: 'Price offered, in yuan a unit. 报价（元）', max: 24, example: '53.20' })
  price!: string;

  @IsQuantity({ description: 'How many whole units. 数量', example: '1000' })
  quantity!: string;

  @IsText({
    description:
      'Yuan to set apart, where more than the bid needs is to be, so that the amount does not tell the bid; just what it needs when absent. 冻结金额（元）',
    max: 24,
    optional: true,
    example: '60000.00',
  })
  setApart?: string;
}

export class PlaceBidBody extends SealedTerms {
  @IsText({
    description: 'Own trading account; for a lot of the exchange side. 交易账户',
    max: 40,
    optional: true,
    example: 'TA000123-45',
  })
  tradingAccount?: string;

  @IsAccountNumber({
    description: 'Own account that certificates go into; for a lot of certificates. 收货账户',
    optional: true,
  })
  account?: string;

  @IsAccountNumber({
    description: 'Own funds account that pays for certificates; the first when absent. 付款资金账户',
    optional: true,
    example: 'CL-400-1030-0-11',
  })
  fundsAccount?: string;
}

export class ReplaceBidBody extends SealedTerms {}

const NULLABLE = { type: String, nullable: true, example: null } as const;
const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** What is told at once, and kept with the request: nothing that is sealed. */
export class PlacedBidBody {
  @ApiProperty({
    description: 'Number of the bid. 报价编号',
    example: '01900000-0000-7000-8000-000000000002',
  })
  id!: string;

  @ApiProperty({ description: 'Auction. 竞价编号', example: '01900000-0000-7000-8000-000000000001' })
  auction!: string;

  @ApiProperty({
    description:
      'SHA-256 over the canonical bid and its salt, which the bidder reads with its bid; all of them are opened after the close. 报价承诺（哈希）',
    example: HASH,
  })
  commitment!: string;

  @ApiProperty({ description: 'Yuan set apart. 冻结金额（元）', example: '53200.00' })
  setApart!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was taken. 报价时间',
    example: '2026-03-09T09:31:00.000+08:00',
  })
  placedAt!: string;

  @ApiProperty({ ...NULLABLE, description: 'Bid it replaces. 被替换的报价' })
  replaces!: string | null;
}

/** A bid as its bidder sees it. */
export class BidBody {
  @ApiProperty({
    description: 'Number of the bid. 报价编号',
    example: '01900000-0000-7000-8000-000000000002',
  })
  id!: string;

  @ApiProperty({ description: 'Auction. 竞价编号', example: '01900000-0000-7000-8000-000000000001' })
  auction!: string;

  @ApiProperty({
    ...NULLABLE,
    description: 'Trading account; null for certificates. 交易账户',
    example: 'TA000123-45',
  })
  tradingAccount!: string | null;

  @ApiProperty({ description: 'Account the units go into. 收货账户', example: 'CL-100-1025-0-23' })
  account!: string;

  @ApiProperty({ description: 'Price offered, in yuan a unit. 报价（元）', example: '53.20' })
  price!: string;

  @ApiProperty({ description: 'Whole units. 数量', example: '1000' })
  quantity!: string;

  @ApiProperty({ description: 'Salt of the commitment, hex. 盐值', example: HASH })
  salt!: string;

  @ApiProperty({
    description: 'SHA-256 over `canonical` and the bytes of `salt`. 报价承诺（哈希）',
    example: HASH,
  })
  commitment!: string;

  @ApiProperty({
    description: 'What the commitment is over, before the salt. 承诺原文',
    example:
      '{"auction":"01900000-0000-7000-8000-000000000001","bid":"01900000-0000-7000-8000-000000000002","priceFen":"5320","quantity":"1000"}',
  })
  canonical!: string;

  @ApiProperty({ description: 'Yuan set apart. 冻结金额（元）', example: '53200.00' })
  setApart!: string;

  @ApiProperty({ enum: BID_STATES, description: 'State. 状态', example: 'placed' })
  state!: BidState;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was taken. 报价时间',
    example: '2026-03-09T09:31:00.000+08:00',
  })
  placedAt!: string;

  @ApiProperty({ ...NULLABLE, description: 'Units won; null before the close. 中标数量', example: '800' })
  won!: string | null;

  @ApiProperty({
    ...NULLABLE,
    description: 'Units given; null before it is settled. 交付数量',
    example: '800',
  })
  delivered!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'What they cost, in yuan. 成交金额（元）', example: '42560.00' })
  amount!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Fee beside it, in yuan. 费用（元）', example: '0.00' })
  fee!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Why nothing was given of what was won: a code. 未交付原因' })
  failure!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Trade; null for certificates. 成交编号', example: '42' })
  trade!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Ledger transaction. 账本交易', example: '1042' })
  transaction!: string | null;
}

/** A bid as everybody who bid sees it after the close: whose it was is not told. */
export class OpenedBidBody {
  @ApiProperty({
    description: 'Number of the bid. 报价编号',
    example: '01900000-0000-7000-8000-000000000002',
  })
  id!: string;

  @ApiProperty({ description: 'Price offered, in yuan a unit. 报价（元）', example: '53.20' })
  price!: string;

  @ApiProperty({ description: 'Whole units. 数量', example: '1000' })
  quantity!: string;

  @ApiProperty({ description: 'Units won. 中标数量', example: '800' })
  won!: string;

  @ApiProperty({ description: 'Salt of the commitment, hex. 盐值', example: HASH })
  salt!: string;

  @ApiProperty({
    description: 'SHA-256 over `canonical` and the bytes of `salt`. 报价承诺（哈希）',
    example: HASH,
  })
  commitment!: string;

  @ApiProperty({
    description: 'What the commitment is over, before the salt. 承诺原文',
    example: '{"auction":"…"}',
  })
  canonical!: string;
}

export function placedBidBody(bid: PlacedBid): Sent<PlacedBidBody> {
  return {
    ...{ id: bid.id, auction: bid.auctionId, commitment: bid.commitment.toString('hex') },
    ...{ setApart: yuan(bid.setApartFen), placedAt: chinaTimestamp(bid.placedAt), replaces: bid.replaces },
  };
}

function disclosed(bid: Bid, { priceFen, quantity, salt }: BidSecret) {
  return {
    ...{ price: yuan(priceFen), quantity: quantity.toString(), salt: salt.toString('hex') },
    commitment: bid.commitment.toString('hex'),
    canonical: canonicalBid({ auction: bid.auctionId, bid: bid.id, priceFen, quantity }),
  };
}

/** @param closed whether the auction's result stands; what a bid won is told then */
export function bidBody(bid: Bid, secret: BidSecret, closed: boolean): Sent<BidBody> {
  const opened = closed ? bid.opened : null;
  return {
    ...{ id: bid.id, auction: bid.auctionId, tradingAccount: bid.tradingAccount, account: bid.unitsAccount },
    ...disclosed(bid, secret),
    ...{ setApart: yuan(bid.setApartFen), state: bid.state, placedAt: chinaTimestamp(bid.placedAt) },
    ...{ won: opened?.won.toString() ?? null, delivered: opened?.delivered?.toString() ?? null },
    ...{ amount: yuanOrNull(opened?.paidFen), fee: yuanOrNull(opened?.feeFen) },
    failure: opened?.failure ?? null,
    trade: opened?.tradeId?.toString() ?? null,
    transaction: opened?.transactionId?.toString() ?? null,
  };
}

export function openedBidBody(bid: Bid): Sent<OpenedBidBody> {
  if (bid.opened === null) throw new Error(`the bid ${bid.id} is sealed`);
  return { id: bid.id, ...disclosed(bid, bid.opened), won: bid.opened.won.toString() };
}
