import { toRecord } from '@carbon/custody';
import { IsId, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import type { Holder } from '@carbon/identity';
import { chinaTimestamp } from '@carbon/kernel';
import { IsAccountNumber, IsInstrumentCode } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { type Offer, OFFER_STATES, OFFER_TYPES, type OfferState, type OfferType } from '../persistence/offer';

export class OfferPath {
  @IsId({ description: 'Offer. 要约编号' })
  id!: string;
}

export class OffersQuery extends PageQuery {
  @IsAccountNumber({ description: 'Only from or to this account. 按账户筛选', optional: true })
  account?: string;

  @IsOneOf(OFFER_STATES, { description: 'Only in this state. 按状态筛选', optional: true, example: 'open' })
  state?: OfferState;

  @IsOneOf(OFFER_TYPES, { description: 'Only of this type. 按类型筛选', optional: true, example: 'listed' })
  type?: OfferType;
}

export class ListingsQuery extends PageQuery {
  @IsInstrumentCode({ description: 'Only of this instrument. 按品种筛选', optional: true })
  instrument?: string;

  @IsText({ description: 'Only of this scheme. 按机制筛选', max: 40, optional: true, example: 'CN-GEC' })
  scheme?: string;

  @IsText({
    description: 'Only of this production month or vintage. 按生产月份或年份筛选',
    max: 20,
    optional: true,
    example: '2026-03',
  })
  period?: string;
}

export class StopOfferBody {
  @IsText({ description: 'Why; no personal data. 事由', max: 500, example: '改为自用' })
  reason!: string;
}

const NULLABLE = { type: String, nullable: true, example: null } as const;
const MOMENT = { format: 'date-time', example: '2026-03-02T10:00:00.000+08:00' } as const;

export class SalePartyBody {
  @ApiProperty({ description: 'Code. 代码', example: 'DEMO-POWER' })
  code!: string;

  @ApiProperty({ description: 'Chinese name. 中文名称', example: '示例新能源' })
  nameZh!: string;

  @ApiProperty({ description: 'English name. 英文名称', example: 'Example New Energy' })
  nameEn!: string;
}

/** What a market of real names tells of an offer: to whoever may buy. */
export class ListingBody {
  @ApiProperty({
    description: 'Number of the offer; its task has the same. 要约编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;

  @ApiProperty({ enum: OFFER_TYPES, description: 'Listed, or to one buyer. 类型', example: 'listed' })
  type!: OfferType;

  @ApiProperty({ type: SalePartyBody, description: 'Who sells. 卖方' })
  seller!: Sent<SalePartyBody>;

  @ApiProperty({ description: 'What is sold. 品种', example: 'GEC-32090026010000001-202603' })
  instrument!: string;

  @ApiProperty({ description: 'Whole units offered at first. 出售数量', example: '1000' })
  quantity!: string;

  @ApiProperty({ description: 'Whole units not sold yet. 剩余数量', example: '400' })
  remaining!: string;

  @ApiProperty({
    type: String,
    isArray: true,
    nullable: true,
    description: 'Serials not sold yet, `first-last`; null for units without. 编号',
    example: ['601-1000'],
  })
  serials!: readonly string[] | null;

  @ApiProperty({ description: 'Price of one unit, in fen. 单价（分）', example: '650' })
  unitPriceFen!: string;

  @ApiProperty({ description: 'Fewest units of one purchase. 最小购买量', example: '10' })
  minimum!: string;

  @ApiProperty({ description: 'Purchases are multiples of it. 递增量', example: '10' })
  step!: string;

  @ApiProperty({ description: 'Only for named buyers. 是否限定买方', example: false })
  restricted!: boolean;

  @ApiProperty({ ...MOMENT, description: 'First moment at which it is over. 失效时间' })
  expiresAt!: string;

  @ApiProperty({ enum: OFFER_STATES, description: 'State. 状态', example: 'open' })
  state!: OfferState;

  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'When it was opened. 挂牌时间' })
  openedAt!: string | null;
}

/** An offer as its parties see it. */
export class OfferBody extends ListingBody {
  @ApiProperty({ description: 'Account the units stand in. 卖方账户', example: 'CL-100-1024-0-28' })
  account!: string;

  @ApiProperty({ ...NULLABLE, description: 'Account it is made to; null for a listing. 买方账户' })
  buyerAccount!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Number of the contract. 合同编号' })
  contract!: string | null;

  @ApiProperty({ ...MOMENT, description: 'When the units were set apart. 申请时间' })
  proposedAt!: string;

  @ApiProperty({
    ...NULLABLE,
    format: 'date-time',
    description: 'When nothing more was sold of it. 结束时间',
  })
  endedAt!: string | null;
}

/** @throws Error when the holder of an account is not there */
export function partyBody(holders: ReadonlyMap<string, Holder>, id: string): Sent<SalePartyBody> {
  const holder = holders.get(id);
  if (holder === undefined) throw new Error(`the holder ${id} of a sale is gone`);
  const { code, nameZh, nameEn } = holder;
  return { code, nameZh, nameEn };
}

const moment = (at: Date | null) => (at === null ? null : chinaTimestamp(at));

export function listingBody(offer: Offer, seller: Sent<SalePartyBody>): Sent<ListingBody> {
  const { id, type, instrument, restricted, state } = offer;
  return {
    ...{ id, type, seller, instrument },
    quantity: offer.quantity.toString(),
    remaining: offer.remaining.toString(),
    serials: offer.serials?.map(toRecord) ?? null,
    unitPriceFen: offer.unitPriceFen.toString(),
    minimum: offer.minimum.toString(),
    step: offer.step.toString(),
    restricted,
    expiresAt: chinaTimestamp(offer.expiresAt),
    state,
    openedAt: moment(offer.openedAt),
  };
}

export function offerBody(offer: Offer, seller: Sent<SalePartyBody>): Sent<OfferBody> {
  const { account, buyerAccount, contract } = offer;
  return {
    ...listingBody(offer, seller),
    ...{ account, buyerAccount, contract },
    proposedAt: chinaTimestamp(offer.proposedAt),
    endedAt: moment(offer.endedAt),
  };
}
