import { IsId, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import { LISTED_MARKETS, LISTING_VERDICTS, type ListingVerdict } from '../../domain/emitters/index';
import { type Sector, SECTORS } from '../../domain/index';
import type { Publication } from '../persistence/publications';
import type { ListingEntry } from '../persistence/read-listings';
import type { ProposedEntry } from '../use-cases/proposed-list';
import { IsHolderName, IsYear, IsYearText } from './fields';

export class EmitterListPath {
  @IsOneOf(LISTED_MARKETS, { description: 'Market. 碳市场', example: 'CN' })
  market!: string;

  @IsYearText()
  year!: number;
}

export class EmitterListQuery extends PageQuery {
  @IsOneOf(SECTORS, { description: 'Only this sector. 行业', example: 'power', optional: true })
  sector?: Sector;

  @IsText({ description: 'Only this province. 省份', example: '浙江', max: 20, optional: true })
  province?: string;
}

export class EmitterPackBody {
  @ApiProperty({ description: 'Rule pack. 规则包', example: 'compliance-cn' })
  id!: string;

  @ApiProperty({ description: 'Its version. 版本', example: '2026.1' })
  version!: string;

  @ApiProperty({ description: 'How certain the rule is. 规则确定性', example: 'F' })
  certainty!: string;

  @ApiProperty({
    description: 'SHA-256 of the pack. 规则包哈希',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  hash!: string;
}

/** As answers name it. */
export const PACK_EXAMPLE = {
  ...{ id: 'compliance-cn', version: '2026.1', certainty: 'F' },
  hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};

/** An entry as everybody may read it: no figures of anybody. */
export class PublicEmitterBody {
  @IsHolderName({ description: 'Code of the enterprise. 企业代码' })
  holder!: string;

  @ApiProperty({ description: 'Name, Chinese. 中文名称', example: '示例电厂' })
  nameZh!: string;

  @ApiProperty({ description: 'Name, English. 英文名称', example: 'Example power station' })
  nameEn!: string;

  @IsOneOf(SECTORS, { description: 'Sector. 行业', example: 'power' })
  sector!: string;

  @ApiProperty({ type: [String], description: 'Gases that count. 管控气体', example: ['CO2'] })
  gases!: readonly string[];

  @ApiProperty({ description: 'Class of its activity. 行业类别', example: '火力发电（4411）' })
  classText!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Province. 省份', example: '浙江' })
  province!: string | null;

  @IsYear({ description: 'On lists of this market since. 首次纳入年度', example: 2020 })
  includedSince!: number;

  @ApiProperty({ description: 'Why it is on the list. 纳入原因', example: '年排放量达到纳入门槛' })
  reason!: string;

  @ApiProperty({ type: 'integer', description: 'Publication that put it there. 公布批次', example: 1 })
  publication!: number;

  @ApiProperty({ format: 'date', description: 'When that was published. 公布日期', example: '2025-10-30' })
  publishedOn!: string;

  @ApiProperty({
    enum: LISTING_VERDICTS,
    description:
      'Whether the rule bears it out by verified figures (ETS-004), or nothing was verified to judge by. 是否符合纳入规则',
    example: 'within-rule',
  })
  verdict!: ListingVerdict;

  @ApiProperty({
    type: EmitterPackBody,
    nullable: true,
    description: 'Pack that gave the threshold, and how certain it is. 规则来源与确定性',
    example: PACK_EXAMPLE,
  })
  pack!: Sent<EmitterPackBody> | null;
}

export class VerifiedTonnesBody {
  @IsYear({ description: 'Data year. 数据年度', example: 2024 })
  year!: number;

  @ApiProperty({ description: 'Market that verified it. 核查所属碳市场', example: 'CN' })
  market!: string;

  @ApiProperty({ description: 'Whole tonnes. 核查排放量（吨）', example: '1200000' })
  verifiedT!: string;
}

/** An entry with what it rests on, for its enterprise and authorities. */
export class EmitterEntryBody extends PublicEmitterBody {
  @IsId({ description: 'Id of the enterprise. 企业编号' })
  holderId!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Rule that decided. 规则编号',
    example: 'ETS-004',
  })
  rule!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Ground, where the rule did not bear it out. 依据',
    example: null,
  })
  ground!: string | null;

  @ApiProperty({ type: [VerifiedTonnesBody], description: 'Verified years it was judged by. 核查数据' })
  verified!: readonly Sent<VerifiedTonnesBody>[];
}

export class EmitterPublicationBody {
  @ApiProperty({ type: 'integer', description: 'Number of the publication. 批次', example: 1 })
  number!: number;

  @ApiProperty({
    enum: ['list', 'national-list', 'succession'],
    description: 'List; taken into the national market (ETS-005); merger (ETS-015). 公布事由',
    example: 'list',
  })
  cause!: string;

  @ApiProperty({ format: 'date', description: 'When. 公布日期', example: '2025-10-30' })
  publishedOn!: string;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Until when it was due (CYC-07). 应公布日',
    example: '2025-10-31',
  })
  dueOn!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of the authority. 主管部门代码',
    example: 'MEE',
  })
  authority!: string | null;

  @ApiProperty({ description: 'Title or ground. 公布说明', example: '2026 年度重点排放单位名录' })
  reason!: string;

  @ApiProperty({ type: 'integer', description: 'Added. 纳入家数', example: 120 })
  added!: number;

  @ApiProperty({ type: 'integer', description: 'Removed. 移出家数', example: 3 })
  removed!: number;

  @ApiProperty({
    type: EmitterPackBody,
    nullable: true,
    description: 'Pack of the threshold. 规则来源',
    example: PACK_EXAMPLE,
  })
  pack!: Sent<EmitterPackBody> | null;
}

export class ProposedEmitterBody {
  @IsHolderName({ description: 'Code of the enterprise. 企业代码' })
  holder!: string;

  @IsOneOf(SECTORS, { description: 'Sector. 行业', example: 'power' })
  sector!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Province. 省份', example: '浙江' })
  province!: string | null;

  @ApiProperty({
    enum: ['enters', 'leaves', 'stays'],
    description: 'Must be added, may be taken off, or goes on from the year before. 建议',
    example: 'enters',
  })
  proposal!: string;

  @ApiProperty({ type: [VerifiedTonnesBody], description: 'Verified years. 核查数据' })
  verified!: readonly Sent<VerifiedTonnesBody>[];

  @ApiProperty({ type: EmitterPackBody, description: 'Pack of the threshold. 规则来源' })
  pack!: Sent<EmitterPackBody>;
}

export const publicEmitterBody = (entry: ListingEntry): Sent<PublicEmitterBody> => ({
  ...{ holder: entry.holder, nameZh: entry.nameZh, nameEn: entry.nameEn, sector: entry.sector },
  ...{ gases: entry.gases, classText: entry.classText, province: entry.province },
  ...{ includedSince: entry.includedSince, reason: entry.reason, publication: entry.publication },
  ...{ publishedOn: entry.publishedOn, verdict: entry.verdict, pack: entry.pack },
});

export const emitterEntryBody = (entry: ListingEntry): Sent<EmitterEntryBody> => ({
  ...publicEmitterBody(entry),
  ...{ holderId: entry.holderId, rule: entry.rule, ground: entry.ground, verified: entry.basis.verified },
});

export const publicationBody = (publication: Publication): Sent<EmitterPublicationBody> => publication;

export const proposedBody =
  (codes: ReadonlyMap<string, string>, pack: Sent<EmitterPackBody>) =>
  ({ holderId, ...entry }: ProposedEntry): Sent<ProposedEmitterBody> => ({
    ...entry,
    holder: codes.get(holderId) ?? holderId,
    pack,
  });
