import { IsId, IsOneOf, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { IsHolderName, IsMarket } from '../../holdings/index';
import {
  type JudgedBy,
  type Surrender,
  SURRENDER_GROUNDS,
  SURRENDER_STATES,
  type SurrenderGround,
  type SurrenderLot,
  type SurrenderState,
} from '../domain/surrender';
import { IsYearInQuery } from './fields';

export class SurrenderQuery extends PageQuery {
  @IsMarket({ optional: true })
  market?: string;

  @IsYearInQuery({ optional: true })
  year?: number;

  @IsOneOf(SURRENDER_STATES, { description: 'Only in this state. 按状态筛选', optional: true })
  state?: SurrenderState;

  @IsHolderName({ description: 'Only for or by this holder. 按单位筛选', optional: true })
  holder?: string;
}

export class SurrenderPath {
  @IsId({ description: 'Id of the surrender, and of the task that asked for it. 清缴编号' })
  id!: string;
}

export class JudgedByBody {
  @ApiProperty({ description: 'Rule pack. 规则包', example: 'compliance-cn' })
  id!: string;

  @ApiProperty({ description: 'Its version. 版本', example: '2026.1' })
  version!: string;

  @ApiProperty({ description: 'SHA-256 of its content, hex. 摘要', example: '9f86d081884c7d65' })
  hash!: string;

  @ApiProperty({ description: 'How well founded the worst of its figures used is. 可信度', example: 'F' })
  certainty!: string;
}

export function packBody({ pack }: Pick<JudgedBy, 'pack'>): Sent<JudgedByBody> {
  const { id, version, hash, certainty } = pack;
  return { id, version, hash, certainty };
}

const TONNES = { type: String, format: 'whole-number' } as const;
const MOMENT = { format: 'date-time', example: '2025-11-03T10:00:00.000+08:00' } as const;

export class SurrenderBody {
  @ApiProperty({
    format: 'uuid',
    description: 'Id. 清缴编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;

  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ type: 'integer', description: 'Year of the obligation. 履约年度', example: 2024 })
  year!: number;

  @ApiProperty({
    format: 'uuid',
    description: 'Holder whose obligation it meets. 履约单位',
    example: '01900000-0000-7000-8000-000000000002',
  })
  holderId!: string;

  @ApiProperty({
    format: 'uuid',
    description: 'Holder whose units they are. 出让单位',
    example: '01900000-0000-7000-8000-000000000002',
  })
  payerId!: string;

  @ApiProperty({ description: 'Account of the units. 账户', example: 'CL-100-1024-0-28' })
  account!: string;

  @ApiProperty({
    enum: SURRENDER_GROUNDS,
    description: 'Why these units may meet this obligation. 办理依据',
    example: 'own',
  })
  ground!: SurrenderGround;

  @ApiProperty({ description: 'For a year whose deadline had passed. 是否补缴', example: false })
  arrears!: boolean;

  @ApiProperty({ ...TONNES, description: 'Allowances, in tonnes. 配额（吨）', example: '950000' })
  allowances!: string;

  @ApiProperty({ ...TONNES, description: 'Credits for offset, in tonnes. 减排量（吨）', example: '50000' })
  credits!: string;

  @ApiProperty({ enum: SURRENDER_STATES, description: 'State. 状态', example: 'completed' })
  state!: SurrenderState;

  @ApiProperty({ ...MOMENT, description: 'When it was applied for. 申请时间' })
  appliedAt!: string;

  @ApiProperty({ ...MOMENT, type: String, nullable: true, description: 'When it was completed. 完成时间' })
  completedAt!: string | null;

  @ApiProperty({
    ...MOMENT,
    type: String,
    nullable: true,
    description: 'Until when it may be reversed (REG-009). 可撤销期限',
  })
  reversibleUntil!: string | null;

  @ApiProperty({
    ...MOMENT,
    type: String,
    nullable: true,
    description: 'When nothing came of it, or it was undone. 终止时间',
  })
  endedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why it ended. 终止原因', example: null })
  endReason!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Transaction of the ledger that ended the units. 交易编号',
    example: '42',
  })
  transaction!: string | null;

  @ApiProperty({ type: JudgedByBody, description: 'The pack it was judged by last. 所依规则包' })
  pack!: Sent<JudgedByBody>;
}

export function surrenderBody(one: Surrender): Sent<SurrenderBody> {
  const { id, market, year, holderId, payerId, account, ground, arrears, state, endReason } = one;
  return {
    ...{ id, market, year, holderId, payerId, account, ground, arrears, state, endReason },
    allowances: one.allowancesT.toString(),
    credits: one.creditsT.toString(),
    appliedAt: chinaTimestamp(one.appliedAt),
    completedAt: one.completedAt && chinaTimestamp(one.completedAt),
    reversibleUntil: one.reversibleUntil && chinaTimestamp(one.reversibleUntil),
    endedAt: one.endedAt && chinaTimestamp(one.endedAt),
    transaction: one.transactionId?.toString() ?? null,
    pack: packBody(one.completedBy ?? one.judgedBy),
  };
}

export class SurrenderedSerialsBody {
  @ApiProperty({ description: 'First serial, included. 起始编号', example: '1' })
  first!: string;

  @ApiProperty({ description: 'Last serial, included. 终止编号', example: '100' })
  last!: string;
}

export class SurrenderedLotBody {
  @ApiProperty({ enum: ['allowance', 'credit'], description: 'Kind of units. 类别', example: 'allowance' })
  kind!: 'allowance' | 'credit';

  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA24' })
  instrument!: string;

  @ApiProperty({ ...TONNES, description: 'Tonnes. 数量（吨）', example: '950000' })
  quantity!: string;

  @ApiProperty({ type: SurrenderedSerialsBody, isArray: true, description: 'The very units. 编号区间' })
  serials!: readonly Sent<SurrenderedSerialsBody>[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of credits, when they were registered; null where unknown. 登记日期',
    example: '2025-03-10',
  })
  registeredOn!: string | null;

  @ApiProperty({
    type: Boolean,
    nullable: true,
    description:
      'Of credits, whether their project is inside an allowance scheme; null where unknown. 是否纳入配额管理',
    example: false,
  })
  coveredByEts!: boolean | null;
}

export function surrenderedLotBody(lot: SurrenderLot): Sent<SurrenderedLotBody> {
  return {
    ...{ kind: lot.kind, instrument: lot.instrument, quantity: lot.quantity.toString() },
    serials: lot.serials.map(({ first, last }) => ({ first: first.toString(), last: last.toString() })),
    registeredOn: lot.facts.registeredOn ?? null,
    coveredByEts: lot.facts.coveredByEts ?? null,
  };
}

export class SurrenderWithLotsBody extends SurrenderBody {
  @ApiProperty({ type: SurrenderedLotBody, isArray: true, description: 'Units by instrument. 清缴明细' })
  lots!: readonly Sent<SurrenderedLotBody>[];

  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Rules that decided. 依据规则',
    example: ['SUR-002'],
  })
  rules!: readonly string[];
}
