import {
  IsChinaDate,
  IsChinaMonth,
  IsCount,
  IsFlag,
  IsId,
  IsOneOf,
  IsPart,
  IsText,
  IsWholeNumberString,
} from '@carbon/http';
import { parseChinaDate, parseWhole } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, Matches, ValidateIf } from 'class-validator';
import { IsHolderName, IsMarket } from '../../holdings/index';
import { PENALTY_RULES, type PenaltyRule } from '../domain/penalty';
import { PENALTY_EVENTS, type PenaltyEventKind } from '../persistence/decisions';
import type { ProposedPenalty } from '../use-cases/decide';

const PRICE = /^(0|[1-9]\d{0,6})(\.\d{1,4})?$/;
const PERCENT = /^(100|[1-9]?\d)(\.\d{1,2})?$/;

export class AveragePriceBody {
  @IsText({ description: 'Yuan per tonne. 平均成交价（元/吨）', example: '81.97', max: 12, pattern: PRICE })
  yuan!: string;
  @IsChinaMonth({
    description: 'Of which month: the one before the deadline (PEN-001). 月份',
    example: '2026-11',
  })
  month!: string;
  @IsText({ description: 'Where it comes from. 数据来源', example: '交易机构月度统计（示例）', max: 200 })
  source!: string;
}

export class PenaltyDecisionPayload {
  @IsMarket()
  market!: string;
  @IsHolderName({ description: 'Who is fined, by code or id. 被处罚单位' })
  holder!: string;
  @IsOneOf(PENALTY_RULES, { description: 'The rule that was broken. 违反的规则', example: 'PEN-001' })
  rule!: PenaltyRule;
  @IsCount({ description: 'Year of the obligation or report. 年度', example: 2025, min: 2000, max: 2199 })
  year!: number;
  @IsPart(() => AveragePriceBody, {
    description: 'Average price, for PEN-001. 平均成交价（PEN-001）',
    optional: true,
  })
  averagePrice?: AveragePriceBody;
  @IsWholeNumberString({
    description: 'Illegal gain in fen, for PEN-003 to PEN-007. 违法所得（分）',
    example: '0',
    optional: true,
  })
  illegalGainFen?: string;
  @IsWholeNumberString({
    description: 'The fine in fen, in the range of the rule. 罚款（分）',
    example: '505959825',
  })
  fineFen!: string;
  @IsWholeNumberString({
    description: 'Gain that is confiscated, fen. 没收违法所得（分）',
    example: '0',
    optional: true,
  })
  confiscatedFen?: string;
  @ApiProperty({
    description:
      'Fines of natural persons in fen, amounts only: nobody is named. 对责任人员罚款（分，不含姓名）',
    type: [String],
    example: ['5000000'],
    required: false,
    maxItems: 20,
  })
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayMaxSize(20)
  @Matches(/^(0|[1-9]\d{0,17})$/, { each: true })
  personsFen?: string[];
  @IsWholeNumberString({
    description:
      'Taken off the next allocation, whole tonnes, where the rule of the day lets it (C-4). 核减下一年度配额（吨）',
    example: '0',
    optional: true,
  })
  deductionT?: string;
  @IsText({
    description:
      'Cut of the next allocation in percent, for a report that is not corrected (PEN-003). 核减比例（%）',
    example: '50',
    max: 6,
    pattern: PERCENT,
    optional: true,
  })
  cutPercent?: string;
  @IsFlag({
    description: 'Whether production is ordered to stop. 责令停产整治',
    example: false,
    optional: true,
  })
  productionStop?: boolean;
  @IsCount({
    description: 'Officers of the inspection (PEN-008). 检查人数',
    example: 2,
    min: 0,
    max: 100,
    optional: true,
  })
  inspectors?: number;
  @IsChinaDate({ description: 'To be paid by. 缴款期限', example: '2027-03-31' })
  payBy!: string;
  @IsChinaDate({ description: 'To be corrected by. 改正期限', example: '2027-02-28', optional: true })
  correctBy?: string;
  @IsText({
    description: 'What was found and why it is decided so; without personal data. 事实与理由',
    example: '未足额清缴 2025 年度配额（示例）',
    max: 1000,
  })
  reason!: string;
}

export class PenaltySettlementPayload {
  @IsId({ description: 'Id of the decision. 处罚决定编号' })
  decision!: string;
  @IsOneOf(PENALTY_EVENTS, { description: 'What became of it. 进展', example: 'paid' })
  what!: PenaltyEventKind;
  @IsChinaDate({ description: 'When. 日期', example: '2027-03-20' })
  on!: string;
  @IsText({ description: 'Reference or reason. 说明', example: '缴款凭证 EX-0001（示例）', max: 300 })
  note!: string;
}

/** @throws Refusal INPUT_MALFORMED */
export function penaltyOf(body: PenaltyDecisionPayload, holderId: string): ProposedPenalty {
  const { market, rule, year, averagePrice, illegalGainFen, cutPercent, inspectors, payBy, correctBy } = body;
  return {
    breach: {
      ...{ market, rule, year, holderId, price: averagePrice },
      gainFen: illegalGainFen === undefined ? undefined : parseWhole(illegalGainFen, 'illegalGainFen'),
    },
    chosen: {
      fineFen: parseWhole(body.fineFen, 'fineFen'),
      confiscatedFen: parseWhole(body.confiscatedFen ?? '0', 'confiscatedFen'),
      personsFen: (body.personsFen ?? []).map((fen, at) => parseWhole(fen, `personsFen[${at}]`)),
      deductionT: parseWhole(body.deductionT ?? '0', 'deductionT'),
      ...{ cutPercent, inspectors },
    },
    productionStop: body.productionStop ?? false,
    payBy: parseChinaDate(payBy, 'payBy'),
    correctBy: correctBy === undefined ? null : parseChinaDate(correctBy, 'correctBy'),
    reason: body.reason,
  };
}
