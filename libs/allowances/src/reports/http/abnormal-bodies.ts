import { IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { REPORTING_SECTORS } from '../../domain/index';
import { IsMarketCode, IsYearText } from '../../emitters/http/fields';
import { ABNORMALITIES, type Abnormality, type AbnormalReport } from '../persistence/abnormal-reports';

export const IsAbnormality = (): PropertyDecorator =>
  IsOneOf(ABNORMALITIES, { description: 'Only of this kind. 异常类别', example: 'missing', optional: true });
export const IsSectorFilter = (): PropertyDecorator =>
  IsOneOf(REPORTING_SECTORS, { description: 'Only of this sector. 行业', example: 'power', optional: true });
export const IsProvinceFilter = (): PropertyDecorator =>
  IsText({ description: 'Only of this province. 省份', example: '浙江', max: 20, optional: true });

export class AbnormalReportsQuery extends PageQuery {
  @IsMarketCode()
  market!: string;

  @IsYearText({ description: 'Data year. 数据年度', example: 2025 })
  year!: number;

  @IsAbnormality()
  kind?: Abnormality;

  @IsSectorFilter()
  sector?: string;

  @IsProvinceFilter()
  province?: string;
}

const nullable = { type: String, nullable: true } as const;

export class AbnormalReportBody {
  @ApiProperty({ description: 'Code of the enterprise. 企业代码', example: 'E001' })
  holder!: string;
  @ApiProperty({ description: 'Name, Chinese. 名称', example: '华东示范热电有限公司' })
  nameZh!: string;
  @ApiProperty({ description: 'Name, English. 英文名称', example: 'East Demo Heat and Power' })
  nameEn!: string;
  @ApiProperty({ description: 'Sector. 行业', example: 'power' })
  sector!: string;
  @ApiProperty({ ...nullable, description: 'Province. 省份', example: '浙江' })
  province!: string | null;
  @ApiProperty({
    type: [String],
    description: 'What is out of the ordinary. 异常类别',
    enum: ABNORMALITIES,
    example: ['late'],
  })
  kinds!: readonly string[];
  @ApiProperty({ ...nullable, description: 'Report. 报告编号', example: 'ER000012' })
  report!: string | null;
  @ApiProperty({ ...nullable, description: 'State. 状态', example: 'submitted' })
  state!: string | null;
  @ApiProperty({
    ...nullable,
    format: 'date',
    description: 'Due (CYC-01). 报送截止日',
    example: '2026-03-31',
  })
  dueOn!: string | null;
  @ApiProperty({
    ...nullable,
    format: 'date-time',
    description: 'Submitted. 提交时间',
    example: '2026-04-02T10:00:00.000+08:00',
  })
  submittedAt!: string | null;
  @ApiProperty({ ...nullable, description: 'Reported, t. 填报量（吨）', example: '2451900' })
  reportedT!: string | null;
  @ApiProperty({
    ...nullable,
    description: 'Verified of the year before, t. 上年核查量（吨）',
    example: '1900000',
  })
  lastYearT!: string | null;
  @ApiProperty({ ...nullable, description: 'Change from it, percent. 与上年相差百分比', example: '29.0' })
  changePercent!: string | null;
  @ApiProperty({
    ...nullable,
    description: 'Verified by the conclusion that counts, t. 核查量（吨）',
    example: '2451000',
  })
  verifiedT!: string | null;
  @ApiProperty({ description: 'Findings not closed. 未关闭发现项', example: 1 })
  openFindings!: number;
}

export const abnormalReportBody = (one: AbnormalReport): Sent<AbnormalReportBody> => ({
  ...{
    holder: one.holder,
    nameZh: one.nameZh,
    nameEn: one.nameEn,
    sector: one.sector,
    province: one.province,
  },
  ...{ kinds: one.kinds, report: one.report, state: one.state, dueOn: one.dueOn },
  submittedAt: one.submittedAt === null ? null : chinaTimestamp(one.submittedAt),
  ...{ reportedT: one.reportedT, lastYearT: one.lastYearT, changePercent: one.changePercent },
  ...{ verifiedT: one.verifiedT, openFindings: one.openFindings },
});
