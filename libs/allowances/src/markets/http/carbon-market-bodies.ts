import { IsChinaDate, IsText, PageQuery, type Sent } from '@carbon/http';
import type { ChinaDate, Text } from '@carbon/kernel';
import { CERTAINTIES, type Certainty } from '@carbon/rules';
import { ApiProperty } from '@nestjs/swagger';
import { CARBON_MARKETS, type CarbonMarket } from '../../domain';
import type { MarketRule } from '../domain/market-rules';
import { MARKET_TITLES } from '../domain/market-titles';

const CODE = { description: 'Code of the market. 市场代码', enum: CARBON_MARKETS, example: 'CN' } as const;

export class CarbonMarketPath {
  @IsText({ description: 'Code of the market. 市场代码', max: 10, pattern: /^[A-Z]+$/, example: 'CN' })
  market!: string;
}

export class CarbonMarketQuery extends PageQuery {
  @IsChinaDate({
    description: 'Rules as known on this day, default today. 以此日已知的规则为准，默认今天',
    optional: true,
  })
  on?: ChinaDate;
}

export class CarbonMarketBody {
  @ApiProperty(CODE) market!: CarbonMarket;
  @ApiProperty({
    description: 'Name. 名称',
    example: { zh: '全国碳排放权交易市场', en: 'National carbon market of China' },
  })
  title!: Text;
  @ApiProperty({
    description: 'Its rule packs. 规则包',
    example: ['compliance-cn', 'trading-cn'],
    type: [String],
  })
  packs!: readonly string[];
}

export class CarbonMarketRuleBody {
  @ApiProperty({
    description: 'What it is about. 主题',
    enum: ['compliance', 'trading'],
    example: 'compliance',
  })
  topic!: MarketRule['topic'];
  @ApiProperty({ description: 'Its name in the rule pack. 规则包中的名称', example: 'inclusion' })
  key!: string;
  @ApiProperty({ description: 'Name. 名称', example: { zh: '纳入与退出', en: 'Who is on the list' } })
  title!: Text;
  @ApiProperty({
    description: 'What it says, in plain words. 规则内容',
    example: {
      zh: '年排放量达到 26000 吨的纳入名录；连续 2 年低于此数或关停的移出',
      en: 'From 26000 t a year a site is on the list; 2 successive years below, or closing, remove it',
    },
  })
  words!: Text;
  @ApiProperty({ description: 'Rule IDs. 规则编号', example: ['ETS-004'], type: [String] })
  rules!: readonly string[];
  @ApiProperty({
    description: 'Where it comes from. 依据',
    example: 'MEE Order 19 of 2020, Articles 8 and 11',
  })
  source!: string;
  @ApiProperty({
    description:
      'Certainty: F full text, E excerpt, M+ and M- memory, S secondary, D draft, X own design. 依据的可靠程度',
    enum: CERTAINTIES,
    example: 'F',
  })
  certainty!: Certainty;
  @ApiProperty({
    description: 'Whether its dates are data years and not days of asking. 日期是否按数据年度',
    example: false,
  })
  byDataYear!: boolean;
  @ApiProperty({ description: 'First day. 起始日', format: 'date', example: '2021-02-01' })
  effectiveFrom!: ChinaDate;
  @ApiProperty({
    description: 'Last day; null while it is open. 截止日',
    format: 'date',
    type: String,
    nullable: true,
    example: null,
  })
  effectiveTo!: ChinaDate | null;
  @ApiProperty({
    description: 'The version of the rule pack it stands in. 所在规则包版本',
    example: { id: 'compliance-cn', version: '2026.1', hash: '3f0e…' },
  })
  pack!: MarketRule['pack'];
}

export function marketBody(market: CarbonMarket): Sent<CarbonMarketBody> {
  const code = market.toLowerCase();
  return { market, title: MARKET_TITLES[market], packs: [`compliance-${code}`, `trading-${code}`] };
}

export function marketRuleBody({ figure, ...rule }: MarketRule): Sent<CarbonMarketRuleBody> {
  const { rules, source, certainty, effectiveFrom, effectiveTo } = figure;
  return { ...rule, rules, source, certainty, effectiveFrom, effectiveTo: effectiveTo ?? null };
}
