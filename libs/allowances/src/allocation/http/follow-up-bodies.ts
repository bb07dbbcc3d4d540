import { PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { type Appeal, APPEAL_OUTCOMES } from '../persistence/appeals';
import type { DemandRecord } from '../persistence/demands';
import { OWED_KINDS, type OwedRecord } from '../persistence/owed';
import type { ShownProvincialHolding } from '../persistence/provincial';
import type { Reapproval } from '../persistence/reapprovals';
import { IsAppealNumber, IsFlagText, IsHolderName, IsMarketCode, IsRoundNumber } from './fields';

export class AppealPath {
  @IsAppealNumber()
  number!: string;
}

export class AppealsQuery extends PageQuery {
  @IsRoundNumber({ optional: true })
  round?: string;

  @IsFlagText({ description: 'Only undecided, or only decided. 是否未处理', example: 'true', optional: true })
  open?: 'true' | 'false';
}

export class ReapprovalsQuery extends PageQuery {
  @IsFlagText({ description: 'Only open, or only done. 是否未办结', example: 'true', optional: true })
  open?: 'true' | 'false';
}

export class OwedQuery extends PageQuery {
  @IsMarketCode({ optional: true })
  market?: string;

  @IsHolderName({ optional: true })
  holder?: string;
}

export const flagOf = (text: 'true' | 'false' | undefined): boolean | undefined =>
  text === undefined ? undefined : text === 'true';

export class AppealBody {
  @ApiProperty({ description: 'Number. 编号', example: 'AA000001' })
  number!: string;
  @ApiProperty({ description: 'Round. 轮次', example: 'AR000001' })
  round!: string;
  @ApiProperty({ description: 'Enterprise. 企业', example: 'E001' })
  holder!: string;
  @ApiProperty({ description: 'Version of the line it is against. 针对的结果版本', example: 1 })
  version!: number;
  @ApiProperty({
    description: 'What the enterprise objects to. 异议内容',
    example: '负荷系数与核查报告不一致',
  })
  grounds!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What it thinks right, t. 主张',
    example: '120000',
  })
  wantedT!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of its document. 附件哈希',
    example: null,
  })
  document!: string | null;
  @ApiProperty({ description: 'When. 提出时间', example: '2025-08-05T09:00:00.000+08:00' })
  submittedAt!: string;
  @ApiProperty({ description: 'Day by which it is decided. 处理期限', format: 'date', example: '2025-08-19' })
  decideBy!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    enum: [...APPEAL_OUTCOMES, null],
    description: 'What came of it; null while it is open. 处理结果',
    example: 'upheld',
  })
  outcome!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why. 理由', example: '采用核查报告数据' })
  reason!: string | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'The line that came of it. 新结果版本',
    example: 2,
  })
  newVersion!: number | null;
}

export function appealBody(one: Appeal): Sent<AppealBody> {
  const { number, round, holder, lineVersion, grounds, wantedT, decideBy, outcome, newVersion } = one;
  return {
    ...{ number, round, holder, version: lineVersion, grounds, wantedT, decideBy, outcome, newVersion },
    ...{ document: one.documentHash, submittedAt: chinaTimestamp(one.submittedAt) },
    reason: one.decisionReason,
  };
}

export class ReapprovalBody {
  @ApiProperty({ description: 'Id. 编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;
  @ApiProperty({ description: 'Round. 轮次', example: 'AR000001' })
  round!: string;
  @ApiProperty({ description: 'Enterprise. 企业', example: 'E001' })
  holder!: string;
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;
  @ApiProperty({ description: 'Data year. 年度', example: 2024 })
  year!: number;
  @ApiProperty({ description: 'Last day (ALC-012). 办理期限', format: 'date', example: '2025-11-14' })
  dueOn!: string;
  @ApiProperty({
    description: 'When the figures changed. 变更时间',
    example: '2025-10-31T09:00:00.000+08:00',
  })
  createdAt!: string;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'The line that came of it. 新结果版本',
    example: 2,
  })
  version!: number | null;
}

export function reapprovalBody(one: Reapproval): Sent<ReapprovalBody> {
  const { id, round, holder, market, year, dueOn, createdAt, lineVersion } = one;
  return {
    id,
    round,
    holder,
    market,
    year,
    dueOn,
    createdAt: chinaTimestamp(createdAt),
    version: lineVersion,
  };
}

export class ReturnDemandBody {
  @ApiProperty({ description: 'Id. 编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;
  @ApiProperty({ description: 'Round. 轮次', example: 'AR000001' })
  round!: string;
  @ApiProperty({ description: 'Enterprise. 企业', example: 'E001' })
  holder!: string;
  @ApiProperty({ description: 'Vintage. 品种', example: 'CEA24' })
  instrument!: string;
  @ApiProperty({ description: 'Demanded, t. 应退还', example: '20000' })
  demandedT!: string;
  @ApiProperty({ description: 'Handed back, t. 已退还', example: '0' })
  handedBackT!: string;
  @ApiProperty({ description: 'Last day. 期限', format: 'date', example: '2025-11-14' })
  dueOn!: string;
}

export function returnDemandBody(one: DemandRecord): Sent<ReturnDemandBody> {
  const { id, round, holder, instrument, demandedT, handedBackT, dueOn } = one;
  return {
    ...{ id, round, holder, instrument, dueOn },
    ...{ demandedT: demandedT.toString(), handedBackT: handedBackT.toString() },
  };
}

export class OwedEntryBody {
  @ApiProperty({ description: 'Enterprise. 企业', example: 'E001' })
  holder!: string;
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;
  @ApiProperty({ description: 'Year. 年度', example: 2023 })
  year!: number;
  @ApiProperty({ enum: OWED_KINDS, description: 'What happened. 事项', example: 'decided' })
  kind!: string;
  @ApiProperty({ description: 'More owed, or less where below zero, t. 数量（负为减少）', example: '70000' })
  quantity!: string;
  @ApiProperty({ description: 'Where it comes from. 依据', example: 'AR000001' })
  reference!: string;
  @ApiProperty({ description: 'Why. 理由', example: '以前年度核定调整' })
  reason!: string;
  @ApiProperty({ description: 'When. 时间', example: '2025-10-31T09:00:00.000+08:00' })
  at!: string;
}

export function owedEntryBody(one: OwedRecord): Sent<OwedEntryBody> {
  const { holder, market, year, kind, quantity, reference, reason, at } = one;
  return {
    ...{ holder, market, year, kind, reference, reason },
    ...{ quantity: quantity.toString(), at: chinaTimestamp(at) },
  };
}

export class ProvincialHoldingBody {
  @ApiProperty({ description: 'Enterprise. 企业', example: 'E001' })
  holder!: string;
  @ApiProperty({ description: 'The province’s account. 省级账户', example: 'CL-100-1024-0-28' })
  account!: string;
  @ApiProperty({ description: 'Vintage. 品种', example: 'CEA24' })
  instrument!: string;
  @ApiProperty({ description: 'Held for it, t. 代持数量', example: '30000' })
  heldT!: string;
}

export const provincialHoldingBody = (one: ShownProvincialHolding): Sent<ProvincialHoldingBody> => ({
  ...{ holder: one.holder, account: one.account, instrument: one.instrument },
  heldT: one.heldT.toString(),
});
