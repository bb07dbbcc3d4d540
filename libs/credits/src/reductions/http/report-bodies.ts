import { IsOneOf, PageQuery, type Sent } from '@carbon/http';
import { type ChinaDate, chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { CREDIT_SCHEMES } from '../../domain/schemes/credit-scheme';
import { IsProjectNumber } from '../../projects/http/fields';
import type { Codes } from '../../projects/http/project-bodies';
import { REPORT_LIFE, REPORT_STATES, type ReportState } from '../domain/report-steps';
import type { Report } from '../persistence/report';
import { IsReportNumber } from './fields';

export class ReportPath {
  @IsReportNumber()
  number!: string;
}

export class PublicReportQuery extends PageQuery {
  @IsProjectNumber('Only of this project. 按项目筛选', { optional: true })
  project?: string;

  @IsOneOf(CREDIT_SCHEMES, {
    description: 'Only of this scheme. 按机制筛选',
    example: 'CCER',
    optional: true,
  })
  scheme?: string;

  @IsOneOf(REPORT_STATES, {
    description: 'Only in this state. 按状态筛选',
    example: 'registered',
    optional: true,
  })
  state?: ReportState;
}

export class ReportQuery extends PublicReportQuery {
  @IsOneOf(['true', 'false'], {
    description: 'Only whose review is overdue. 仅审查超期',
    example: 'true',
    optional: true,
  })
  overdue?: 'true' | 'false';
}

/** What anybody may know of a report. */
export class PublicReportBody {
  @ApiProperty({ description: 'Number. 报告编号', example: 'MR000001' })
  number!: string;
  @ApiProperty({ description: 'Project. 项目编号', example: 'PJ000001' })
  project!: string;
  @ApiProperty({ description: 'Scheme. 机制', example: 'CCER' })
  scheme!: string;
  @ApiProperty({ description: 'State. 状态', enum: REPORT_STATES, example: 'in-comment' })
  state!: string;
  @ApiProperty({ description: 'Code of the owner. 业主代码', example: 'OWNER' })
  owner!: string;
  @ApiProperty({ description: 'First day of the period. 核算期起日', example: '2026-01-01' })
  periodFrom!: string;
  @ApiProperty({ description: 'Last day of the period. 核算期止日', example: '2026-01-31' })
  periodTo!: string;
  @ApiProperty({ description: 'Methodology. 方法学', example: 'CCER-01-002-V01' })
  methodology!: string;
  @ApiProperty({ description: "Edition of the methodology's file. 方法学文件版本", example: '2023.1' })
  methodologyVersion!: string;
  @ApiProperty({
    description: "SHA-256 of the methodology's file. 方法学文件的 SHA-256",
    example: 'a'.repeat(64),
  })
  methodologyHash!: string;
  @ApiProperty({ description: 'Exact tonnes as computed. 精确计算值（吨）', example: '7172.8388' })
  exactT!: string;
  @ApiProperty({
    description: 'Whole tonnes as computed, floored (CCR-014). 计算值取整（吨）',
    example: '7172',
  })
  computedT!: string;
  @ApiProperty({ type: [String], description: 'Rules used. 所用规则', example: ['CCM-02', 'CCR-014'] })
  rules!: readonly string[];
  @ApiProperty({ description: 'Certainty of the worst founded figure. 最低确定度', example: 'F' })
  certainty!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of the verifying body. 核查机构',
    example: 'VERIFIER',
  })
  verifier!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Verified tonnes. 核查量（吨）',
    example: '7172',
  })
  verifiedT!: string | null;
  @ApiProperty({
    description: 'SHA-256 of the report, which is public. 报告的 SHA-256',
    example: 'a'.repeat(64),
  })
  document!: string;
  @ApiProperty({ description: 'Last day for comments. 公示截止日', example: '2026-03-30' })
  commentUntil!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The units it became. 对应减排量',
    example: 'CCER-PJ000001-20260101-20260131',
  })
  instrument!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Tonnes that were registered. 登记量（吨）',
    example: '7172',
  })
  registeredT!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'When they were registered. 登记时间',
    example: '2026-05-02T10:00:00.000+08:00',
  })
  registeredAt!: string | null;
  @ApiProperty({ description: 'Where the figures come from. 数据来源', example: 'synthetic' })
  source!: string;
}

/** A report as its owner, its verifier and the registry see it. */
export class ReportBody extends PublicReportBody {
  @ApiProperty({
    type: 'array',
    items: { type: 'object' },
    description: 'What was monitored, month by month. 逐月监测值',
    example: [{ month: '2026-01', values: { exportMwh: { value: '12345.678', unit: 'MWh' } } }],
  })
  months!: readonly object[];
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'What was monitored for the whole period. 核算期监测值',
    example: {},
  })
  period!: object;
  @ApiProperty({
    type: 'array',
    items: { type: 'object' },
    description: 'Growth of stock by parcel, kg CO2. 碳储量变化',
    example: [{ parcel: 'SYN-LB-001', fromKg: '0', toKg: '1200000' }],
  })
  stocks!: readonly object[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Tonnes applied for. 申请量（吨）',
    example: '7172',
  })
  appliedT!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Day of the application. 申请日',
    example: '2026-04-01',
  })
  appliedOn!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Day by which the registry should have decided. 审查期限',
    example: '2026-04-23',
  })
  reviewUntil!: string | null;
  @ApiProperty({
    description: 'The review is past its day; nothing is approved by itself. 审查是否超期',
    example: false,
  })
  reviewOverdue!: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Transaction of the ledger. 账本交易号',
    example: '4711',
  })
  transaction!: string | null;
  @ApiProperty({
    type: [String],
    description: 'What may come next. 后续可办事项',
    example: ['apply', 'withdraw'],
  })
  next!: string[];
  @ApiProperty({
    description: 'When it was filed. 申报时间',
    format: 'date-time',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  filedAt!: string;
}

export function publicReportBody(report: Report, codes: Codes): Sent<PublicReportBody> {
  const { number, scheme, state, periodFrom, periodTo, methodology, methodologyVersion } = report;
  const { methodologyHash, exactT, rules, certainty, commentUntil, instrument, registeredAt, source } =
    report;
  return {
    ...{ number, project: report.projectNumber, scheme, state, periodFrom, periodTo, methodology },
    owner: codes.get(report.holderId) ?? '',
    ...{ methodologyVersion, methodologyHash, exactT, computedT: report.computedT.toString() },
    ...{ rules, certainty, commentUntil, instrument, source, document: report.documentHash },
    verifier: report.verifierId === null ? null : (codes.get(report.verifierId) ?? ''),
    verifiedT: report.verifiedT?.toString() ?? null,
    registeredT: registeredAt === null ? null : (report.appliedT?.toString() ?? null),
    registeredAt: registeredAt === null ? null : chinaTimestamp(registeredAt),
  };
}

export function reportBody(report: Report, codes: Codes, today: ChinaDate): Sent<ReportBody> {
  const { state, reviewUntil, inputs, stocks, appliedOn, appliedT, transactionId } = report;
  const inReview = state === 'applied' || state === 'under-review';
  return {
    ...publicReportBody(report, codes),
    ...{ months: inputs.months, period: inputs.period, stocks, appliedOn, reviewUntil },
    appliedT: appliedT?.toString() ?? null,
    reviewOverdue: inReview && reviewUntil !== null && today > reviewUntil,
    transaction: transactionId?.toString() ?? null,
    next: REPORT_LIFE.actsOpenIn(state).filter((act) => act !== 'close-comment'),
    filedAt: chinaTimestamp(report.filedAt),
  };
}
