import { AreTexts, IsFlag, IsId, IsListOf, IsOneOf, IsText } from '@carbon/http';
import { type Sector, SECTORS } from '../../domain/index';
import { LISTED_MARKETS } from '../../domain/emitters/index';
import { IsHolderName, IsNote, IsYear } from './fields';

/** Rows that one proposal may hold; longer lists are imported. */
const ROWS = 5_000;

const GROUND = 'Ground, where the rule does not bear the row out. 与规则不符或无核查数据时的依据';

export class EmitterListEntryPayload {
  @IsHolderName()
  holder!: string;

  @IsOneOf(SECTORS, { description: 'Sector. 行业', example: 'power' })
  sector!: Sector;

  @AreTexts({
    description: 'Gases that count; by the sector when absent (ALC-024). 管控气体',
    example: ['CO2'],
    max: 10,
    each: { max: 8, pattern: /^[A-Z][A-Za-z0-9]*$/ },
    optional: true,
  })
  gases?: string[];

  @IsText({
    description: 'Class of its economic activity, in words. 行业类别',
    example: '火力发电（4411）',
    max: 120,
  })
  classText!: string;

  @IsText({
    description: 'Province; its holder’s own when absent. 省份',
    example: '浙江',
    max: 20,
    optional: true,
  })
  province?: string;

  @IsYear({
    description: 'Year since which it is on lists of this market. 首次纳入年度',
    example: 2020,
    optional: true,
  })
  includedSince?: number;

  @IsNote('Why it is put on the list. 纳入原因', '年排放量达到纳入门槛')
  reason!: string;

  @IsNote(GROUND, '新建项目，按设计产能预计', { optional: true })
  ground?: string;
}

export class EmitterListRemovalPayload {
  @IsHolderName()
  holder!: string;

  @IsNote('Why it is taken off the list. 移出原因', '连续两年低于纳入门槛')
  reason!: string;

  @IsNote(GROUND, '已停产并拆除', { optional: true })
  ground?: string;
}

export class EmitterListPayload {
  @IsOneOf(LISTED_MARKETS, { description: 'Market. 碳市场', example: 'CN' })
  market!: string;

  @IsYear()
  year!: number;

  @IsListOf(() => EmitterListEntryPayload, {
    description: 'Who is put on the list. 纳入',
    min: 0,
    max: ROWS,
    optional: true,
  })
  add?: EmitterListEntryPayload[];

  @IsListOf(() => EmitterListRemovalPayload, {
    description: 'Who is taken off it. 移出',
    min: 0,
    max: ROWS,
    optional: true,
  })
  remove?: EmitterListRemovalPayload[];

  @IsFlag({
    description: 'Whoever is on the list of the year before and is not named stays. 其余沿用上一年度名录',
    optional: true,
  })
  carryForward?: boolean;

  @IsId({ description: 'Rows of a staged import instead of `add` and `remove`. 导入批次', optional: true })
  import?: string;

  @IsNote('Title or ground of the publication. 公布说明', '2026 年度重点排放单位名录')
  reason!: string;
}
