import { IsCount, IsOneOf, IsPart, IsText, PageQuery, type Sent } from '@carbon/http';
import { type ChinaDate, chinaTimestamp } from '@carbon/kernel';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { GASES, REPORTING_SECTORS, type ReportCheck } from '../../domain/index';
import { IsHolderName, IsMarketCode, IsYear, IsYearText } from '../../emitters/http/fields';
import { EMISSION_REPORT_STATES, type EmissionReportState } from '../domain/report-steps';
import type { ReportEvent } from '../persistence/events';
import type { EmissionReport, ReportVersion } from '../persistence/report';
import type { VersionHead } from '../persistence/versions';
import { IsEmissionReportName } from './fields';
import { ReportContentBody } from './report-content-bodies';

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

export class UsedFigureBody {
  @ApiProperty({ description: 'Name. 名称', example: 'carbon' })
  name!: string;
  @ApiProperty({ description: 'Value. 数值', example: '30.85' })
  value!: string;
  @ApiProperty({ description: 'Unit. 单位', example: 'tC/TJ' })
  unit!: string;
  @ApiPropertyOptional({
    description: 'Id in the factor library, for figures that are not the enterprise’s own. 因子编号',
    example: 'carbon.coal',
  })
  factor?: string;
  @ApiPropertyOptional({ description: 'How sure the library is. 确定度', example: 'M+' })
  certainty?: string;
}

export class EmissionStepBody {
  @ApiProperty({ description: 'Unit or line. 机组或工序', example: '1' })
  part!: string;
  @ApiProperty({ description: 'Stream. 排放源类别', example: 'fuel' })
  stream!: string;
  @ApiProperty({ description: 'Material. 燃料或物料', example: 'coal' })
  material!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Month. 月份', example: '2025-03' })
  month!: string | null;
  @ApiProperty({ description: 'Gas. 气体', enum: GASES, example: 'CO2' })
  gas!: string;
  @ApiProperty({ description: 'Formula. 公式', example: 'FC × NCV × CC × OF × 44/12' })
  formula!: string;
  @ApiProperty({
    type: [UsedFigureBody],
    description: 'What it was calculated from. 输入',
    example: [{ name: 'amount', value: '98000', unit: 't' }],
  })
  inputs!: readonly Sent<UsedFigureBody>[];
  @ApiProperty({ description: 'tCO2e, decimal. 排放量', example: '189486' })
  emissionsT!: string;
}

export class EmissionPartBody {
  @ApiProperty({ description: 'Unit or line. 机组或工序', example: '1' })
  id!: string;
  @ApiProperty({ description: 'tCO2e as calculated. 计算值', example: '189486.25' })
  exactT!: string;
  @ApiProperty({ description: 'Purchased electricity, shown apart (ALC-014). 外购电力排放', example: '0' })
  electricityT!: string;
  @ApiProperty({ description: 'Whole tonnes. 取整', example: '189486' })
  wholeT!: string;
}

export class EmissionPackBody {
  @ApiProperty({ description: 'Pack. 规则包', example: 'emission-factors-cn' })
  id!: string;
  @ApiProperty({ description: 'Version. 版本', example: '2026.1' })
  version!: string;
  @ApiProperty({ description: 'SHA-256 of its content. 哈希', example: 'a'.repeat(64) })
  hash!: string;
  @ApiProperty({ description: 'Of the worst founded figure used. 确定度', example: 'M+' })
  certainty!: string;
}

export class EmissionResultBody {
  @ApiProperty({ description: 'Sector. 行业', example: 'power' })
  sector!: string;
  @ApiProperty({ description: 'Data year. 数据年度', example: 2025 })
  year!: number;
  @ApiProperty({ description: 'Method. 方法', enum: ['factor', 'mass-balance'], example: 'factor' })
  method!: string;
  @ApiProperty({
    type: [EmissionPartBody],
    description: 'By unit or line. 分机组或工序',
    example: [{ id: '1', exactT: '189486', electricityT: '0', wholeT: '189486' }],
  })
  parts!: readonly Sent<EmissionPartBody>[];
  @ApiProperty({ description: 'Direct emissions, exact. 直接排放', example: '189486' })
  directT!: string;
  @ApiProperty({ description: 'Purchased electricity, exact. 外购电力', example: '0' })
  electricityT!: string;
  @ApiProperty({ description: 'Whether it counts in this year (ALC-014). 是否计入', example: false })
  electricityCounts!: boolean;
  @ApiProperty({ description: 'What counts, exact. 合计', example: '189486' })
  exactT!: string;
  @ApiProperty({ description: 'What counts, whole tonnes. 合计取整', example: '189486' })
  totalT!: string;
  @ApiProperty({
    description: 'Direct emissions by gas, tCO2e. 分气体',
    example: { CO2: '189486', CF4: '0', C2F6: '0' },
  })
  byGas!: Readonly<Record<string, string>>;
  @ApiProperty({ type: [EmissionStepBody], description: 'Every step. 计算步骤', example: [] })
  steps!: readonly Sent<EmissionStepBody>[];
  @ApiProperty({ type: [String], description: 'Rules used. 所用规则', example: ['ALC-014', 'ALC-026'] })
  rules!: readonly string[];
  @ApiProperty({
    type: EmissionPackBody,
    description: 'The factor library. 因子库',
    example: { id: 'emission-factors-cn', version: '2026.1', hash: 'a'.repeat(64), certainty: 'M+' },
  })
  pack!: Sent<EmissionPackBody>;
}

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
