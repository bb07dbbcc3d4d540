import { PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { CapHistory, CapView } from '../persistence/caps';
import type { PublicTotal } from '../persistence/public-totals';
import { IsDataYearText, IsMarketCode } from './fields';

export class MarketYearPath {
  @IsMarketCode()
  market!: string;

  @IsDataYearText()
  year!: number;
}

export class CapsQuery extends PageQuery {
  @IsMarketCode({ optional: true })
  market?: string;

  @IsDataYearText({ optional: true })
  year?: number;
}

const provinceOf = (province: string) => (province === '' ? null : province);

export class AllowanceCapBody {
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;
  @ApiProperty({ description: 'Data year. 年度', example: 2024 })
  year!: number;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Province; null for the whole market. 省份，空为全市场',
    example: '浙江',
  })
  province!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Cap, t; null where none is set. 总量',
    example: '100000000',
  })
  capT!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Version of the cap. 版本', example: 1 })
  version!: number | null;
  @ApiProperty({
    description: 'Of the market: what its provinces’ caps come to, t. 各省总量之和',
    example: '0',
  })
  provincesT!: string;
  @ApiProperty({ description: 'Issued, net of what was handed back, t. 已发放（净）', example: '70000000' })
  issuedT!: string;
  @ApiProperty({ description: 'Approved and not issued, t. 待发放', example: '0' })
  pendingT!: string;
  @ApiProperty({ description: 'Demanded back and not handed back, t. 待收回', example: '0' })
  returningT!: string;
}

export const allowanceCapBody = (one: CapView): Sent<AllowanceCapBody> => ({
  ...one,
  province: provinceOf(one.province),
});

export class AllowanceCapVersionBody {
  @ApiProperty({ type: String, nullable: true, description: 'Province. 省份', example: '浙江' })
  province!: string | null;
  @ApiProperty({ description: 'Version. 版本', example: 1 })
  version!: number;
  @ApiProperty({ description: 'Cap, t. 总量', example: '100000000' })
  capT!: string;
  @ApiProperty({ description: 'Why. 理由', example: '年度配额总量和分配方案' })
  reason!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of the decision. 文件哈希',
    example: null,
  })
  document!: string | null;
  @ApiProperty({ description: 'When. 时间', example: '2025-07-31T09:00:00.000+08:00' })
  decidedAt!: string;
}

export const allowanceCapVersionBody = (one: CapHistory): Sent<AllowanceCapVersionBody> => ({
  ...{ province: provinceOf(one.province), version: one.version, capT: one.capT, reason: one.reason },
  ...{ document: one.documentHash, decidedAt: chinaTimestamp(one.decidedAt) },
});

export class PublicAllocationBody {
  @ApiProperty({ description: 'Sector. 行业', example: 'power' })
  sector!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Province. 省份', example: '浙江' })
  province!: string | null;
  @ApiProperty({ description: 'Enterprises. 企业数', example: 120 })
  enterprises!: number;
  @ApiProperty({ description: 'Pre-allocated, t. 预分配', example: '50000000' })
  preAllocatedT!: string;
  @ApiProperty({ description: 'Approved, t. 核定', example: '71000000' })
  approvedT!: string;
  @ApiProperty({ description: 'Issued, t. 发放', example: '71500000' })
  issuedT!: string;
  @ApiProperty({ description: 'Handed back, t. 收回', example: '500000' })
  returnedT!: string;
}

export const publicAllocationBody = (one: PublicTotal): Sent<PublicAllocationBody> => ({
  ...one,
  province: provinceOf(one.province),
});
