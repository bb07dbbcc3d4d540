import { IsCount, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { PRINT_LANGUAGES, type PrintLanguage, RECEIPT_NUMBER } from '@carbon/receipts';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsMarket } from '../../holdings/index';
import type { Certificate } from '../persistence/certificates';
import type { Notice } from '../persistence/notices';

export class CompliancePaperPath {
  @IsText({
    description: 'Number of the paper. 编号',
    example: 'TN-20261120-00000001-4',
    max: 40,
    pattern: RECEIPT_NUMBER,
  })
  number!: string;
}

export class CompliancePapersQuery extends PageQuery {
  @IsMarket({ description: 'Only of this market. 按市场筛选', optional: true })
  market?: string;
  @Type(() => Number)
  @IsCount({
    description: 'Only of this year. 按年度筛选',
    example: 2025,
    min: 2000,
    max: 2199,
    optional: true,
  })
  year?: number;
}

export class NoticePdfQuery {
  @IsOneOf(PRINT_LANGUAGES, { description: 'Language of the print. 语言', example: 'both', optional: true })
  lang?: PrintLanguage;
}

export class ComplianceNoticeBody {
  @ApiProperty({ description: 'Number. 编号', example: 'TN-20261120-00000001-4' })
  number!: string;
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;
  @ApiProperty({ description: 'Year of the obligation. 履约年度', example: 2025 })
  year!: number;
  @ApiProperty({
    description: 'Enterprise. 单位编号',
    format: 'uuid',
    example: '01900000-0000-7000-8000-000000000002',
  })
  holderId!: string;
  @ApiProperty({ description: 'Version; a changed obligation brings a further one. 版本', example: 1 })
  version!: number;
  @ApiProperty({
    description: 'Amount due, deadline, conditions on credits with rules, pack. 通知内容',
    type: 'object',
    additionalProperties: true,
    example: { dueT: '1000000', deadline: '2026-12-31', creditCapT: '50000' },
  })
  content!: object;
  @ApiProperty({
    description: 'SHA-256 of the canonical JSON of the content. 内容哈希',
    example: '4d385cdb4de7f6942ae105027473794a7ddef04edc358a0ae40f8eda1302a43c',
  })
  contentHash!: string;
  @ApiProperty({
    description: 'Later notice that takes its place. 被取代',
    type: String,
    nullable: true,
    example: null,
  })
  replacedBy!: string | null;
  @ApiProperty({
    description: 'When it was made. 出具时间',
    format: 'date-time',
    example: '2026-11-20T10:00:00.000+08:00',
  })
  madeAt!: string;
  @ApiProperty({
    description: 'Public page. 公开验证页',
    example: 'https://carbon.example/n/TN-20261120-00000001-4',
  })
  link!: string;
}

export function noticeBody(one: Notice, site: string): Sent<ComplianceNoticeBody> {
  const { number, market, year, holderId, version, content, replacedBy } = one;
  return {
    ...{ number, market, year, holderId, version, content, replacedBy },
    contentHash: one.contentHash.toString('hex'),
    madeAt: chinaTimestamp(one.madeAt),
    link: noticeLink(site, number),
  };
}

export const noticeLink = (site: string, number: string): string => `${site}/n/${number}`;

export class ComplianceCertificateBody {
  @ApiProperty({
    description: 'Number; its receipt, PDF and public page are under it. 凭证编号',
    example: 'CC-20261120-00000001-4',
  })
  number!: string;
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;
  @ApiProperty({ description: 'Year of the obligation. 履约年度', example: 2025 })
  year!: number;
  @ApiProperty({
    description: 'Enterprise. 单位编号',
    format: 'uuid',
    example: '01900000-0000-7000-8000-000000000002',
  })
  holderId!: string;
  @ApiProperty({
    description: 'What was due and what met it: transactions, vintages, serials. 履约事实',
    type: 'object',
    additionalProperties: true,
    example: { due: '1000000', surrendered: '950000', credits: '50000', inTime: true },
  })
  facts!: object;
  @ApiProperty({
    description: 'SHA-256 of the canonical JSON of the facts. 履约事实哈希',
    example: '4d385cdb4de7f6942ae105027473794a7ddef04edc358a0ae40f8eda1302a43c',
  })
  factsHash!: string;
  @ApiProperty({
    enum: ['valid', 'void'],
    description: 'Void once a surrender was undone. 状态',
    example: 'valid',
  })
  state!: string;
  @ApiProperty({
    description: 'When it was issued. 出具时间',
    format: 'date-time',
    example: '2026-11-20T10:00:00.000+08:00',
  })
  issuedAt!: string;
  @ApiProperty({
    description: 'Public page. 公开验证页',
    example: 'https://carbon.example/r/CC-20261120-00000001-4',
  })
  link!: string;
}

export function certificateBody(one: Certificate, site: string): Sent<ComplianceCertificateBody> {
  const { number, market, year, holderId, facts } = one;
  return {
    ...{ number, market, year, holderId, facts },
    factsHash: one.factsHash.toString('hex'),
    state: one.voided === null ? 'valid' : 'void',
    issuedAt: chinaTimestamp(one.issuedAt),
    link: `${site}/r/${number}`,
  };
}
