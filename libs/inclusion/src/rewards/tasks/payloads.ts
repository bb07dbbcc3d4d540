import {
  IsCount,
  IsFlag,
  IsId,
  IsMoment,
  IsOneOf,
  IsPart,
  IsQuantity,
  IsShaped,
  IsText,
  IsWholeNumberString,
} from '@carbon/http';
import { LIMIT_PERIODS, type LimitPeriod, REWARD_KINDS, type RewardKind } from '../domain/reward';
import { isYuan } from '../domain/yuan';

const HOLDER = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;
const PROGRAMME = /^[A-Z][A-Z0-9-]{1,19}$/;
const REWARD = /^[A-Z0-9][A-Z0-9-]{1,39}$/;

export function IsProgrammeCode(optional = false): PropertyDecorator {
  const description = 'Code of the programme. 碳普惠项目代码';
  return IsText({ description, max: 20, pattern: PROGRAMME, example: 'SZ', optional });
}

export function IsRewardCode(): PropertyDecorator {
  return IsText({
    description: 'Code of the reward. 兑换项代码',
    max: 40,
    pattern: REWARD,
    example: 'COFFEE',
  });
}

function IsYuan(description: string, example: string, optional = false): PropertyDecorator {
  const sentence = {
    zh: '应为以元表示的金额，最多两位小数',
    en: 'must be an amount in yuan of at most two decimals',
  };
  return IsShaped({ shape: 'yuan', test: isYuan, sentence, description, example, optional });
}

function IsReason(example: string): PropertyDecorator {
  return IsText({ description: 'Why. 事由', max: 500, example });
}

export class RewardLimitPayload {
  @IsCount({ description: 'How many one resident may take. 每人可兑份数', min: 1, max: 100_000, example: 1 })
  count!: number;

  @IsOneOf(LIMIT_PERIODS, { description: 'In which period. 周期', example: 'month' })
  period!: LimitPeriod;
}

/** Payload of the task kind `inclusion-reward`: a new reward, or new terms of one that is there. */
export class InclusionRewardPayload {
  @IsProgrammeCode()
  programme!: string;

  @IsRewardCode()
  code!: string;

  @IsOneOf(REWARD_KINDS, { description: 'What it is; fixed once it is there. 类型', example: 'goods' })
  kind!: RewardKind;

  @IsText({ description: 'Name in Chinese. 中文名称', max: 100, example: '自带杯咖啡券（示例）' })
  nameZh!: string;

  @IsText({ description: 'Name in English. 英文名称', max: 100, example: 'Coffee with own cup (example)' })
  nameEn!: string;

  @IsQuantity({ description: 'Points for one. 所需积分', example: '600' })
  points!: string;

  @IsWholeNumberString({
    description:
      'Pieces at the start, unbounded when absent; of one that is there, stock is added by another task. 初始库存',
    optional: true,
    example: '1000',
  })
  stock?: string;

  @IsPart(() => RewardLimitPayload, {
    description: 'How many one resident may take; any number when absent. 个人兑换上限',
    optional: true,
    example: { count: 1, period: 'month' },
  })
  limit?: RewardLimitPayload;

  @IsText({
    description:
      'Code of who gives it: a merchant; of a gift, its cause. Fixed once it is there. 商户或受赠机构代码',
    max: 40,
    pattern: HOLDER,
    example: 'M03',
  })
  merchant!: string;

  @IsFlag({
    description: 'Whether the merchant says yes to each before its code can be used. 是否需商户确认',
    optional: true,
    example: false,
  })
  confirms?: boolean;

  @IsYuan(
    'What the merchant is paid for one used, in yuan; residents never see it (PTS-003). 结算单价（元）',
    '3.00',
  )
  settlementYuan!: string;

  @IsId({
    description: 'The budget that pays; the programme itself when absent. 资助编号',
    optional: true,
  })
  funding?: string;

  @IsCount({
    description: 'Of a right to buy green power: how many kWh. 绿电购买权电量（千瓦时）',
    min: 1,
    max: 1_000_000,
    optional: true,
    example: 100,
  })
  kwh?: number;

  @IsQuantity({
    description: 'Of a cause: the points it wants to reach. 公益目标积分',
    optional: true,
    example: '1000000',
  })
  targetPoints?: string;

  @IsMoment({ description: 'Offered from; at once when absent. 上架时间', optional: true })
  validFrom?: string;

  @IsMoment({
    description: 'The first moment at which it is not offered any more. 下架时间',
    optional: true,
    example: '2026-12-31T16:00:00Z',
  })
  validTo?: string;

  @IsText({
    description: 'Where the offer comes from; `synthetic` where it is invented. 来源（示例数据标 synthetic）',
    max: 200,
    example: 'synthetic',
  })
  source!: string;
}

/** Payload of the task kind `inclusion-reward-stock`. */
export class InclusionRewardStockPayload {
  @IsProgrammeCode()
  programme!: string;

  @IsRewardCode()
  code!: string;

  @IsQuantity({ description: 'Pieces to add. 补货数量', example: '200' })
  pieces!: string;
}

/** Payload of the task kind `inclusion-reward-withdrawal`. */
export class InclusionRewardWithdrawalPayload {
  @IsProgrammeCode()
  programme!: string;

  @IsRewardCode()
  code!: string;

  @IsReason('合作到期')
  withdrawalReason!: string;
}

/** Payload of the task kind `inclusion-funding`. */
export class InclusionFundingPayload {
  @IsText({
    description: 'Code of the enterprise that pays. 资助企业代码',
    max: 40,
    pattern: HOLDER,
    example: 'E001',
  })
  funder!: string;

  @IsProgrammeCode()
  programme!: string;

  @IsText({
    description: 'What for, in Chinese. 资助用途',
    max: 200,
    example: '社区居民低碳出行奖励（示例）',
  })
  purposeZh!: string;

  @IsText({
    description: 'What for, in English. 资助用途（英文）',
    max: 200,
    example: 'Rewards for a community (example)',
  })
  purposeEn!: string;

  @IsYuan('The budget, in yuan. 资助预算（元）', '50000.00')
  budgetYuan!: string;

  @IsMoment({ description: 'Pays from; at once when absent. 生效时间', optional: true })
  validFrom?: string;

  @IsMoment({
    description: 'The first moment at which it pays for nothing new. 截止时间',
    optional: true,
    example: '2026-12-31T16:00:00Z',
  })
  validTo?: string;

  @IsText({
    description: 'Where it comes from; `synthetic` where it is invented. 来源',
    max: 200,
    example: 'synthetic',
  })
  source!: string;
}

/** Payload of the task kind `inclusion-funding-end`. */
export class InclusionFundingEndPayload {
  @IsId({ description: 'The funding. 资助编号' })
  funding!: string;

  @IsReason('预算年度结束')
  endReason!: string;
}

/** Payload of the task kind `inclusion-settlement-correction`. */
export class InclusionSettlementCorrectionPayload {
  @IsQuantity({ description: 'Number of the line. 结算明细编号', example: '42' })
  line!: string;

  @IsYuan('By how much, in yuan: below zero where less is owed. 更正金额（元，可为负）', '-3.00')
  changeYuan!: string;

  @IsReason('商户多核销一份，双方已核对')
  correctionReason!: string;
}
