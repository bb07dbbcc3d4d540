import { IsCount, IsOneOf, IsText, type Sent } from '@carbon/http';
import { chinaTimestamp, formatGrams, parseGrams } from '@carbon/kernel';
import { IsAccountNumber } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { type Basis, BASES } from '../domain/measure';
import type { Pool, Terms } from '../persistence/records';
import type { NewPool } from '../use-cases/create-pool';
import { IsDocumentHash } from './fields';

export class NewPoolBody {
  @IsText({ description: 'Aggregator: id or code of a holder. 聚合商', example: 'SIP-AGG', min: 2, max: 40 })
  holder!: string;

  @IsAccountNumber({ description: 'Its account, to which units are issued. 收量账户' })
  account!: string;

  @IsText({
    description: 'Scheme under which units are issued. 碳普惠机制',
    example: 'PHER-SIP',
    max: 13,
    pattern: /^PHER-[A-Z]{2,8}$/,
  })
  scheme!: string;

  @IsText({ description: 'Chinese name. 中文名称', example: '示例户用光伏归集项目', max: 120 })
  nameZh!: string;

  @IsText({ description: 'English name. 英文名称', example: 'Pool of household solar (invented)', max: 120 })
  nameEn!: string;

  @IsText({ description: 'Methodology it follows. 方法学', example: 'SIP-PV-01', max: 80 })
  methodology!: string;

  @IsOneOf(BASES, {
    description: 'What members tell: reductions, energy, or a weight. 计量方式',
    example: 'kwh',
  })
  basis!: Basis;

  @IsText({
    description: 'What one of a weight is; where shares go by weight. 权重单位',
    example: 'mu',
    max: 20,
    optional: true,
  })
  weightUnit?: string;

  @IsText({
    description: 'Where the entry comes from; synthetic ones say so. 数据来源',
    example: 'synthetic',
    max: 300,
  })
  source!: string;
}

export function newPoolOf(body: NewPoolBody): NewPool {
  const { account, weightUnit, ...rest } = body;
  return { ...rest, accountNumber: account, weightUnit: weightUnit ?? null };
}

export class PoolBody {
  @ApiProperty({ description: 'Number. 编号', example: 'PL000001' })
  number!: string;
  @ApiProperty({
    description: 'Id of the aggregator. 聚合商',
    example: '01900000-0000-7000-8000-000000000001',
  })
  holder!: string;
  @ApiProperty({ description: 'Account to which units are issued. 收量账户', example: 'CL-100-1024-0-28' })
  account!: string;
  @ApiProperty({ description: 'Scheme. 碳普惠机制', example: 'PHER-SIP' })
  scheme!: string;
  @ApiProperty({ description: 'Chinese name. 中文名称', example: '示例户用光伏归集项目' })
  nameZh!: string;
  @ApiProperty({ description: 'English name. 英文名称', example: 'Pool of household solar (invented)' })
  nameEn!: string;
  @ApiProperty({ description: 'Methodology. 方法学', example: 'SIP-PV-01' })
  methodology!: string;
  @ApiProperty({ description: 'What members tell. 计量方式', enum: BASES, example: 'kwh' })
  basis!: string;
  @ApiProperty({ description: 'Unit of weights. 权重单位', type: String, nullable: true, example: 'mu' })
  weightUnit!: string | null;
  @ApiProperty({ description: 'Where the entry comes from. 数据来源', example: 'synthetic' })
  source!: string;
  @ApiProperty({ description: 'When it was set up. 设立时间', example: '2026-03-02T10:00:00.000+08:00' })
  createdAt!: string;
}

export function poolBody(pool: Pool): Sent<PoolBody> {
  const { number, holderId, accountNumber, scheme, nameZh, nameEn, methodology, basis, weightUnit } = pool;
  return {
    ...{
      number,
      holder: holderId,
      account: accountNumber,
      scheme,
      nameZh,
      nameEn,
      methodology,
      basis,
      weightUnit,
    },
    source: pool.source,
    createdAt: chinaTimestamp(pool.createdAt),
  };
}

export class PublishTermsBody {
  @IsCount({
    description: "The aggregator's fee, in hundredths of a percent of the proceeds. 服务费（万分之）",
    example: 500,
    min: 0,
    max: 10_000,
  })
  feeBasisPoints!: number;

  @IsText({
    description: 'How benefits are shared, Chinese. 收益分配办法',
    example: '按减排量比例分配',
    max: 2000,
  })
  sharingZh!: string;

  @IsText({
    description: 'How benefits are shared, English. 收益分配办法（英文）',
    example: 'By reduction',
    max: 2000,
  })
  sharingEn!: string;

  @IsText({
    description:
      'Grams the pool takes of a member and period at most; the rest stays its own. 每期每户归集上限（克）',
    example: '500000',
    max: 20,
    optional: true,
  })
  memberLimitGrams?: string;

  @IsDocumentHash({ description: 'SHA-256 of the published document, hex. 公示文件', optional: true })
  document?: string;
}

/** @throws Refusal INPUT_MALFORMED naming `memberLimitGrams` */
export function termsOf(body: PublishTermsBody): Omit<Terms, 'version' | 'publishedOn'> {
  const { feeBasisPoints, sharingZh, sharingEn, memberLimitGrams, document } = body;
  return {
    ...{ feeBasisPoints, sharingZh, sharingEn },
    memberLimitUg: memberLimitGrams === undefined ? null : parseGrams(memberLimitGrams, 'memberLimitGrams'),
    documentHash: document ?? null,
  };
}

export class TermsBody {
  @ApiProperty({ description: 'Version, from 1. 版本', example: 1 })
  version!: number;
  @ApiProperty({ description: 'Day of publication. 公示日期', example: '2026-02-02' })
  publishedOn!: string;
  @ApiProperty({ description: 'Fee in hundredths of a percent. 服务费（万分之）', example: 500 })
  feeBasisPoints!: number;
  @ApiProperty({ description: 'How benefits are shared, Chinese. 收益分配办法', example: '按减排量比例分配' })
  sharingZh!: string;
  @ApiProperty({
    description: 'How benefits are shared, English. 收益分配办法（英文）',
    example: 'By reduction',
  })
  sharingEn!: string;
  @ApiProperty({
    description: 'Grams taken of a member and period at most. 每期每户归集上限（克）',
    type: String,
    nullable: true,
    example: '500000',
  })
  memberLimitGrams!: string | null;
  @ApiProperty({
    description: 'SHA-256 of the published document, hex. 公示文件',
    type: String,
    nullable: true,
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  document!: string | null;
}

export function termsBody(terms: Terms): Sent<TermsBody> {
  const { version, publishedOn, feeBasisPoints, sharingZh, sharingEn, memberLimitUg, documentHash } = terms;
  return {
    ...{ version, publishedOn, feeBasisPoints, sharingZh, sharingEn },
    memberLimitGrams: memberLimitUg === null ? null : formatGrams(memberLimitUg),
    document: documentHash,
  };
}
