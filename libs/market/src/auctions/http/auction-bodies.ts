import { IsId, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { IsInstrumentCode } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { yuan, yuanOrNull } from '../../orders/domain/yuan';
import {
  type Auction,
  AUCTION_STATES,
  type AuctionResult,
  type AuctionState,
  type Lot,
  LOTS,
  type Phase,
  phaseOf,
  PHASES,
  type Pricing,
  PRICINGS,
} from '../domain/auction';

export class AuctionPath {
  @IsId({ description: 'Auction; its task has the same number. 竞价编号' })
  id!: string;
}

export class AuctionsQuery extends PageQuery {
  @IsOneOf(LOTS, {
    description: 'Only of this kind of lot. 按标的类别筛选',
    optional: true,
    example: 'exchange',
  })
  lot?: Lot;

  @IsText({ description: 'Only of this market. 按市场筛选', max: 10, optional: true, example: 'CN' })
  market?: string;

  @IsInstrumentCode({ description: 'Only of this instrument. 按品种筛选', optional: true, example: 'CEA25' })
  instrument?: string;

  @IsOneOf(AUCTION_STATES, {
    description: 'Only in this state. 按状态筛选',
    optional: true,
    example: 'announced',
  })
  state?: AuctionState;
}

const NULLABLE = { type: String, nullable: true, example: null } as const;
const MOMENT = { format: 'date-time', example: '2026-03-09T11:30:00.000+08:00' } as const;

/** The result of an auction, in which nobody is named. */
export class AuctionResultBody {
  @ApiProperty({
    ...{ type: String, nullable: true },
    description: 'The lowest price that won, in yuan a unit; null when nothing was sold. 成交价（元）',
    example: '53.20',
  })
  clearingPrice!: string | null;

  @ApiProperty({ description: 'Whole units sold. 成交数量', example: '100000' })
  sold!: string;

  @ApiProperty({ description: 'What was paid for them, in yuan. 成交金额（元）', example: '5320000.00' })
  amount!: string;

  @ApiProperty({ description: 'Bids that stood at the close. 有效报价数', example: 37 })
  bids!: number;

  @ApiProperty({ description: 'Bidders that made them. 竞买人数', example: 12 })
  bidders!: number;
}

/** What everybody may know of an auction. */
export class PublicAuctionBody {
  @ApiProperty({
    description: 'Number of the auction. 竞价编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;

  @ApiProperty({
    enum: LOTS,
    description: 'Of the exchange side, or certificates. 标的类别',
    example: 'exchange',
  })
  lot!: Lot;

  @ApiProperty({ ...NULLABLE, description: 'Market; null for certificates. 市场', example: 'CN' })
  market!: string | null;

  @ApiProperty({ description: 'What is sold. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ description: 'The lot, in whole units. 竞价数量', example: '100000' })
  quantity!: string;

  @ApiProperty({ enum: PRICINGS, description: 'What winners pay. 成交价方式', example: 'uniform' })
  pricing!: Pricing;

  @ApiProperty({ description: 'Reserve price, in yuan a unit. 底价（元）', example: '50.00' })
  reservePrice!: string;

  @ApiProperty({ description: 'Bids are multiples of it. 数量单位', example: '100' })
  step!: string;

  @ApiProperty({ ...NULLABLE, description: 'The most one bidder may win. 单户上限', example: '40000' })
  largest!: string | null;

  @ApiProperty({ description: 'Prices are multiples of it, in yuan. 最小变动单位（元）', example: '0.01' })
  tick!: string;

  @ApiProperty({
    description: 'Bids a bidder may place, those taken back included. 报价次数上限',
    example: 50,
  })
  mostBids!: number;

  @ApiProperty({
    description: 'What a winner pays beside the price, in hundredths of a percent. 买方费率（万分之）',
    example: '0',
  })
  buyerFeeBasisPoints!: string;

  @ApiProperty({ description: 'Only for named bidders. 是否限定竞买人', example: false })
  restricted!: boolean;

  @ApiProperty({ ...MOMENT, description: 'From when bids are taken. 开始时间' })
  opensAt!: string;

  @ApiProperty({ ...MOMENT, description: 'First moment at which none is taken. 结束时间' })
  closesAt!: string;

  @ApiProperty({ ...NULLABLE, description: 'What the notice says beside it. 公告说明' })
  note!: string | null;

  @ApiProperty({ enum: PHASES, description: 'Where it stands. 阶段', example: 'open' })
  phase!: Phase;

  @ApiProperty({ description: 'Rule pack it goes by, `id@version`. 规则包', example: 'trading-cn@2026.1' })
  rulePack!: string;

  @ApiProperty({
    ...{ type: AuctionResultBody, nullable: true },
    description: 'Once it is closed and settled. 结果',
  })
  result!: Sent<AuctionResultBody> | null;

  @ApiProperty({
    ...NULLABLE,
    format: 'date-time',
    description: 'When it was closed or called off. 完结时间',
  })
  endedAt!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Why it was called off. 取消事由' })
  reason!: string | null;
}

/** An auction as those see it who are signed in. */
export class AuctionBody extends PublicAuctionBody {
  @ApiProperty({ description: 'Code of the seller. 卖方代码', example: 'DEMO-POWER' })
  seller!: string;

  @ApiProperty({ enum: AUCTION_STATES, description: 'State of the record. 状态', example: 'announced' })
  state!: AuctionState;

  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'When it was announced. 公告时间' })
  announcedAt!: string | null;
}

const moment = (at: Date | null) => (at === null ? null : chinaTimestamp(at));

function resultBody({ clearingFen, sold, soldFen, bids, bidders }: AuctionResult): Sent<AuctionResultBody> {
  return {
    ...{ clearingPrice: yuanOrNull(clearingFen), sold: sold.toString(), amount: yuan(soldFen) },
    ...{ bids, bidders },
  };
}

export function publicAuctionBody(auction: Auction, now: Date): Sent<PublicAuctionBody> {
  const { id, lot, market, instrument, pricing, restricted, note, rulePack, reason, mostBids } = auction;
  return {
    ...{ id, lot, market, instrument, quantity: auction.quantity.toString(), pricing },
    ...{ reservePrice: yuan(auction.reserveFen), step: auction.step.toString() },
    ...{ largest: auction.largest?.toString() ?? null, tick: yuan(auction.tickFen), mostBids },
    ...{ buyerFeeBasisPoints: auction.buyerFeePoints.toString(), restricted },
    ...{ opensAt: chinaTimestamp(auction.opensAt), closesAt: chinaTimestamp(auction.closesAt), note },
    // a proposal is announced as soon as it is approved
    ...{ phase: phaseOf(auction, now) ?? 'announced', rulePack },
    result: auction.result === null ? null : resultBody(auction.result),
    ...{ endedAt: moment(auction.endedAt), reason },
  };
}

export function auctionBody(auction: Auction, seller: string, now: Date): Sent<AuctionBody> {
  const { state, announcedAt } = auction;
  return { ...publicAuctionBody(auction, now), seller, state, announcedAt: moment(announcedAt) };
}
