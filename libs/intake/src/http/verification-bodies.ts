import {
  AreTexts,
  IsChinaDate,
  IsChinaMonth,
  IsCount,
  IsId,
  IsOneOf,
  IsText,
  PageQuery,
  type Sent,
} from '@carbon/http';
import { type ChinaDate, type ChinaMonth, chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import {
  type Opinion,
  OPINIONS,
  type Purpose,
  PURPOSES,
  type Review,
  REVIEWS,
  type SampledReading,
  SEVERITIES,
  type Severity,
  SUBJECT_KINDS,
  type SubjectKind,
} from '../domain/verification/case-entry';
import type { CaseState } from '../domain/verification/case-state';
import type { VerificationCase } from '../persistence/cases';
import { EXAMPLE_HASH, IsMeter, IsSha256 } from './fields';

const HASH = /^[0-9a-f]{64}$/;
const WORD = /^[a-z][a-z0-9-]*$/;
const IsNote = (description: string, example: string, max = 2_000) => IsText({ description, example, max });
const ID = {
  format: 'uuid',
  description: 'Id of the case. 核查案编号',
  example: '01900000-0000-7000-8000-000000000001',
};

export class NewCaseBody {
  @IsOneOf(PURPOSES, { description: 'What is asked for. 目的', example: 'verification' })
  purpose!: Purpose;

  @IsOneOf(SUBJECT_KINDS, { description: 'What it is about. 对象类别', example: 'reductions' })
  subjectKind!: SubjectKind;

  @IsText({ description: 'Which one. 对象编号', example: 'P-2026-0001/2025', max: 80 })
  subjectId!: string;

  @IsText({
    description: 'The project behind it: one body does not both validate and verify it (CCR-005). 项目编号',
    example: 'P-2026-0001',
    max: 80,
  })
  project!: string;

  @IsText({ description: 'Code of the body. 机构代码', example: 'VERIFIER', max: 64 })
  verifier!: string;

  @AreTexts({
    description: 'Kinds of documents that are asked for. 所需资料',
    example: ['design-document', 'meter-reading', 'settlement-proof'],
    max: 50,
    each: { max: 60, pattern: WORD },
  })
  requiredDocuments!: string[];
}

export class CasesQuery extends PageQuery {
  @IsText({ description: 'Of this project only. 项目编号', example: 'P-2026-0001', max: 80, optional: true })
  project?: string;
}

export class CasePath {
  @IsId({ description: 'Id of the case. 核查案编号' })
  id!: string;
}

export class CaseDocumentPath extends CasePath {
  @IsSha256()
  sha256!: string;
}

export class CaseFindingPath extends CasePath {
  @IsText({
    description: 'Number of the finding. 发现项编号',
    example: '3',
    max: 6,
    pattern: /^[1-9]\d{0,5}$/,
  })
  finding!: string;
}

export class ProvideDocumentBody {
  @IsText({
    description: 'Which of those asked for. 资料类别',
    example: 'meter-reading',
    max: 60,
    pattern: WORD,
  })
  documentKind!: string;

  @IsSha256()
  sha256!: string;
}

export class ReviewDocumentBody {
  @IsSha256()
  sha256!: string;

  @IsOneOf(REVIEWS, { description: 'What the verifier says of it. 审阅结果', example: 'accepted' })
  review!: Review;

  @IsText({ description: 'Note. 备注', example: 'agrees with the settlement', min: 0, max: 2_000 })
  note!: string;
}

export class FacilityBody {
  @IsNote('A key facility. 关键设施', 'substation, 220 kV', 120)
  facility!: string;

  @IsNote('Where it is. 地点', 'at the gate of the plant', 200)
  place!: string;
}

export class SiteVisitBody extends FacilityBody {
  @IsChinaDate({ description: 'Day of the visit. 走访日期', example: '2026-03-12' })
  visitedOn!: ChinaDate;

  @IsNote('Role of who visited, never a name. 走访人岗位', 'lead verifier', 120)
  visitor!: string;

  @IsNote('Role of who was met, never a name. 接待岗位', 'head of production', 120)
  met!: string;

  @AreTexts({
    description: 'SHA-256 of photos that were uploaded. 照片',
    example: [EXAMPLE_HASH],
    min: 0,
    max: 50,
    each: { max: 64, pattern: HASH },
  })
  photos!: string[];

  @IsText({ description: 'What was seen. 记录', example: 'seals unbroken', min: 0, max: 2_000 })
  note!: string;
}

export class RaiseFindingBody {
  @IsOneOf(SEVERITIES, { description: 'How much hangs on it. 严重程度' })
  severity!: Severity;

  @IsNote('What was found. 内容', 'The register of 3 March is missing')
  text!: string;
}

export class AnswerFindingBody {
  @IsNote('The answer. 答复', 'The register was read a day later; see the log')
  text!: string;

  @AreTexts({
    description: 'SHA-256 of documents that show it. 证明文件',
    example: [EXAMPLE_HASH],
    min: 0,
    max: 20,
    each: { max: 64, pattern: HASH },
  })
  documents!: string[];
}

export class DecideFindingBody {
  @IsOneOf(['closed', 'kept'], { description: 'Whether it is put right. 处理' })
  decision!: 'closed' | 'kept';

  @IsNote('Why. 说明', 'the log agrees with the settlement')
  text!: string;
}

export class DrawSampleBody {
  @IsMeter()
  meter!: string;

  @IsChinaMonth({ description: 'China month. 月份', example: '2026-03' })
  month!: ChinaMonth;

  @IsCount({ description: 'How many readings. 样本量', example: 30, min: 1, max: 500 })
  count!: number;

  @IsText({
    description: 'Anything: the same seed draws the same readings. 种子',
    example: 'case 1 of March',
    max: 80,
  })
  seed!: string;
}

export class ConcludeBody {
  @IsOneOf(OPINIONS, { description: 'The opinion. 结论' })
  opinion!: Opinion;

  @IsNote('In words. 说明', 'The reductions are as stated')
  text!: string;
}

export class EnteredBody {
  @ApiProperty({
    type: 'integer',
    description: 'Its place in the case; a finding’s number. 序号',
    example: 3,
  })
  number!: number;
}

export class SampledReadingBody {
  @ApiProperty({ format: 'date-time', description: 'Start. 起', example: '2026-03-01T00:00:00.000Z' })
  start!: string;
  @ApiProperty({ format: 'date-time', description: 'End. 止', example: '2026-03-01T00:15:00.000Z' })
  end!: string;
  @ApiProperty({ description: 'Energy, Wh. 电量（瓦时）', example: '1250000' })
  energyWh!: string;
  @ApiProperty({ ...ID, description: 'The batch it came with. 批次' })
  batch!: string;
  @ApiProperty({ description: 'It came signed. 是否签名', example: true })
  signed!: boolean;
}

export class SampleBody extends EnteredBody {
  @ApiProperty({ type: [SampledReadingBody], description: 'What was drawn. 样本' })
  readings!: readonly SampledReading[];
}

export class CaseBody {
  @ApiProperty(ID)
  id!: string;
  @ApiProperty({ enum: PURPOSES, description: 'What is asked for. 目的', example: 'verification' })
  purpose!: Purpose;
  @ApiProperty({ enum: SUBJECT_KINDS, description: 'What it is about. 对象类别', example: 'reductions' })
  subjectKind!: SubjectKind;
  @ApiProperty({ description: 'Which one. 对象编号', example: 'P-2026-0001/2025' })
  subjectId!: string;
  @ApiProperty({ description: 'The project behind it. 项目编号', example: 'P-2026-0001' })
  project!: string;
  @ApiProperty({ ...ID, description: 'The owner. 业主' })
  ownerId!: string;
  @ApiProperty({ ...ID, description: 'The body. 机构' })
  verifierId!: string;
  @ApiProperty({ type: [String], description: 'Documents asked for. 所需资料', example: ['meter-reading'] })
  requiredDocuments!: readonly string[];
  @ApiProperty({
    format: 'date-time',
    description: 'When it was opened. 立案时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  openedAt!: string;
}

export class CaseViewBody extends CaseBody {
  @ApiProperty({
    type: Object,
    additionalProperties: true,
    description: 'What it has come to: documents, facilities, visits, findings, samples, conclusion. 进展',
    example: { documentCoveragePercent: 66, facilityCoveragePercent: 100, findings: [] },
  })
  state!: CaseState;
}

export class DraftReportBody {
  @ApiProperty({ ...ID })
  id!: string;
  @ApiProperty({
    description: 'The draft, Markdown. 草稿',
    example: '# 核查报告（草稿）/ Verification report (draft)',
  })
  markdown!: string;
  @ApiProperty({
    type: Object,
    additionalProperties: true,
    description: 'What it was drawn up from. 依据',
    example: { documentCoveragePercent: 100 },
  })
  state!: CaseState;
}

export function caseBody({ openedAt, ...rest }: VerificationCase): Sent<CaseBody> {
  return { ...rest, openedAt: chinaTimestamp(openedAt) };
}
