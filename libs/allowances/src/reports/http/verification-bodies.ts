import { IsChinaDate, IsCount, IsId, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { type ChinaDate, chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  type EmissionFindingKind,
  FINDING_KINDS,
  FINDING_SEVERITIES,
  FINDING_STATES,
  type FindingSeverity,
} from '../domain/finding-state';
import type { Finding } from '../persistence/findings';
import type { Objection } from '../persistence/objections';
import { type Conclusion, type EmissionOpinion, OPINIONS } from '../persistence/verification';
import { ArePartFigures, IsDocumentSha256, IsReportField, type VerifiedPartBody } from './fields';
import { EmissionReportPath } from './report-bodies';

const MOMENT = '2026-05-12T10:00:00.000+08:00';
const USER = 'user:01900000-0000-7000-8000-000000000001';
const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

export class EmissionFindingPath extends EmissionReportPath {
  @Type(() => Number)
  @IsCount({ description: 'Finding. 发现项序号', example: 1, min: 1, max: 100_000 })
  finding!: number;
}

export class RaiseEmissionFindingBody {
  @IsOneOf(FINDING_KINDS, { description: 'What kind of fault. 类别', example: 'wrong-value' })
  kind!: EmissionFindingKind;

  @IsOneOf(FINDING_SEVERITIES, { description: 'How grave. 严重程度', example: 'nonconformity' })
  severity!: FindingSeverity;

  @IsReportField()
  field!: string;

  @IsText({ description: 'What was found. 说明', example: '3 月低位发热量与化验报告不符', max: 2000 })
  text!: string;

  @IsChinaDate({ description: 'To be answered by. 整改期限', example: '2026-05-20' })
  dueOn!: ChinaDate;
}

export class AnswerEmissionFindingBody {
  @IsText({ description: 'The answer. 答复', example: '已按化验报告更正', max: 2000 })
  text!: string;

  @IsCount({
    description: 'The version that puts it right. 更正版本',
    example: 2,
    min: 1,
    max: 100_000,
    optional: true,
  })
  version?: number;

  @IsDocumentSha256('A document that shows it. 证明文件', { optional: true })
  document?: string;
}

export class DecideEmissionFindingBody {
  @IsOneOf(['closed', 'kept'], { description: 'Close it, or keep it. 关闭或保留', example: 'closed' })
  decision!: 'closed' | 'kept';

  @IsText({ description: 'Why. 理由', example: '更正后一致', max: 2000 })
  text!: string;
}

export class FindingActBody {
  @ApiProperty({
    description: 'What was done. 事项',
    enum: ['answered', 'closed', 'kept'],
    example: 'answered',
  })
  act!: string;
  @ApiProperty({ description: 'In words. 说明', example: '已按化验报告更正' })
  text!: string;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Version that puts it right. 更正版本',
    example: 2,
  })
  version!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Document. 证明文件', example: HASH })
  document!: string | null;
  @ApiProperty({ format: 'date-time', description: 'When. 时间', example: MOMENT })
  at!: string;
  @ApiProperty({ description: 'By whom. 办理者', example: USER })
  by!: string;
}

export class EmissionFindingBody {
  @ApiProperty({ description: 'Number. 序号', example: 1 })
  number!: number;
  @ApiProperty({ description: 'Version it was found in. 所在版本', example: 1 })
  version!: number;
  @ApiProperty({ description: 'Kind. 类别', enum: FINDING_KINDS, example: 'wrong-value' })
  kind!: string;
  @ApiProperty({ description: 'Severity. 严重程度', enum: FINDING_SEVERITIES, example: 'nonconformity' })
  severity!: string;
  @ApiProperty({ description: 'Where. 位置', example: 'flows[3].ncv' })
  field!: string;
  @ApiProperty({ description: 'In words. 说明', example: '3 月低位发热量与化验报告不符' })
  text!: string;
  @ApiProperty({ format: 'date', description: 'Due. 整改期限', example: '2026-05-20' })
  dueOn!: string;
  @ApiProperty({ format: 'date-time', description: 'When. 时间', example: MOMENT })
  at!: string;
  @ApiProperty({ description: 'By whom. 提出者', example: USER })
  by!: string;
  @ApiProperty({ description: 'State. 状态', enum: FINDING_STATES, example: 'open' })
  state!: string;
  @ApiProperty({ type: [FindingActBody], description: 'What was said of it since. 往来', example: [] })
  thread!: readonly Sent<FindingActBody>[];
}

export const emissionFindingBody = (finding: Finding): Sent<EmissionFindingBody> => ({
  ...{ number: finding.number, version: finding.version, kind: finding.kind, severity: finding.severity },
  ...{ field: finding.field, text: finding.text, dueOn: finding.dueOn, at: chinaTimestamp(finding.at) },
  ...{ by: finding.by, state: finding.state },
  thread: finding.thread.map((act) => ({ ...act, at: chinaTimestamp(new Date(act.at)) })),
});

export class ConcludeEmissionBody {
  @IsOneOf(OPINIONS, { description: 'Opinion. 结论', example: 'positive' })
  opinion!: EmissionOpinion;

  @IsText({ description: 'In words. 说明', example: '报告符合核算要求', max: 4000 })
  text!: string;

  @IsId({ description: 'The case at the verification desk, about this report. 核查案编号' })
  deskCase!: string;

  @IsDocumentSha256('SHA-256 of the signed verification report. 核查报告')
  document!: string;

  @ArePartFigures('Parts whose verified figure is another than calculated. 与核算结果不同的数据', {
    optional: true,
  })
  parts?: VerifiedPartBody[];
}

export class PartDifferenceBody {
  @ApiProperty({ description: 'Unit or line. 机组或工序', example: '1' })
  id!: string;
  @ApiProperty({ description: 'As calculated. 核算量（吨）', example: '2451900' })
  reportedT!: string;
  @ApiProperty({ description: 'As verified. 核查量（吨）', example: '2451000' })
  verifiedT!: string;
  @ApiProperty({ description: 'Difference. 差值（吨）', example: '-900' })
  differenceT!: string;
  @ApiProperty({ type: String, nullable: true, description: 'In percent. 差值百分比', example: '-0.04' })
  percent!: string | null;
}

export class CoverageBody {
  @ApiProperty({ description: 'Documents accepted, percent. 资料覆盖率', example: 100 })
  documentsPercent!: number;
  @ApiProperty({ description: 'Key facilities visited, percent. 关键设施覆盖率', example: 100 })
  facilitiesPercent!: number;
}

export class EmissionConclusionBody {
  @ApiProperty({ description: 'Number. 序号', example: 1 })
  number!: number;
  @ApiProperty({ description: 'Version of the report. 报告版本', example: 2 })
  version!: number;
  @ApiProperty({ description: 'Opinion. 结论', enum: OPINIONS, example: 'positive' })
  opinion!: string;
  @ApiProperty({ description: 'In words. 说明', example: '报告符合核算要求' })
  text!: string;
  @ApiProperty({ description: 'As submitted. 填报量（吨）', example: '2451900' })
  reportedT!: string;
  @ApiProperty({ description: 'As calculated again. 复算量（吨）', example: '2451900' })
  recalculatedT!: string;
  @ApiProperty({ description: 'As verified. 核查量（吨）', example: '2451000' })
  verifiedT!: string;
  @ApiProperty({ type: [PartDifferenceBody], description: 'By unit or line. 分机组或工序', example: [] })
  parts!: readonly Sent<PartDifferenceBody>[];
  @ApiProperty({
    description: 'Case at the verification desk. 核查案',
    example: '01900000-0000-7000-8000-000000000001',
  })
  deskCase!: string;
  @ApiProperty({
    type: CoverageBody,
    description: 'What was looked at (S28). 覆盖率',
    example: { documentsPercent: 100, facilitiesPercent: 100 },
  })
  coverage!: Sent<CoverageBody>;
  @ApiProperty({ description: 'Signed verification report. 核查报告', example: HASH })
  document!: string;
  @ApiProperty({ format: 'date-time', description: 'When. 时间', example: MOMENT })
  at!: string;
}

export const emissionConclusionBody = (one: Conclusion): Sent<EmissionConclusionBody> => ({
  ...{ number: one.number, version: one.version, opinion: one.opinion, text: one.text },
  ...{ reportedT: one.reportedT.toString(), recalculatedT: one.recalculatedT.toString() },
  ...{
    verifiedT: one.verifiedT.toString(),
    parts: one.parts,
    deskCase: one.deskCase,
    coverage: one.coverage,
  },
  ...{ document: one.document, at: chinaTimestamp(one.at) },
});

export class ObjectToVerificationBody {
  @IsText({ description: 'Why the figures are wrong. 异议理由', example: '3 月煤样重复计量', max: 4000 })
  grounds!: string;

  @IsDocumentSha256('A document that shows it. 证明文件', { optional: true })
  document?: string;
}

export class ObjectionPath {
  @IsId({ description: 'Objection. 异议编号' })
  id!: string;
}

export class ObjectionsQuery extends PageQuery {
  @IsOneOf(['open', 'overdue'], {
    description: 'Only undecided ones, or those whose decision is overdue. 仅未决定或决定超期',
    example: 'overdue',
    optional: true,
  })
  only?: 'open' | 'overdue';
}

export class ObjectionBody {
  @ApiProperty({ description: 'Id. 异议编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;
  @ApiProperty({ description: 'Report. 报告编号', example: 'ER000012' })
  report!: string;
  @ApiProperty({ description: 'Why. 异议理由', example: '3 月煤样重复计量' })
  grounds!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Document. 证明文件', example: HASH })
  document!: string | null;
  @ApiProperty({ format: 'date-time', description: 'Filed. 提出时间', example: MOMENT })
  filedAt!: string;
  @ApiProperty({ format: 'date', description: 'To be decided by (ETS-013). 决定期限', example: '2026-05-26' })
  decideBy!: string;
  @ApiProperty({ description: 'Whether that day has passed undecided. 是否超期', example: false })
  overdue!: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Outcome. 决定',
    enum: ['upheld', 'dismissed'],
    example: 'upheld',
  })
  outcome!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why. 理由', example: '经复核属实' })
  reason!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Decided. 决定时间',
    example: MOMENT,
  })
  decidedAt!: string | null;
}

export const objectionBody = (one: Objection, today: ChinaDate): Sent<ObjectionBody> => ({
  ...{ id: one.id, report: one.report, grounds: one.grounds, document: one.document },
  ...{ filedAt: chinaTimestamp(one.filedAt), decideBy: one.decideBy },
  overdue: one.outcome === null ? one.decideBy < today : one.late === true,
  ...{ outcome: one.outcome, reason: one.reason },
  decidedAt: one.decidedAt === null ? null : chinaTimestamp(one.decidedAt),
});
