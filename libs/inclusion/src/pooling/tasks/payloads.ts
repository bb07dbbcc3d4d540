import { IsChinaMonth, IsText } from '@carbon/http';
import { IsProgrammeCode } from '../../programmes/http/fields';

export class PoolingTermsPayload {
  @IsProgrammeCode()
  programme!: string;

  @IsText({
    description: "Number of the operator's pool in which reductions become credits. 归集项目编号",
    example: 'PL000001',
    max: 14,
    pattern: /^PL\d{6,12}$/,
  })
  pool!: string;

  @IsText({
    description: 'Who takes what and how benefit is shared, Chinese. 汇集与收益分配办法',
    example: '示例：项目汇集居民减排量，净收益七成用于居民奖励',
    max: 2000,
  })
  sharingZh!: string;

  @IsText({
    description: 'The same in English. 英文',
    example: 'Invented: seven tenths of net proceeds go into rewards of residents',
    max: 2000,
  })
  sharingEn!: string;

  @IsText({
    description:
      "Grams taken of a resident in a round at most: the rest stays the resident's own; absent where all is taken. 每人每批上限（克）",
    example: '20000',
    max: 20,
    optional: true,
  })
  residentLimitGrams?: string;

  @IsText({
    description: 'Grams in units that give a bonus point. 每一积分对应的签发克数',
    example: '100',
    max: 20,
  })
  gramsPerBonusPoint!: string;
}

export class InclusionPoolRoundPayload {
  @IsProgrammeCode()
  programme!: string;

  @IsChinaMonth({ description: 'The last month whose acts are pooled. 汇集截至月份', example: '2026-09' })
  upTo!: string;
}
