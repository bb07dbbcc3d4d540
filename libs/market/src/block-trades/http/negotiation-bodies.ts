import { IsId, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import type { Holder } from '@carbon/identity';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { PARTY_ROLES, type PartyRole } from '../../domain/negotiation';
import { IsTradingAccount } from '../../orders/http/fields';
import { yuan } from '../../orders/domain/yuan';
import {
  legsOfQuote,
  type Negotiation,
  NEGOTIATION_KINDS,
  NEGOTIATION_STATES,
  type NegotiationKind,
  type NegotiationState,
  type Party,
  type Quote,
} from '../domain/negotiation';

export class NegotiationPath {
  @IsId({ description: 'Negotiation. 协商编号' })
  id!: string;
}

export class NegotiationsQuery extends PageQuery {
  @IsTradingAccount({ description: 'Only of this trading account. 按交易账户筛选', optional: true })
  account?: string;

  @IsOneOf(NEGOTIATION_STATES, {
    description: 'Only in this state. 按状态筛选',
    optional: true,
    example: 'open',
  })
  state?: NegotiationState;

  @IsOneOf(NEGOTIATION_KINDS, {
    description: 'Only blocks, or only swaps. 按类型筛选',
    optional: true,
    example: 'block',
  })
  kind?: NegotiationKind;
}

export class StopNegotiationBody {
  @IsText({ description: 'Why; the other side reads it. 事由', max: 500, example: '价格不合适' })
  reason!: string;
}

const NULLABLE = { type: String, nullable: true, example: null } as const;
const MOMENT = { format: 'date-time', example: '2026-03-02T14:00:00.000+08:00' } as const;

export class NegotiationPartyBody {
  @ApiProperty({ description: 'Code. 代码', example: 'DEMO-POWER' })
  code!: string;

  @ApiProperty({ description: 'Chinese name. 中文名称', example: '示例电力' })
  nameZh!: string;

  @ApiProperty({ description: 'English name. 英文名称', example: 'Example Power' })
  nameEn!: string;

  @ApiProperty({ description: 'Trading account. 交易账户', example: 'TA-CN-000042-17' })
  tradingAccount!: string;

  @ApiProperty({
    ...NULLABLE,
    description: 'Of a swap: trading account in the market of what goes back. 换回品种所在市场的交易账户',
  })
  returnTradingAccount!: string | null;
}

export class BlockQuoteBody {
  @ApiProperty({ description: 'Its place among the quotes, from 1. 轮次', example: 1 })
  round!: number;

  @ApiProperty({
    enum: PARTY_ROLES,
    description: 'Who made it: the side that gives the instrument or the one that receives it. 报价方',
    example: 'giver',
  })
  by!: PartyRole;

  @ApiProperty({ description: 'Whole units. 数量', example: '200000' })
  quantity!: string;

  @ApiProperty({
    ...NULLABLE,
    description: 'Yuan per unit; null of a swap, in which none is agreed. 单价（元）',
    example: '50.10',
  })
  price!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Of a swap: whole units that go back. 换回数量' })
  returnQuantity!: string | null;

  @ApiProperty({
    description: 'Money that changes hands, in yuan: price times quantity, or the difference. 金额（元）',
    example: '10020000.00',
  })
  amount!: string;

  @ApiProperty({
    ...NULLABLE,
    enum: PARTY_ROLES,
    description: 'Who pays that money; null where there is none. 付款方',
    example: 'receiver',
  })
  paidBy!: PartyRole | null;

  @ApiProperty({ description: 'Fee of who gives, in yuan. 卖方费用（元）', example: '0.00' })
  sellerFee!: string;

  @ApiProperty({ description: 'Fee of who receives, in yuan. 买方费用（元）', example: '0.00' })
  buyerFee!: string;

  @ApiProperty({ description: 'Rules its figures are from. 规则包', example: 'trading-cn@2026.1' })
  rulePack!: string;

  @ApiProperty({ ...MOMENT, description: 'First moment at which it does not stand any more. 失效时间' })
  expiresAt!: string;

  @ApiProperty({ ...MOMENT, description: 'When its own house let it go out. 生效时间' })
  releasedAt!: string;
}

export class NegotiationBody {
  @ApiProperty({
    description: 'Number; the task that opened it has the same. 协商编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;

  @ApiProperty({ enum: NEGOTIATION_KINDS, description: 'Block or swap. 类型', example: 'block' })
  kind!: NegotiationKind;

  @ApiProperty({
    enum: NEGOTIATION_STATES,
    description: 'Proposed until the house that opens it lets it go out. 状态',
    example: 'open',
  })
  state!: NegotiationState;

  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ description: 'What is given. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ ...NULLABLE, description: 'Of a swap: market of what goes back. 换回品种所在市场' })
  returnMarket!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Of a swap: what goes back. 换回品种' })
  returnInstrument!: string | null;

  @ApiProperty({ type: NegotiationPartyBody, description: 'Who gives the instrument. 出让方' })
  giver!: Sent<NegotiationPartyBody>;

  @ApiProperty({ type: NegotiationPartyBody, description: 'Who receives it. 受让方' })
  receiver!: Sent<NegotiationPartyBody>;

  @ApiProperty({ enum: PARTY_ROLES, description: 'Who opened it. 发起方', example: 'giver' })
  openedBy!: PartyRole;

  @ApiProperty({ description: 'Quotes so far. 报价轮数', example: 1 })
  rounds!: number;

  @ApiProperty({
    type: BlockQuoteBody,
    nullable: true,
    description: 'The quote that counts, or was the last to count; null before the first. 现行报价',
  })
  quote!: Sent<BlockQuoteBody> | null;

  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Numbers of the trades it came to: one, or two of a swap. 成交编号',
    example: ['42'],
  })
  trades!: readonly string[];

  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'When the first quote went out. 开始时间' })
  openedAt!: string | null;

  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'When it ended. 结束时间' })
  endedAt!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'giver, receiver or system: who ended it. 结束方' })
  endedBy!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Why. 事由' })
  endedBecause!: string | null;
}

const moment = (at: Date | undefined) => (at === undefined ? null : chinaTimestamp(at));

/** @throws Error for a quote that was not released */
export function blockQuoteBody(of: Pick<Negotiation, 'goods'>, quote: Quote): Sent<BlockQuoteBody> {
  const { round, releasedAt, by, terms, fees, rulePack } = quote;
  if (round === undefined || releasedAt === undefined) throw new Error('only quotes that went out are shown');
  const paid = legsOfQuote(of, quote).find(({ amountFen }) => amountFen > 0n);
  return {
    ...{ round, by, quantity: terms.quantity.toString() },
    price: terms.kind === 'block' ? yuan(terms.priceFen) : null,
    returnQuantity: terms.kind === 'swap' ? terms.returnQuantity.toString() : null,
    amount: yuan(paid?.amountFen ?? 0n),
    paidBy: paid === undefined ? null : paid.seller === 'giver' ? 'receiver' : 'giver',
    ...{ sellerFee: yuan(fees.sellerFen), buyerFee: yuan(fees.buyerFen), rulePack },
    ...{ expiresAt: chinaTimestamp(quote.expiresAt), releasedAt: chinaTimestamp(releasedAt) },
  };
}

export function negotiationBody(
  of: Negotiation,
  holders: ReadonlyMap<string, Holder>,
): Sent<NegotiationBody> {
  const { id, kind, state, goods, parties, openedBy, rounds, last } = of;
  return {
    ...{ id, kind, state, market: goods.market, instrument: goods.instrument },
    returnMarket: goods.back?.market ?? null,
    returnInstrument: goods.back?.instrument ?? null,
    giver: partyBody(parties.giver, holders),
    receiver: partyBody(parties.receiver, holders),
    ...{ openedBy, rounds },
    quote: last === undefined ? null : blockQuoteBody(of, last),
    trades: of.trades.map(String),
    ...{ openedAt: moment(of.openedAt), endedAt: moment(of.endedAt) },
    ...{ endedBy: of.endedBy ?? null, endedBecause: of.endedBecause ?? null },
  };
}

function partyBody(
  { holderId, account, returnAccount }: Party,
  holders: ReadonlyMap<string, Holder>,
): Sent<NegotiationPartyBody> {
  const holder = holders.get(holderId);
  if (holder === undefined) throw new Error(`the holder ${holderId} of a negotiation is gone`);
  const { code, nameZh, nameEn } = holder;
  return { code, nameZh, nameEn, tradingAccount: account, returnTradingAccount: returnAccount ?? null };
}
