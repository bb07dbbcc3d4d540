import { IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { IsHolderName, IsMarket } from '../../holdings/index';
import { COMPLIANCE_STATUSES, type ComplianceStatus, SECTORS } from '../../domain/index';
import type { ComplianceLine } from '../domain/compliance-status';
import type { ComplianceDetail, SurrenderedUnits } from '../use-cases/compliance-detail';
import { IsYearInQuery } from './fields';
import { JudgedByBody, packBody, SurrenderBody, surrenderBody } from './surrender-bodies';

export class ComplianceQueryParameters extends PageQuery {
  @IsMarket()
  market!: string;

  @IsYearInQuery()
  year!: number;

  @IsOneOf(COMPLIANCE_STATUSES, { description: 'Only with this status. 按履约状态筛选', optional: true })
  status?: ComplianceStatus;

  @IsOneOf(SECTORS, { description: 'Only of this sector. 按行业筛选', optional: true })
  sector?: string;

  @IsText({ description: 'Only of this province. 按省份筛选', max: 40, optional: true, example: '浙江' })
  province?: string;
}

export class CompliancePath {
  @IsHolderName({ description: 'Holder, by id or code. 单位' })
  holder!: string;

  @IsMarket()
  market!: string;

  @IsYearInQuery()
  year!: number;
}

const TONNES = { type: String, format: 'whole-number' } as const;
const MOMENT = { format: 'date-time', example: '2025-11-03T10:00:00.000+08:00' } as const;

export class ComplianceLineBody {
  @ApiProperty({
    format: 'uuid',
    description: 'Id of the holder. 单位编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  holderId!: string;

  @ApiProperty({ description: 'Its code. 单位代码', example: 'HUANENG-YC' })
  holder!: string;

  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ type: 'integer', description: 'Year of the obligation. 履约年度', example: 2024 })
  year!: number;

  @ApiProperty({ enum: COMPLIANCE_STATUSES, description: 'Status (REG-011). 履约状态', example: 'B' })
  status!: ComplianceStatus;

  @ApiProperty({ type: String, nullable: true, description: 'Sector. 行业', example: 'power' })
  sector!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Province. 省份', example: '浙江' })
  province!: string | null;

  @ApiProperty({ description: 'Whether emissions of the year are verified. 是否已核查', example: true })
  verified!: boolean;

  @ApiProperty({ ...TONNES, description: 'Due: verified emissions, in tonnes. 应清缴量', example: '1000000' })
  due!: string;

  @ApiProperty({ ...TONNES, description: 'Allowances surrendered. 已清缴配额', example: '900000' })
  surrendered!: string;

  @ApiProperty({ ...TONNES, description: 'Credits cancelled for offset. 已抵销减排量', example: '50000' })
  credits!: string;

  @ApiProperty({ ...TONNES, description: 'Allowances under review. 审核中配额', example: '0' })
  pendingAllowances!: string;

  @ApiProperty({ ...TONNES, description: 'Credits under review. 审核中减排量', example: '0' })
  pendingCredits!: string;

  @ApiProperty({ ...TONNES, description: 'Missing, in tonnes. 尚欠', example: '50000' })
  shortfall!: string;

  @ApiProperty({ ...TONNES, description: 'Surrendered beyond what is due now. 多清缴', example: '0' })
  surplus!: string;

  @ApiProperty({ ...TONNES, description: 'Missing of earlier years. 以前年度尚欠', example: '0' })
  earlierShortfall!: string;

  @ApiProperty({
    type: 'integer',
    isArray: true,
    description: 'Years whose emissions are missing. 排放量缺失年度',
    example: [2023],
  })
  missingYears!: readonly number[];

  @ApiProperty({ ...MOMENT, type: String, nullable: true, description: 'When it was met. 足额清缴时间' })
  fulfilledAt!: string | null;
}

export function complianceLineBody(
  line: ComplianceLine,
  { market, holder }: { readonly market: string; readonly holder: string },
): Sent<ComplianceLineBody> {
  const { holderId, year, status, sector, province, verified, missingYears } = line;
  return {
    ...{ holderId, holder, market, year, status, sector, province, verified, missingYears },
    due: line.dueT.toString(),
    surrendered: line.surrenderedT.toString(),
    credits: line.creditsT.toString(),
    pendingAllowances: line.pendingAllowancesT.toString(),
    pendingCredits: line.pendingCreditsT.toString(),
    shortfall: line.shortfallT.toString(),
    surplus: line.surplusT.toString(),
    earlierShortfall: line.earlierShortfallT.toString(),
    fulfilledAt: line.fulfilledAt && chinaTimestamp(line.fulfilledAt),
  };
}

export class SurrenderedUnitsBody {
  @ApiProperty({ enum: ['allowance', 'credit'], description: 'Kind of units. 类别', example: 'allowance' })
  kind!: 'allowance' | 'credit';

  @ApiProperty({ description: 'Instrument, one a vintage. 品种', example: 'CEA24' })
  instrument!: string;

  @ApiProperty({ ...TONNES, description: 'Tonnes. 数量（吨）', example: '900000' })
  quantity!: string;
}

const unitsBody = ({ kind, instrument, quantity }: SurrenderedUnits): Sent<SurrenderedUnitsBody> => ({
  ...{ kind, instrument, quantity: quantity.toString() },
});

export class ComplianceWarningBody {
  @ApiProperty({ description: 'Rule. 规则', example: 'SUR-001' })
  rule!: string;

  @ApiProperty({ description: 'In Chinese. 中文', example: '距截止日 2025-12-31 还有 30 天，尚缺 50000 吨' })
  zh!: string;

  @ApiProperty({
    description: 'In English. 英文',
    example: '30 days are left to the deadline 2025-12-31; 50000 t are missing',
  })
  en!: string;
}

export class ComplianceDetailBody extends ComplianceLineBody {
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date',
    description: 'Last day to surrender in time (SUR-001). 清缴截止日',
    example: '2025-12-31',
  })
  deadline!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Days to the deadline, below zero when it has passed. 剩余天数',
    example: 30,
  })
  daysLeft!: number | null;

  @ApiProperty({
    type: SurrenderedUnitsBody,
    isArray: true,
    description: 'What was surrendered, by instrument. 已清缴明细',
  })
  units!: readonly Sent<SurrenderedUnitsBody>[];

  @ApiProperty({
    ...TONNES,
    nullable: true,
    description: 'The most credits that count (SUR-003). 抵销上限',
    example: '50000',
  })
  creditCap!: string | null;

  @ApiProperty({
    ...TONNES,
    nullable: true,
    description: 'How many more may be offered, applications under review taken off. 剩余抵销额度',
    example: '0',
  })
  creditCapLeft!: string | null;

  @ApiProperty({
    type: SurrenderBody,
    isArray: true,
    description: 'Applications, the latest first. 清缴申请',
  })
  applications!: readonly Sent<SurrenderBody>[];

  @ApiProperty({ type: ComplianceWarningBody, isArray: true, description: 'What to know. 提示' })
  warnings!: readonly Sent<ComplianceWarningBody>[];

  @ApiProperty({ type: String, isArray: true, description: 'Rules applied. 依据规则', example: ['SUR-002'] })
  rules!: readonly string[];

  @ApiProperty({ type: JudgedByBody, description: 'Rule pack applied. 所依规则包' })
  pack!: Sent<JudgedByBody>;
}

export function complianceDetailBody(
  detail: ComplianceDetail,
  of: { readonly market: string; readonly holder: string },
): Sent<ComplianceDetailBody> {
  return {
    ...complianceLineBody(detail.line, of),
    deadline: detail.deadline ?? null,
    daysLeft: detail.daysLeft ?? null,
    units: detail.surrendered.map(unitsBody),
    creditCap: detail.capT?.toString() ?? null,
    creditCapLeft: detail.capLeftT?.toString() ?? null,
    applications: detail.applications.map(surrenderBody),
    warnings: detail.warnings.map(({ rule, zh, en }) => ({ rule, zh, en })),
    rules: detail.rules,
    pack: packBody(detail),
  };
}
