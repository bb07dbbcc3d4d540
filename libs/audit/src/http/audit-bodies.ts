import { type Caller, IsId, IsMoment, IsOneOf, IsQuantity, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp, type Json } from '@carbon/kernel';
import { ApiProperty, OmitType } from '@nestjs/swagger';
import type { AuditFilter, StoredAuditRecord } from '../persistence/read-audit-records';
import type { AuditProofState } from '../persistence/read-proof-state';

const NULLABLE = { type: String, nullable: true } as const;
const ANYTHING = { nullable: true, type: Object } as const;

export class AuditRecordPath {
  @IsQuantity({ description: 'Number of the record. 审计记录编号', example: '42' })
  id!: string;
}

export class AuditQuery extends PageQuery {
  @IsText({ description: 'Who acted. 操作者', max: 200, optional: true })
  actor?: string;

  @IsText({
    description: 'What the action begins with. 动作前缀',
    max: 100,
    optional: true,
    example: 'holder.',
  })
  action?: string;

  @IsText({ description: 'Kind of what it is about. 对象类型', max: 100, optional: true, example: 'holder' })
  subjectKind?: string;

  @IsText({ description: 'Id of what it is about. 对象编号', max: 200, optional: true })
  subjectId?: string;

  @IsId({ description: 'Holder whose matter it is. 所属持有人', optional: true })
  holder?: string;

  @IsMoment({ description: 'From this moment, included. 起始时刻（含）', optional: true })
  from?: string;

  @IsMoment({ description: 'To this moment, not included. 截止时刻（不含）', optional: true })
  to?: string;

  @IsOneOf(['true', 'false'], {
    description: 'Whether it concerns personal data. 是否涉及个人信息',
    optional: true,
  })
  personal?: 'true' | 'false';

  @IsText({
    description: 'Stands in action, subject or reason. 动作、对象或原因中包含的文字',
    min: 2,
    max: 100,
    optional: true,
    example: '冻结',
  })
  text?: string;
}

/** An export is not paged. */
export class AuditExportQuery extends OmitType(AuditQuery, ['limit', 'cursor']) {}

export function filterOf(query: Omit<AuditQuery, 'limit' | 'cursor'>): AuditFilter {
  return {
    actor: query.actor,
    action: query.action,
    subjectKind: query.subjectKind,
    subjectId: query.subjectId,
    holderId: query.holder,
    from: query.from === undefined ? undefined : new Date(query.from),
    to: query.to === undefined ? undefined : new Date(query.to),
    personal: query.personal === undefined ? undefined : query.personal === 'true',
    text: query.text,
  };
}

/** Where acts came from tells of persons: the registry may know, and machines of the operator. */
export function mayKnowOrigins(caller: Caller): boolean {
  return caller.kind === 'service-key' || caller.holder?.kind === 'registry-operator';
}

export class AuditSubjectBody {
  @ApiProperty({ example: 'holder', description: 'Kind of thing. 对象类型' })
  kind!: string;

  @ApiProperty({ description: 'Which one. 对象编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;
}

export class AuditOriginBody {
  @ApiProperty({ ...NULLABLE, description: 'Network address. 网络地址', example: '203.0.113.7' })
  ip!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Browser or program. 客户端', example: 'Mozilla/5.0' })
  agent!: string | null;
}

export class AuditRecordBody {
  @ApiProperty({ description: 'Number of the record. 审计记录编号', example: '42' })
  id!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When, China time. 时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  at!: string;

  @ApiProperty({ description: 'Who acted. 操作者', example: 'user:01900000-0000-7000-8000-000000000001' })
  actor!: string;

  @ApiProperty({ ...NULLABLE, description: 'In which role. 角色', example: 'maker' })
  role!: string | null;

  @ApiProperty({
    ...NULLABLE,
    format: 'uuid',
    description: 'Holder whose matter it is. 所属持有人',
    example: '01900000-0000-7000-8000-000000000001',
  })
  holder!: string | null;

  @ApiProperty({ description: 'What happened. 动作', example: 'holder.renamed' })
  action!: string;

  @ApiProperty({ type: AuditSubjectBody, description: 'What it is about. 对象' })
  subject!: Sent<AuditSubjectBody>;

  @ApiProperty({
    ...ANYTHING,
    description: 'State before; personal fields are named only. 变更前',
    example: { nameZh: '盐城风电' },
  })
  before!: Json;

  @ApiProperty({
    ...ANYTHING,
    description: 'State after; personal fields are named only. 变更后',
    example: { nameZh: '盐城示范风电' },
  })
  after!: Json;

  @ApiProperty({ ...NULLABLE, description: 'Why. 原因', example: '更名' })
  reason!: string | null;

  @ApiProperty({
    ...NULLABLE,
    description: 'Who approved. 批准者',
    example: 'user:01900000-0000-7000-8000-000000000002',
  })
  approver!: string | null;

  @ApiProperty({
    ...NULLABLE,
    description: 'SHA-256 of the document it rests on. 依据文件哈希',
    example: null,
  })
  documentHash!: string | null;

  @ApiProperty({
    ...NULLABLE,
    description: 'Correlation id of the request. 请求关联编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  correlationId!: string | null;

  @ApiProperty({ description: 'Whether it concerns personal data. 是否涉及个人信息', example: false })
  personal!: boolean;

  @ApiProperty({
    type: AuditOriginBody,
    nullable: true,
    description: 'Where it came from; for the registry, until it is erased. 来源（仅登记机构可见）',
    example: null,
  })
  origin!: Sent<AuditOriginBody> | null;
}

export class AuditProofBody {
  @ApiProperty({
    enum: ['waiting', 'sealed'],
    description: 'Whether it is in the log. 是否已入日志',
    example: 'sealed',
  })
  state!: 'waiting' | 'sealed';

  @ApiProperty({ ...NULLABLE, description: 'Number of its group. 封存组编号', example: '7' })
  seal!: string | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Place in the group, from 0. 组内位置',
    example: 0,
  })
  ordinal!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Records of the group. 组内记录数', example: 12 })
  count!: number | null;

  @ApiProperty({ ...NULLABLE, description: 'Place of the group in the log. 日志位置', example: '1024' })
  logPosition!: string | null;

  @ApiProperty({
    ...NULLABLE,
    format: 'date-time',
    description: 'When it was sealed. 封存时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  sealedAt!: string | null;
}

export class AuditRecordDetailBody extends AuditRecordBody {
  @ApiProperty({
    description: 'The leaf that commits to it, hexadecimal. 叶值',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  leaf!: string;

  @ApiProperty({ type: AuditProofBody, description: 'How far it is on its way into the log. 证明状态' })
  proof!: Sent<AuditProofBody>;
}

export function auditRecordBody(
  { id, record, origin }: StoredAuditRecord,
  withOrigin: boolean,
): Sent<AuditRecordBody> {
  return {
    id: id.toString(),
    at: chinaTimestamp(record.at),
    actor: record.actor,
    role: record.role,
    holder: record.holderId,
    action: record.action,
    subject: { kind: record.subjectKind, id: record.subjectId },
    before: record.before,
    after: record.after,
    reason: record.reason,
    approver: record.approver,
    documentHash: record.documentHash,
    correlationId: record.correlationId,
    personal: record.personal,
    origin: withOrigin && origin !== undefined ? { ip: origin.ip, agent: origin.agent } : null,
  };
}

export function auditProofBody(proof: AuditProofState): Sent<AuditProofBody> {
  if (proof.state === 'waiting') {
    return { state: 'waiting', seal: null, ordinal: null, count: null, logPosition: null, sealedAt: null };
  }
  return {
    state: 'sealed',
    seal: proof.sealId.toString(),
    ordinal: proof.ordinal,
    count: proof.count,
    logPosition: proof.logPosition.toString(),
    sealedAt: chinaTimestamp(proof.sealedAt),
  };
}
