import { IsOneOf, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { type AccountStateChange, IsAccountNumber } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { toRecord } from '../domain/serial-ranges';
import { FREEZE_STATES, type FreezeState, type JudicialFreeze } from '../persistence/judicial-freezes';

export class AccountPath {
  @IsAccountNumber({ description: 'Account number. 账户编号' })
  number!: string;
}

export class FreezesQuery extends PageQuery {
  @IsAccountNumber({ description: 'Only of this account. 按账户筛选', optional: true })
  account?: string;

  @IsOneOf(FREEZE_STATES, {
    description: 'Only in this state. 按状态筛选',
    optional: true,
    example: 'in-force',
  })
  state?: FreezeState;
}

const NULLABLE = { type: String, nullable: true, example: null } as const;
const MOMENT = { format: 'date-time', example: '2026-03-02T10:00:00.000+08:00' } as const;

export class RestrictionBody {
  @ApiProperty({
    enum: ['state', 'block'],
    description: 'Its state, or the block of a reconciliation beside it. 类别',
    example: 'state',
  })
  aspect!: 'state' | 'block';

  @ApiProperty({ description: 'What it was before. 变更前', example: 'open' })
  from!: string;

  @ApiProperty({ description: 'What it became. 变更后', example: 'suspended' })
  to!: string;

  @ApiProperty({ description: 'Why. 事由', example: '未按期报送年度排放报告' })
  reason!: string;

  @ApiProperty({ description: 'Who asked. 经办', example: 'user:01900000-0000-7000-8000-000000000001' })
  actor!: string;

  @ApiProperty({ ...NULLABLE, description: 'Who approved. 复核' })
  approver!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'SHA-256 of the document, hex. 文件摘要' })
  documentHash!: string | null;

  @ApiProperty({ ...MOMENT, description: 'When. 时间' })
  at!: string;
}

export function restrictionBody(change: AccountStateChange): Sent<RestrictionBody> {
  const { aspect, from, to, reason, actor, approver, documentHash, at } = change;
  return { aspect, from, to, reason, actor, approver, documentHash, at: chinaTimestamp(at) };
}

export class JudicialFreezeBody {
  @ApiProperty({
    description: 'Number of the freeze. 冻结编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;

  @ApiProperty({ description: 'Account. 账户', example: 'CL-100-1024-0-28' })
  account!: string;

  @ApiProperty({ description: 'What is frozen. 品种', example: 'GEC-W320900A01-2026-03' })
  instrument!: string;

  @ApiProperty({ description: 'Units frozen at first. 冻结数量', example: '100' })
  quantity!: string;

  @ApiProperty({ description: 'Units not released yet. 尚未解除数量', example: '60' })
  held!: string;

  @ApiProperty({
    type: String,
    isArray: true,
    nullable: true,
    description: 'Serials not released yet, `first-last`. 编号',
    example: ['1-60'],
  })
  serials!: readonly string[] | null;

  @ApiProperty({ description: 'The court or authority. 作出机关', example: '某某市中级人民法院' })
  court!: string;

  @ApiProperty({ description: 'Number of its order. 文书编号', example: '（2026）执字第1号' })
  order!: string;

  @ApiProperty({ description: 'SHA-256 of the order, hex. 文书摘要', example: 'a3…' })
  documentHash!: string;

  @ApiProperty({ ...NULLABLE, format: 'date', description: 'Until when it was ordered. 冻结期限' })
  until!: string | null;

  @ApiProperty({
    enum: FREEZE_STATES,
    description: 'Set apart from the proposal on; in force when approved. 状态',
    example: 'in-force',
  })
  state!: FreezeState;

  @ApiProperty({ ...MOMENT, description: 'When the units were set apart. 申请时间' })
  proposedAt!: string;

  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'When it was approved. 生效时间' })
  frozenAt!: string | null;

  @ApiProperty({
    ...NULLABLE,
    format: 'date-time',
    description: 'When nothing was frozen any more. 结束时间',
  })
  endedAt!: string | null;
}

export function freezeBody(freeze: JudicialFreeze): Sent<JudicialFreezeBody> {
  const { id, account, instrument, court, order, documentHash, until, state } = freeze;
  const moment = (at: Date | null) => (at === null ? null : chinaTimestamp(at));
  return {
    id,
    account,
    instrument,
    quantity: freeze.quantity.toString(),
    held: freeze.held.toString(),
    serials: freeze.serials?.map(toRecord) ?? null,
    court,
    order,
    documentHash,
    until,
    state,
    proposedAt: chinaTimestamp(freeze.proposedAt),
    frozenAt: moment(freeze.frozenAt),
    endedAt: moment(freeze.endedAt),
  };
}
