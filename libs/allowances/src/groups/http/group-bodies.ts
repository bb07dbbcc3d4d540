import { IsChinaMonth, IsListOf, IsShaped, IsText, PageQuery, type Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import type { EmissionForecast } from '../../domain/groups/forecast-emissions';
import type { CompanyPosition } from '../use-cases/carbon-position';
import type { TargetShare } from '../use-cases/plan-target';

const YEAR = /^2[01]\d{2}$/;
const DECIMAL = /^(0|[1-9]\d{0,15})(\.\d{1,3})?$/;
const MARKET = /^[A-Z]{2,4}$/;

export class GroupHeadPath {
  @IsText({
    description: 'Id or code of the head of the group. 集团上级单位',
    example: 'DEMO-GROUP',
    min: 2,
    max: 40,
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
  })
  holder!: string;
}

export class GroupYearPath extends GroupHeadPath {
  @IsText({ description: 'Calendar year. 年度', max: 4, pattern: YEAR, example: '2026' })
  year!: string;
}

export class PositionQuery extends PageQuery {
  @IsText({ description: 'Market. 市场', max: 4, pattern: MARKET, optional: true, example: 'CN' })
  market?: string;

  @IsText({
    description: 'Year, default this one. 年度',
    max: 4,
    pattern: YEAR,
    optional: true,
    example: '2026',
  })
  year?: string;
}

export class DrillQuery extends PageQuery {
  @IsText({
    description: 'Year, default this one. 年度',
    max: 4,
    pattern: YEAR,
    optional: true,
    example: '2026',
  })
  year?: string;

  @IsText({
    description: 'Below this: a company, or a company and a site with `/` between. 下钻路径',
    max: 110,
    pattern: /^[A-Z0-9][A-Z0-9._-]{1,39}(\/[^/]{1,60})?$/u,
    optional: true,
    example: 'DEMO-STEEL/north',
  })
  below?: string;
}

export class MeasuredMonthBody {
  @IsText({
    description:
      'Site, or site and device with `/` between; absent for the whole enterprise. 场所或设备，缺省为企业合计',
    max: 121,
    pattern: /^[^/]{1,60}(\/[^/]{1,60})?$/u,
    optional: true,
    example: 'north/kiln-1',
  })
  part?: string;

  @IsChinaMonth({ description: 'Month. 月份' })
  month!: string;

  @IsShaped({
    shape: 'tonnes',
    description: 'Emissions in tonnes, at most three places. 排放量（吨，至多三位小数）',
    example: '10250.375',
    test: (text) => DECIMAL.test(text),
    sentence: {
      zh: '应为非负十进制数，至多三位小数',
      en: 'must be a decimal number from 0 with at most three places',
    },
  })
  tonnes!: string;
}

export class RecordMeasuredBody {
  @IsText({ description: 'Whose emissions; id or code. 企业', max: 40, example: 'DEMO-STEEL' })
  holder!: string;

  @IsText({ description: 'Where the figures come from. 数据来源', max: 200, example: 'monthly deposit' })
  source!: string;

  @IsListOf(() => MeasuredMonthBody, { description: 'Months and parts. 月度数据', max: 5000 })
  months!: MeasuredMonthBody[];
}

export class RecordedBody {
  @ApiProperty({ description: 'Rows written. 写入行数', example: 12 })
  recorded!: number;
}

class ForecastMonthBody {
  @ApiProperty({ description: 'Month. 月份', example: '2026-12' })
  month!: string;

  @ApiProperty({ description: 'Tonnes. 吨', example: '10250.375' })
  tonnes!: string;

  @ApiProperty({ description: 'Lower end of the interval. 区间下限', required: false, example: '9800.000' })
  low?: string;

  @ApiProperty({ description: 'Upper end of the interval. 区间上限', required: false, example: '10700.000' })
  high?: string;
}

class ComparisonBody {
  @ApiProperty({ description: 'Months that were held out. 留出月数', example: 6 })
  heldOutMonths!: number;

  @ApiProperty({ description: 'Mean error of the model, tonnes. 模型平均误差（吨）', example: '120.500' })
  seasonalTrendError!: string;

  @ApiProperty({
    description: 'Mean error of the same month of the year before, tonnes. 同比法平均误差（吨）',
    example: '340.250',
  })
  naiveError!: string;
}

export class ForecastBody {
  @ApiProperty({ description: 'How it was made. 方法', example: 'seasonal-trend' })
  method!: string;

  @ApiProperty({ type: [ForecastMonthBody], description: 'By month. 逐月预测' })
  months!: Sent<ForecastMonthBody>[];

  @ApiProperty({ description: 'Together, tonnes. 合计（吨）', example: '30751.125' })
  totalT!: string;

  @ApiProperty({ description: 'Lower end, tonnes. 合计下限', required: false, example: '29400.000' })
  totalLowT?: string;

  @ApiProperty({ description: 'Upper end, tonnes. 合计上限', required: false, example: '32100.000' })
  totalHighT?: string;

  @ApiProperty({
    type: ComparisonBody,
    required: false,
    description: 'Errors on months that neither method had seen. 留出月份上的误差比较',
  })
  comparison?: Sent<ComparisonBody>;
}

export class CompanyPositionBody {
  @ApiProperty({ description: 'Code of the company. 企业代码', example: 'DEMO-STEEL' })
  company!: string;

  @ApiProperty({ format: 'whole-number', description: 'Allowances held. 持有配额', example: '1000000' })
  heldT!: string;

  @ApiProperty({
    format: 'whole-number',
    required: false,
    description: 'Verified emissions; absent before. 核查排放量',
    example: '1200000',
  })
  verifiedT?: string;

  @ApiProperty({ description: 'Measured in the year so far. 本年已计量（吨）', example: '820000.500' })
  measuredT!: string;

  @ApiProperty({
    format: 'whole-number',
    required: false,
    description: 'What the year needs: verified, or measured and forecast. 全年所需',
    example: '1210000',
  })
  neededT?: string;

  @ApiProperty({
    format: 'whole-number',
    required: false,
    description: 'Lower end of that. 所需下限',
    example: '1150000',
  })
  neededLowT?: string;

  @ApiProperty({
    format: 'whole-number',
    required: false,
    description: 'Upper end of that. 所需上限',
    example: '1270000',
  })
  neededHighT?: string;

  @ApiProperty({
    required: false,
    description: 'Needed less held; a surplus is below zero. 缺口（负数为盈余）',
    example: '210000',
  })
  gapT?: string;

  @ApiProperty({
    type: ForecastBody,
    required: false,
    description: 'Forecast of the months to come. 预测',
  })
  forecast?: Sent<ForecastBody>;
}

export class GroupPositionBody {
  @ApiProperty({
    type: CompanyPositionBody,
    description: 'The whole group as one; nothing is owned in common. 集团合并',
  })
  group!: Sent<CompanyPositionBody>;

  @ApiProperty({ description: 'Year. 年度', example: 2026 })
  year!: number;

  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({
    description: 'Rules of the forecast and how certain they are. 预测方法及确定性',
    type: 'object',
    additionalProperties: true,
    example: { id: 'group-forecast', version: '2026.1', certainty: 'X' },
  })
  pack!: object;
}

export class DrillLineBody {
  @ApiProperty({
    description: 'Company, or company and site, or company, site and device. 路径',
    example: 'DEMO-STEEL/north',
  })
  path!: string;

  @ApiProperty({ description: 'Tonnes in the year so far. 本年排放（吨）', example: '412000.250' })
  tonnes!: string;

  @ApiProperty({ description: 'Months with figures. 有数据月数', example: 9 })
  months!: number;
}

export class TargetShareBody {
  @ApiProperty({ description: 'Part of the group. 分解对象', example: 'DEMO-STEEL/north/kiln-1' })
  path!: string;

  @ApiProperty({ format: 'whole-number', description: 'Its share in tonnes. 分解目标', example: '60000' })
  shareT!: string;

  @ApiProperty({ description: 'Measured so far, tonnes. 已计量', example: '45120.500' })
  measuredT!: string;
}

export class GroupTargetBody {
  @ApiProperty({ description: 'Version that counts. 版本', example: 1 })
  version!: number;

  @ApiProperty({ format: 'whole-number', description: 'The target in tonnes. 集团目标', example: '3600000' })
  targetT!: string;

  @ApiProperty({ type: [TargetShareBody], description: 'Shares by path. 分解结果' })
  shares!: Sent<TargetShareBody>[];
}

const forecastBody = (forecast: EmissionForecast): Sent<ForecastBody> => ({
  ...forecast,
  months: forecast.months.map((month) => ({ ...month })),
});

export function companyPositionBody(position: CompanyPosition): Sent<CompanyPositionBody> {
  const { code, heldT, verifiedT, measuredT, neededT, neededLowT, neededHighT, gapT, forecast } = position;
  return {
    company: code,
    heldT: heldT.toString(),
    measuredT,
    ...(verifiedT === undefined ? {} : { verifiedT: verifiedT.toString() }),
    ...(neededT === undefined ? {} : { neededT: neededT.toString() }),
    ...(neededLowT === undefined ? {} : { neededLowT: neededLowT.toString() }),
    ...(neededHighT === undefined ? {} : { neededHighT: neededHighT.toString() }),
    ...(gapT === undefined ? {} : { gapT: gapT.toString() }),
    ...(forecast === undefined ? {} : { forecast: forecastBody(forecast) }),
  };
}

export const targetShareBody = ({ path, shareT, measuredT }: TargetShare): Sent<TargetShareBody> => ({
  ...{ path, measuredT },
  shareT: shareT.toString(),
});
