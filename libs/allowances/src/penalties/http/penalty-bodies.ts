import {
  IsChinaMonth,
  IsCount,
  IsId,
  IsOneOf,
  IsText,
  IsWholeNumberString,
  PageQuery,
  type Sent,
} from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsHolderName, IsMarket } from '../../holdings/index';
import { PENALTY_RULES, type PenaltyRule } from '../domain/penalty';
import { PENALTY_EVENTS, type PenaltyDecision, type PenaltyEvent } from '../persistence/decisions';
import { rangeJson } from '../use-cases/decide';
import type { FoundRange } from '../use-cases/find-range';

export class PenaltyPath {
  @IsId({ description: 'Id of the decision. 处罚决定编号' })
  id!: string;
}

export class PenaltiesQuery extends PageQuery {
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
  @IsOneOf(PENALTY_RULES, {
    description: 'Only by this rule. 按规则筛选',
    example: 'PEN-001',
    optional: true,
  })
  rule?: PenaltyRule;
}

export class PenaltyRangesQuery {
  @IsMarket()
  market!: string;
}

export class PenaltyRangeQuery {
  @IsMarket()
  market!: string;
  @IsOneOf(PENALTY_RULES, { description: 'Rule. 规则', example: 'PEN-001' })
  rule!: PenaltyRule;
  @IsHolderName({ description: 'Who, by code or id. 单位' })
  holder!: string;
  @Type(() => Number)
  @IsCount({ description: 'Year. 年度', example: 2025, min: 2000, max: 2199 })
  year!: number;
  @IsText({
    description: 'Average price, yuan per tonne (PEN-001). 平均成交价',
    example: '81.97',
    max: 12,
    pattern: /^(0|[1-9]\d{0,6})(\.\d{1,4})?$/,
    optional: true,
  })
  averagePrice?: string;
  @IsChinaMonth({ description: 'Of which month (PEN-001). 月份', example: '2026-11', optional: true })
  priceMonth?: string;
  @IsWholeNumberString({ description: 'Illegal gain in fen. 违法所得（分）', example: '0', optional: true })
  illegalGainFen?: string;
}

export class PenaltyTextBody {
  @ApiProperty({ description: 'In Chinese. 中文', example: '拒绝、阻挠监督检查' })
  zh!: string;
  @ApiProperty({ description: 'In English. 英文', example: 'Blocking an inspection' })
  en!: string;
}

/** What the rules of a market say of a breach. */
export class PenaltyRuleBody {
  @ApiProperty({ description: 'Rule. 规则', example: 'PEN-008' })
  rule!: string;
  @ApiProperty({
    type: PenaltyTextBody,
    description: 'Breach. 违法行为',
    example: { zh: '拒绝、阻挠监督检查', en: 'Blocking an inspection' },
  })
  breach!: Sent<PenaltyTextBody>;
  @ApiProperty({
    description: 'Figures of the pack. 幅度',
    type: 'object',
    additionalProperties: true,
    example: { yuan: { from: '20000', to: '200000' } },
  })
  figures!: object;
}

export class PenaltyRulesBody {
  @ApiProperty({ type: [PenaltyRuleBody], description: 'By rule. 各项规则' })
  rules!: readonly Sent<PenaltyRuleBody>[];
  @ApiProperty({
    description:
      'Whether missing units may newly be taken off the next allocation (C-4). 是否可作出新的核减决定',
    example: false,
  })
  deductsMissing!: boolean;
  @ApiProperty({
    description: 'The pack it is by. 规则包',
    type: 'object',
    additionalProperties: true,
    example: { id: 'compliance-cn', version: '2026.1', certainty: 'F' },
  })
  pack!: object;
}

/** What may be decided on a breach today. */
export class PenaltyRangeBody {
  @ApiProperty({ description: 'Rule. 规则', example: 'PEN-001' })
  rule!: string;
  @ApiProperty({
    description: 'Ranges in fen, what may be taken off, rules and pack. 幅度',
    type: 'object',
    additionalProperties: true,
    example: { fine: { fromFen: '505959825', toFen: '1011919650' } },
  })
  range!: object;
  @ApiProperty({
    description: 'What it came from. 依据',
    type: 'object',
    additionalProperties: true,
    example: { missingT: '12345' },
  })
  facts!: object;
}

export function rangeBody({ range, facts }: FoundRange): Sent<PenaltyRangeBody> {
  return { rule: range.rule, range: rangeJson(range), facts };
}

export class PenaltyEventBody {
  @ApiProperty({ enum: PENALTY_EVENTS, description: 'What became of it. 进展', example: 'paid' })
  what!: string;
  @ApiProperty({ description: 'When. 日期', format: 'date', example: '2027-03-20' })
  on!: string;
  @ApiProperty({ description: 'Reference or reason. 说明', example: '缴款凭证 EX-0001（示例）' })
  note!: string;
}

export class PenaltyBody {
  @ApiProperty({
    description: 'Id: that of its task. 编号',
    format: 'uuid',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;
  @ApiProperty({
    description: 'Who is fined. 被处罚单位',
    format: 'uuid',
    example: '01900000-0000-7000-8000-000000000002',
  })
  holderId!: string;
  @ApiProperty({ enum: PENALTY_RULES, description: 'Rule. 规则', example: 'PEN-001' })
  rule!: string;
  @ApiProperty({ description: 'Year. 年度', example: 2025 })
  year!: number;
  @ApiProperty({
    description: 'What was found. 事实依据',
    type: 'object',
    additionalProperties: true,
    example: { missingT: '12345' },
  })
  facts!: object;
  @ApiProperty({
    description: 'The range it was chosen from, with rules and pack. 处罚幅度',
    type: 'object',
    additionalProperties: true,
    example: { fine: { fromFen: '505959825', toFen: '1011919650' } },
  })
  range!: object;
  @ApiProperty({ description: 'The fine, fen. 罚款（分）', example: '505959825' })
  fineFen!: string;
  @ApiProperty({ description: 'Confiscated, fen. 没收（分）', example: '0' })
  confiscatedFen!: string;
  @ApiProperty({
    description: 'Fines of persons, amounts only, fen. 对责任人员罚款',
    type: [String],
    example: [],
  })
  personsFen!: readonly string[];
  @ApiProperty({ description: 'Taken off the next allocation, whole tonnes. 核减配额（吨）', example: '0' })
  deductionT!: string;
  @ApiProperty({
    description: 'Cut of the next allocation, percent. 核减比例（%）',
    type: String,
    nullable: true,
    example: null,
  })
  cutPercent!: string | null;
  @ApiProperty({ description: 'Whether production is ordered to stop. 责令停产整治', example: false })
  productionStop!: boolean;
  @ApiProperty({ description: 'To be paid by. 缴款期限', format: 'date', example: '2027-03-31' })
  payBy!: string;
  @ApiProperty({
    description: 'To be corrected by. 改正期限',
    type: String,
    format: 'date',
    nullable: true,
    example: '2027-02-28',
  })
  correctBy!: string | null;
  @ApiProperty({ enum: ['open', ...PENALTY_EVENTS], description: 'Where it stands. 状态', example: 'open' })
  state!: string;
  @ApiProperty({ type: [PenaltyEventBody], description: 'What became of it. 执行情况' })
  events!: readonly Sent<PenaltyEventBody>[];
  @ApiProperty({ description: 'Facts and reasons. 事实与理由', example: '未足额清缴 2025 年度配额（示例）' })
  reason!: string;
  @ApiProperty({
    description: 'When it was decided. 决定时间',
    format: 'date-time',
    example: '2027-01-20T10:00:00.000+08:00',
  })
  decidedAt!: string;
}

export function penaltyBody(one: PenaltyDecision): Sent<PenaltyBody> {
  const { id, market, holderId, rule, year, facts, range, cutPercent, productionStop, payBy, correctBy } =
    one;
  return {
    ...{ id, market, holderId, rule, year, facts, range, cutPercent, productionStop, payBy, correctBy },
    fineFen: one.fineFen.toString(),
    confiscatedFen: one.confiscatedFen.toString(),
    personsFen: one.personsFen.map(String),
    deductionT: one.deductionT.toString(),
    state: stateOf(one.events),
    ...{ events: one.events, reason: one.reason, decidedAt: chinaTimestamp(one.decidedAt) },
  };
}

function stateOf(events: readonly PenaltyEvent[]): string {
  return events.find(({ what }) => what === 'revoked')?.what ?? events.at(-1)?.what ?? 'open';
}
