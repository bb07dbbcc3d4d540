import { IsCount, IsOneOf, IsPart, IsText, PageQuery, type Sent } from '@carbon/http';
import { type ChinaDate, chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { REPORTING_SECTORS, type ReportCheck } from '../../domain/index';
import { IsHolderName, IsMarketCode, IsYear, IsYearText } from '../../emitters/http/fields';
import { EMISSION_REPORT_STATES, type EmissionReportState } from '../domain/report-steps';
import type { ReportEvent } from '../persistence/events';
import type { EmissionReport, ReportVersion } from '../persistence/report';
import type { VersionHead } from '../persistence/versions';
import { IsEmissionReportName } from './fields';
import { ReportContentBody } from './report-content-bodies';
import { EmissionResultBody } from './result-bodies';

const MOMENT = '2026-03-02T10:00:00.000+08:00';

export class EmissionReportPath {
  @IsEmissionReportName()
  report!: string;
}

export class ReportVersionPath extends EmissionReportPath {
  @Type(() => Number)
  @IsCount({ description: 'Version. 版本号', example: 1, min: 1, max: 100_000 })
  version!: number;
}

export class SaveReportVersionBody {
  @IsPart(() => ReportContentBody, { description: 'What is reported. 报告内容' })
  content!: ReportContentBody;

  @IsHolderName({
    description: 'The technical service body that wrote it, if one did (ETS-007). 编制报告的技术服务机构',
    example: 'SERVICE',
    optional: true,
  })
  preparedBy?: string;
}

export class OpenEmissionReportBody extends SaveReportVersionBody {
  @IsMarketCode()
  market!: string;

  @IsYear({ description: 'Data year. 数据年度', example: 2025 })
  year!: number;
}

export class ReturnReportBody {
  @IsText({ description: 'Why. 理由', example: '缺少 2 月燃煤化验报告', max: 1000 })
  reason!: string;
}

export class EmissionReportsQuery extends PageQuery {
  @IsMarketCode({ optional: true })
  market?: string;

  @IsYearText({ description: 'Data year. 数据年度', example: 2025, optional: true })
  year?: number;

  @IsOneOf(EMISSION_REPORT_STATES, { description: 'State. 状态', example: 'submitted', optional: true })
  state?: EmissionReportState;

  @IsOneOf(REPORTING_SECTORS, { description: 'Sector. 行业', example: 'power', optional: true })
  sector?: string;
}

export class EmissionReportBody {
  @ApiProperty({ description: 'Number. 报告编号', example: 'ER000012' })
  number!: string;
  @ApiProperty({ description: 'Market. 碳市场', example: 'CN' })
  market!: string;
  @ApiProperty({ description: 'Data year. 数据年度', example: 2025 })
  year!: number;
  @ApiProperty({ description: 'Code of the enterprise. 企业代码', example: 'E001' })
  holder!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Enterprise before a merger. 合并前企业',
    example: 'E009',
  })
  predecessor!: string | null;
  @ApiProperty({ description: 'Sector. 行业', example: 'power' })
  sector!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Province. 省份', example: '浙江' })
  province!: string | null;
  @ApiProperty({ description: 'State. 状态', enum: EMISSION_REPORT_STATES, example: 'submitted' })
  state!: string;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Version submitted last. 提交的版本',
    example: 3,
  })
  submittedVersion!: number | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'First submitted. 首次提交时间',
    example: MOMENT,
  })
  submittedAt!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date',
    description: 'Due (CYC-01). 报送截止日',
    example: '2026-03-31',
  })
  dueOn!: string | null;
  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'Whether it came late; null while it has not come. 是否逾期',
    example: false,
  })
  late!: boolean | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of the verifier. 核查机构',
    example: 'VERIFIER',
  })
  verifier!: string | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Conclusion that counts. 有效核查结论',
    example: 1,
  })
  conclusion!: number | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Confirmed. 确认时间',
    example: MOMENT,
  })
  confirmedAt!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date',
    description: 'Last day to object (ETS-013). 异议截止日',
    example: '2026-07-09',
  })
  objectUntil!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date',
    description: 'Records are kept until (ETS-014). 记录保存至',
    example: '2031-03-02',
  })
  keptUntil!: string | null;
}

export function emissionReportBody(
  report: EmissionReport,
  codes: ReadonlyMap<string, string>,
  kept: ChinaDate | undefined,
): Sent<EmissionReportBody> {
  const { number, market, year, sector, province, state, submittedVersion, dueOn, conclusion, objectUntil } =
    report;
  const { holderId, originId, verifierId, submittedAt, confirmedAt } = report;
  const submitted = submittedAt === null ? null : chinaTimestamp(submittedAt);
  return {
    ...{ number, market, year, holder: codes.get(holderId) ?? '' },
    predecessor: originId === holderId ? null : (codes.get(originId) ?? null),
    ...{ sector, province, state, submittedVersion, submittedAt: submitted, dueOn },
    late: submitted === null || dueOn === null ? null : submitted.slice(0, 10) > dueOn,
    verifier: verifierId === null ? null : (codes.get(verifierId) ?? null),
    conclusion,
    confirmedAt: confirmedAt === null ? null : chinaTimestamp(confirmedAt),
    ...{ objectUntil, keptUntil: kept ?? null },
  };
}

export class ReportVersionHeadBody {
  @ApiProperty({ description: 'Version. 版本号', example: 3 })
  version!: number;
  @ApiProperty({ description: 'Whole tonnes CO2e it comes to. 排放量（吨）', example: '2451900' })
  totalT!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Body that wrote it. 编制机构',
    example: 'SERVICE',
  })
  preparedBy!: string | null;
  @ApiProperty({ description: 'Where it comes from: `form`, or `import:` and a job. 来源', example: 'form' })
  source!: string;
  @ApiProperty({ format: 'date-time', description: 'Saved. 保存时间', example: MOMENT })
  savedAt!: string;
  @ApiProperty({ description: 'By whom. 保存人', example: 'user:01900000-0000-7000-8000-000000000001' })
  savedBy!: string;
}

export const versionHeadBody = (
  version: VersionHead,
  codes: ReadonlyMap<string, string>,
): Sent<ReportVersionHeadBody> => ({
  ...{ version: version.number, totalT: version.totalT.toString() },
  preparedBy: version.preparedBy === null ? null : (codes.get(version.preparedBy) ?? null),
  ...{ source: version.source, savedAt: chinaTimestamp(version.savedAt), savedBy: version.savedBy },
});

export class ReportVersionBody extends ReportVersionHeadBody {
  @ApiProperty({
    type: ReportContentBody,
    description: 'What is reported. 报告内容',
    example: { units: [], lines: [], flows: [] },
  })
  content!: ReportContentBody;
  @ApiProperty({ type: EmissionResultBody, description: 'What it comes to. 核算结果', example: {} })
  result!: Sent<EmissionResultBody>;
}

export const reportVersionBody = (
  version: ReportVersion,
  codes: ReadonlyMap<string, string>,
): Sent<ReportVersionBody> => ({
  ...versionHeadBody(version, codes),
  content: version.content as unknown as ReportContentBody,
  result: version.result,
});

export class SavedReportBody {
  @ApiProperty({ description: 'Number. 报告编号', example: 'ER000012' })
  report!: string;
  @ApiProperty({ description: 'State. 状态', enum: EMISSION_REPORT_STATES, example: 'draft' })
  state!: string;
  @ApiProperty({ description: 'Version. 版本号', example: 1 })
  version!: number;
  @ApiProperty({ description: 'Whole tonnes it comes to. 排放量（吨）', example: '2451900' })
  totalT!: string;
}

export class ReportCheckBody {
  @ApiProperty({ description: 'What was looked at. 检查项', example: 'months-missing' })
  code!: string;
  @ApiProperty({
    description: 'Errors keep it from being submitted. 级别',
    enum: ['error', 'warning'],
    example: 'error',
  })
  severity!: string;
  @ApiProperty({ description: 'Where. 位置', example: 'flows[3].month' })
  field!: string;
  @ApiProperty({
    description: 'What is found, in both languages. 说明',
    example: { zh: '缺少月份', en: 'months are missing' },
  })
  message!: { readonly zh: string; readonly en: string };
  @ApiProperty({ type: String, nullable: true, description: 'Rule. 规则', example: 'CYC-09' })
  rule!: string | null;
}

export const reportCheckBody = ({ rule, ...check }: ReportCheck): Sent<ReportCheckBody> => ({
  ...check,
  rule: rule ?? null,
});

export class ReportEventBody {
  @ApiProperty({ description: 'Place in the history. 序号', example: '17' })
  seq!: string;
  @ApiProperty({ description: 'What happened. 事项', example: 'submit' })
  act!: string;
  @ApiProperty({ type: String, nullable: true, description: 'State before. 此前状态', example: 'draft' })
  from!: string | null;
  @ApiProperty({ description: 'State after. 此后状态', example: 'submitted' })
  to!: string;
  @ApiProperty({ format: 'date-time', description: 'When. 时间', example: MOMENT })
  at!: string;
  @ApiProperty({ description: 'Who. 办理者', example: 'user:01900000-0000-7000-8000-000000000001' })
  by!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Who approved. 复核者',
    example: 'user:01900000-0000-7000-8000-000000000002',
  })
  approvedBy!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why. 理由', example: '缺少化验报告' })
  reason!: string | null;
  @ApiProperty({
    description: 'Details. 详情',
    type: 'object',
    additionalProperties: true,
    example: { version: 1 },
  })
  details!: Readonly<Record<string, unknown>>;
}

export const reportEventBody = ({ at, details, ...event }: ReportEvent): Sent<ReportEventBody> => ({
  ...event,
  at: chinaTimestamp(at),
  details: details as Readonly<Record<string, unknown>>,
});
