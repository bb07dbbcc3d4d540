import type { Sent } from '@carbon/http';
import { formatGrams } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { InclusionPackBody, packBody } from '../../programmes/http/programme-bodies';
import type { ProgrammeRules } from '../../domain/index';
import type { badgesOf } from '../domain/badges';

export class EarnedBadgeBody {
  @ApiProperty({ description: 'Tier. 徽章代码', example: 'seedling' })
  code!: string;
  @ApiProperty({ description: 'Chinese title. 中文名称', example: '幼苗' })
  titleZh!: string;
  @ApiProperty({ description: 'English title. 英文名称', example: 'Seedling' })
  titleEn!: string;
  @ApiProperty({ description: 'Grams it takes. 所需减排（克）', example: '10000' })
  grams!: string;
  @ApiProperty({ description: 'China month in which it was reached. 达成月份', example: '2026-09' })
  month!: string;
  @ApiProperty({
    description: 'Why, Chinese. 缘由',
    example: '到 2026-09 月底累计减排 10234.5 克，达到 10000 克',
  })
  whyZh!: string;
  @ApiProperty({
    description: 'Why, English. 缘由（英文）',
    example: 'By the end of 2026-09 you had reduced 10234.5 g',
  })
  whyEn!: string;
}

export class NextBadgeBody {
  @ApiProperty({ description: 'Tier. 徽章代码', example: 'sapling' })
  code!: string;
  @ApiProperty({ description: 'Chinese title. 中文名称', example: '小树' })
  titleZh!: string;
  @ApiProperty({ description: 'English title. 英文名称', example: 'Sapling' })
  titleEn!: string;
  @ApiProperty({ description: 'Still missing, grams. 还差（克）', example: '39765.5' })
  missingGrams!: string;
}

export class ProgrammeBadgesBody {
  @ApiProperty({ description: 'Programme. 项目代码', example: 'SZ' })
  programme!: string;
  @ApiProperty({ description: 'Badges, least first. 已获徽章', type: () => EarnedBadgeBody, isArray: true })
  earned!: Sent<EarnedBadgeBody>[];
  @ApiProperty({
    description: 'The next one; null above the last. 下一枚',
    type: () => NextBadgeBody,
    nullable: true,
  })
  next!: Sent<NextBadgeBody> | null;
  @ApiProperty({ description: 'The rules. 规则包', type: () => InclusionPackBody })
  pack!: Sent<InclusionPackBody>;
}

export class MyBadgesBody {
  @ApiProperty({ description: 'By programme. 分项目', type: () => ProgrammeBadgesBody, isArray: true })
  programmes!: Sent<ProgrammeBadgesBody>[];
}

export function badgesBody(
  programme: string,
  rules: ProgrammeRules,
  { earned, next }: ReturnType<typeof badgesOf>,
): Sent<ProgrammeBadgesBody> {
  return {
    programme,
    earned: earned.map(({ tier, month, reducedUg }) => {
      const [grams, sum, when] = [formatGrams(tier.reducedUg), formatGrams(reducedUg), month.slice(0, 7)];
      return {
        ...{ code: tier.code, titleZh: tier.title.zh, titleEn: tier.title.en, grams, month: when },
        whyZh: `到 ${when} 月底累计减排 ${sum} 克，达到 ${grams} 克`,
        whyEn: `By the end of ${when} you had reduced ${sum} g; it takes ${grams} g`,
      };
    }),
    next:
      next === undefined
        ? null
        : {
            ...{ code: next.tier.code, titleZh: next.tier.title.zh, titleEn: next.tier.title.en },
            missingGrams: formatGrams(next.missingUg),
          },
    pack: packBody(rules.reference),
  };
}
