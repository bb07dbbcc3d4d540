import { IsOneOf, IsText, type Sent } from '@carbon/http';
import type { OpenWork } from '@carbon/approvals';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { VintageSupply } from '../persistence/vintages';
import { OVERVIEW_GROUPS, type OverviewGroup, type OverviewLine } from '../use-cases/overview';

export class StatisticsMarketPath {
  @IsText({ description: 'Market. 市场', max: 4, pattern: /^[A-Z]{2,4}$/, example: 'CN' })
  market!: string;
}

export class StatisticsYearPath extends StatisticsMarketPath {
  @IsText({ description: 'Data year. 年度', max: 4, pattern: /^2[01]\d{2}$/, example: '2025' })
  year!: string;
}

export class OverviewQuery {
  @IsOneOf(OVERVIEW_GROUPS, {
    description: 'By province or by sector; province when absent. 按省份或行业',
    optional: true,
    example: 'province',
  })
  by?: OverviewGroup;
}

const tonnes = (description: string) =>
  ApiProperty({ format: 'whole-number', description, example: '1000000' });
const number = (description: string) => ApiProperty({ description, example: 12 });

export class OverviewLineBody {
  @ApiProperty({
    required: false,
    description: 'Province or sector; absent where not known, and of the total. 省份或行业',
    example: '浙江',
  })
  group?: string;

  @number('Key emitters on the list. 名录企业数')
  listed!: number;

  @number('With verified emissions. 已核查企业数')
  verified!: number;

  @tonnes('Verified emissions. 核查排放量（吨）')
  verifiedT!: string;

  @tonnes('Pre-allocated. 预分配（吨）')
  preAllocatedT!: string;

  @tonnes('Approved. 核定（吨）')
  approvedT!: string;

  @tonnes('Issued, less what was handed back. 净发放（吨）')
  issuedT!: string;

  @tonnes('Allowances surrendered. 已清缴配额（吨）')
  surrenderedT!: string;

  @tonnes('Credits used for offset. 抵销使用（吨）')
  creditsT!: string;

  @tonnes('Missing. 缺口（吨）')
  shortfallT!: string;

  @number('Enterprises that met the year. 已履约企业数')
  fulfilled!: number;
}

export class OverviewBody {
  @ApiProperty({ type: OverviewLineBody, description: 'All within reach. 合计' })
  all!: Sent<OverviewLineBody>;

  @ApiProperty({ type: [OverviewLineBody], description: 'By province or sector. 分组' })
  groups!: Sent<OverviewLineBody>[];
}

export class VintageSupplyBody {
  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ required: false, description: 'Vintage. 年份', example: '2025' })
  vintage?: string;

  @tonnes('Issued. 已发放')
  issuedT!: string;

  @tonnes('Held. 持有中')
  heldT!: string;

  @tonnes('Surrendered. 已清缴')
  surrenderedT!: string;

  @tonnes('Cancelled for good. 已注销')
  cancelledT!: string;

  @tonnes('Carried over into a later vintage. 已结转')
  carriedOverT!: string;
}

export class VintagesBody {
  @ApiProperty({ type: [VintageSupplyBody], description: 'Vintages in order. 各年份' })
  items!: Sent<VintageSupplyBody>[];
}

export class OpenWorkBody {
  @ApiProperty({ description: 'Kind of proposal. 事项类型', example: 'allowance-surrender' })
  kind!: string;

  @number('Waiting for approval. 待复核')
  waiting!: number;

  @ApiProperty({
    format: 'date-time',
    description: 'The oldest was proposed at. 最早提交',
    example: '2026-09-01T09:00:00.000+08:00',
  })
  oldest!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'The first deadline. 最近期限',
    example: '2026-09-15T09:00:00.000+08:00',
  })
  nextDeadline!: string;
}

export class OpenWorksBody {
  @ApiProperty({ type: [OpenWorkBody], description: 'By kind. 按类型' })
  items!: Sent<OpenWorkBody>[];
}

export const overviewLineBody = ({ group, ...line }: OverviewLine): Sent<OverviewLineBody> => ({
  ...(group === null ? {} : { group }),
  ...{ listed: line.listed, verified: line.verified, fulfilled: line.fulfilled },
  verifiedT: line.verifiedT.toString(),
  preAllocatedT: line.preAllocatedT.toString(),
  approvedT: line.approvedT.toString(),
  issuedT: line.issuedT.toString(),
  surrenderedT: line.surrenderedT.toString(),
  creditsT: line.creditsT.toString(),
  shortfallT: line.shortfallT.toString(),
});

export const vintageSupplyBody = (supply: VintageSupply): Sent<VintageSupplyBody> => ({
  instrument: supply.instrument,
  ...(supply.vintage === null ? {} : { vintage: supply.vintage }),
  issuedT: supply.issuedT.toString(),
  heldT: supply.heldT.toString(),
  surrenderedT: supply.surrenderedT.toString(),
  cancelledT: supply.cancelledT.toString(),
  carriedOverT: supply.carriedOverT.toString(),
});

export const openWorkBody = ({ kind, waiting, oldest, nextDeadline }: OpenWork): Sent<OpenWorkBody> => ({
  ...{ kind, waiting },
  oldest: chinaTimestamp(oldest),
  nextDeadline: chinaTimestamp(nextDeadline),
});
