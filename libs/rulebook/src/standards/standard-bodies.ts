import { IsChinaDate, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import type { ChinaDate, Text } from '@carbon/kernel';
import {
  CERTAINTIES,
  type Certainty,
  type Standard,
  STANDARD_STATUSES,
  STANDARD_WARNINGS,
  type StandardStatus,
  type StandardWarning,
  type StandardWarningKind,
} from '@carbon/rules';
import { ApiProperty } from '@nestjs/swagger';

export class WarningsQuery extends PageQuery {
  @IsChinaDate({ description: 'As of this day, default today. 基准日，默认今天', optional: true })
  on?: ChinaDate;
}

export class StandardsQuery extends WarningsQuery {
  @IsText({
    description: 'Only of this subject. 事项',
    max: 80,
    optional: true,
    example: 'factor-metro-shenzhen',
  })
  subject?: string;

  @IsOneOf(STANDARD_STATUSES, { description: 'Only of this status. 状态', optional: true })
  status?: StandardStatus;
}

export class StandardBody {
  @ApiProperty({ description: 'Code in this register. 登记代码', example: 'gb-t-24067' }) code!: string;
  @ApiProperty({
    description: 'Title. 名称',
    example: { zh: '温室气体 产品碳足迹', en: 'Carbon footprint of products' },
  })
  title!: Text;
  @ApiProperty({ description: 'Version or year. 版本或年份', example: '2024' }) edition!: string;
  @ApiProperty({ description: 'What it is about. 事项', example: 'product-footprint-cn' }) subject!: string;
  @ApiProperty({ description: 'Status. 状态', enum: STANDARD_STATUSES, example: 'in-force' })
  status!: StandardStatus;
  @ApiProperty({
    description: 'First day; null when not known. 起始日',
    type: String,
    nullable: true,
    example: '2025-03-01',
  })
  from!: string | null;
  @ApiProperty({
    description: 'Last day; null when open. 截止日',
    type: String,
    nullable: true,
    example: '2027-05-05',
  })
  to!: string | null;
  @ApiProperty({ description: 'Codes it supersedes. 取代', type: [String], example: ['pact-2'] })
  supersedes!: readonly string[];
  @ApiProperty({
    description: 'The figure it is cited for; null without one. 数值',
    type: Object,
    nullable: true,
    example: { value: '46.7', unit: 'gCO2/pkm' },
  })
  figure!: { value: string; unit: string } | null;
  @ApiProperty({
    description: 'Rule packs that rest on it. 引用它的规则包',
    type: [String],
    example: ['compliance-cn'],
  })
  usedIn!: readonly string[];
  @ApiProperty({ description: 'Rules it belongs to. 规则编号', type: [String], example: ['PCF-001'] })
  rules!: readonly string[];
  @ApiProperty({ description: 'Where it was read. 来源', example: 'GB/T 24067-2024' }) source!: string;
  @ApiProperty({ description: 'Certainty. 依据的可靠程度', enum: CERTAINTIES, example: 'E' })
  certainty!: Certainty;
}

export class StandardWarningBody {
  @ApiProperty({
    description: 'What does not fit together. 类型',
    enum: STANDARD_WARNINGS,
    example: 'two-values',
  })
  kind!: StandardWarningKind;
  @ApiProperty({ description: 'Subject. 事项', example: 'factor-metro-shenzhen' }) subject!: string;
  @ApiProperty({ description: 'Entries concerned. 涉及条目', type: [String], example: ['a', 'b'] })
  codes!: readonly string[];
  @ApiProperty({ description: 'Rules concerned. 规则编号', type: [String], example: ['PHI-003'] })
  rules!: readonly string[];
  @ApiProperty({
    description: 'In words. 说明',
    example: { zh: '同一事项有两个数值', en: 'One subject has two values' },
  })
  text!: Text;
}

export function standardBody(one: Standard): Sent<StandardBody> {
  const { code, title, edition, subject, status, rules, source, certainty } = one;
  return {
    ...{ code, title, edition, subject, status, rules, source, certainty },
    from: one.from ?? null,
    to: one.to ?? null,
    supersedes: one.supersedes ?? [],
    figure: one.figure ?? null,
    usedIn: one.usedIn ?? [],
  };
}

export function warningBody({
  kind,
  subject,
  codes,
  rules,
  text,
}: StandardWarning): Sent<StandardWarningBody> {
  return { kind, subject, codes, rules, text };
}
