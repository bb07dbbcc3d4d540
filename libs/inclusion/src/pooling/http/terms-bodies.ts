import { type Sent } from '@carbon/http';
import { chinaTimestamp, formatGrams } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { PoolRound } from '../persistence/rounds';
import type { PoolingTerms } from '../persistence/terms';
import type { PoolingTotals } from '../persistence/totals';

/** What residents read before they consent. */
export class PoolingTermsBody {
  @ApiProperty({ description: 'Version. 版本', example: 1 })
  version!: number;
  @ApiProperty({ description: 'Pool in which reductions become credits. 归集项目', example: 'PL000001' })
  pool!: string;
  @ApiProperty({
    description: 'Who takes what and how benefit is shared, Chinese. 分配办法',
    example: '示例',
  })
  sharingZh!: string;
  @ApiProperty({ description: 'The same in English. 英文', example: 'Invented' })
  sharingEn!: string;
  @ApiProperty({
    description:
      "Grams taken of a resident in a round at most; the rest stays the resident's own. 每人每批上限（克）",
    type: String,
    nullable: true,
    example: '20000',
  })
  residentLimitGrams!: string | null;
  @ApiProperty({ description: 'Grams in units that give a bonus point. 每积分克数', example: '100' })
  gramsPerBonusPoint!: string;
  @ApiProperty({
    description: 'SHA-256 of the document, hex. 文件',
    type: String,
    nullable: true,
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  document!: string | null;
  @ApiProperty({
    description: 'When they were published; consents count from then on. 公布时间',
    example: '2026-10-08T10:00:00.000+08:00',
  })
  publishedAt!: string;
}

export function poolingTermsBody(terms: PoolingTerms): Sent<PoolingTermsBody> {
  return {
    ...{ version: terms.version, pool: terms.pool, sharingZh: terms.sharing.zh, sharingEn: terms.sharing.en },
    residentLimitGrams: terms.residentLimitUg === null ? null : formatGrams(terms.residentLimitUg),
    gramsPerBonusPoint: formatGrams(terms.bonusUgPerPoint),
    document: terms.documentHash,
    publishedAt: chinaTimestamp(terms.publishedAt),
  };
}

export class PoolingPackBody {
  @ApiProperty({ description: 'Family of the rule pack. 规则包', example: 'inclusion-shenzhen' })
  id!: string;
  @ApiProperty({ description: 'Version. 版本', example: '2026.1' })
  version!: string;
  @ApiProperty({ description: 'Certainty of the figures. 确定性', example: 'X' })
  certainty!: string;
}

export const poolingPackBody = ({ id, version, certainty }: PoolRound['pack']): Sent<PoolingPackBody> => ({
  ...{ id, version, certainty },
});

/** What residents of a programme gave together, for everybody. */
export class PublicPoolingBody {
  @ApiProperty({ description: 'Code of the programme. 项目代码', example: 'SZ' })
  programme!: string;
  @ApiProperty({ type: PoolingTermsBody, nullable: true, description: 'Terms in force. 现行汇集规则' })
  terms!: PoolingTermsBody | null;
  @ApiProperty({ description: 'Rounds so far. 批次数', example: 2 })
  rounds!: number;
  @ApiProperty({
    description: 'Grams pooled; null below the smallest group. 汇集克数',
    type: String,
    nullable: true,
    example: '1250000',
  })
  pooledGrams!: string | null;
  @ApiProperty({
    description: 'Of them in units; null below the smallest group. 已签发克数',
    type: String,
    nullable: true,
    example: '1000000',
  })
  issuedGrams!: string | null;
  @ApiProperty({
    description: 'Waiting in the pool; null below the smallest group. 留存克数',
    type: String,
    nullable: true,
    example: '250000',
  })
  carriedGrams!: string | null;
  @ApiProperty({ description: 'Whole tonnes issued: public as all units are. 已签发整吨', example: '1' })
  tonnes!: string;
  @ApiProperty({ type: PoolingPackBody, description: 'Rules this rests on. 依据规则' })
  pack!: PoolingPackBody;
}

export function publicPoolingBody(about: {
  readonly programme: string;
  readonly terms: PoolingTerms | undefined;
  readonly totals: PoolingTotals;
  readonly smallestGroup: number;
  readonly pack: Sent<PoolingPackBody>;
}): Sent<PublicPoolingBody> {
  const { programme, terms, totals, smallestGroup, pack } = about;
  const grams = (ug: bigint) => (totals.mostResidents < smallestGroup ? null : formatGrams(ug));
  return {
    ...{ programme, pack, rounds: totals.rounds, tonnes: totals.tonnes.toString() },
    terms: terms === undefined ? null : poolingTermsBody(terms),
    pooledGrams: grams(totals.pooledUg),
    issuedGrams: grams(totals.issuedUg),
    carriedGrams: grams(totals.carriedUg),
  };
}
