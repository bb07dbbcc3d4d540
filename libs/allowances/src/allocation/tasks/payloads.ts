import { IsId, IsListOf, IsOneOf, IsQuantity, IsText, IsWholeNumberString } from '@carbon/http';
import { IsAccountNumber, IsInstrumentCode } from '@carbon/ledger';
import { SECTORS } from '../../domain/index';
import { ADJUSTABLE } from '../domain/adjust-figures';
import {
  IsAppealNumber,
  IsDataYear,
  IsHolderName,
  IsMarketCode,
  IsReasonText,
  IsRoundNumber,
} from '../http/fields';
import { APPEAL_OUTCOMES, type AppealOutcome } from '../persistence/appeals';

export class AllowanceCapPayload {
  @IsMarketCode()
  market!: string;

  @IsDataYear()
  year!: number;

  @IsText({
    description: 'Province; absent for the whole market. 省份，不填为全国',
    example: '浙江',
    max: 20,
    optional: true,
  })
  province?: string;

  @IsWholeNumberString({ description: 'Cap, whole tonnes. 配额总量（吨）', example: '5000000000' })
  capT!: string;

  @IsReasonText({ example: '示例：年度配额总量和分配方案' })
  reason!: string;
}

export class AllocationAppealPayload {
  @IsRoundNumber()
  round!: string;

  @IsText({
    description: 'What the enterprise objects to. 异议内容',
    example: '负荷（出力）系数与核查报告不一致',
    max: 2000,
  })
  grounds!: string;

  @IsWholeNumberString({
    description: 'What it thinks right, whole tonnes. 主张的配额量（吨）',
    example: '120000',
    optional: true,
  })
  wantedT?: string;
}

/** An input of a unit or production line that is set otherwise. */
export class InputAdjustmentBody {
  @IsText({ description: 'Unit or production line. 机组或产线', example: 'U1', max: 80 })
  unit!: string;

  @IsOneOf(ADJUSTABLE, { description: 'Which input. 调整项', example: 'loadFactorPercent' })
  field!: string;

  @IsText({
    description: 'Its value: a decimal, a class, or a special kind (empty for none). 调整后的值',
    example: '58.5',
    min: 0,
    max: 60,
  })
  value!: string;
}

export class AppealDecisionPayload {
  @IsAppealNumber()
  appeal!: string;

  @IsOneOf(APPEAL_OUTCOMES, { description: 'What comes of it. 处理结果', example: 'upheld' })
  outcome!: AppealOutcome;

  @IsReasonText({ example: '经复核，采用核查报告第 3 页数据' })
  reason!: string;

  @IsListOf(() => InputAdjustmentBody, {
    description: 'Inputs set otherwise; needed unless it is dismissed. 调整的数据',
    min: 0,
    max: 200,
    optional: true,
  })
  adjustments?: InputAdjustmentBody[];
}

export class AllocationApprovalPayload {
  @IsRoundNumber()
  round!: string;

  @IsText({
    description: 'For the approvers. 说明',
    example: '示例省 2024 年度核定',
    max: 500,
    optional: true,
  })
  note?: string;
}

export class AllocationIssuePayload {
  @IsRoundNumber()
  round!: string;

  @IsText({
    description: 'For the approvers. 说明',
    example: '示例省 2024 年度发放',
    max: 500,
    optional: true,
  })
  note?: string;
}

export class AllocationReapprovalPayload {
  @IsId({ description: 'The entry on the list of re-approvals. 重新核定事项' })
  reapproval!: string;

  @IsReasonText({ example: '核查结果变更' })
  reason!: string;
}

export class ProvincialReleasePayload {
  @IsMarketCode()
  market!: string;

  @IsHolderName()
  holder!: string;

  @IsInstrumentCode({ description: 'Vintage. 配额品种', example: 'CEA24' })
  instrument!: string;

  @IsQuantity({ description: 'Whole tonnes. 数量（吨）', example: '1000' })
  quantity!: string;

  @IsAccountNumber({ description: 'The enterprise’s account. 企业账户' })
  to!: string;

  @IsReasonText({ example: '司法冻结已解除' })
  reason!: string;
}

export class AllowanceReturnPayload {
  @IsId({ description: 'The demand. 收回要求' })
  demand!: string;

  @IsAccountNumber({ description: 'The enterprise’s account that the units come from. 转出账户' })
  account!: string;

  @IsQuantity({ description: 'Whole tonnes. 数量（吨）', example: '1000' })
  quantity!: string;
}

export const OWED_DECISIONS = ['owe', 'waive'] as const;

export class OwedAdjustmentPayload {
  @IsMarketCode()
  market!: string;

  @IsHolderName()
  holder!: string;

  @IsDataYear({ description: 'Year it comes from. 产生年度' })
  year!: number;

  @IsOneOf(OWED_DECISIONS, { description: 'More is owed, or less. 增加或豁免', example: 'owe' })
  decision!: (typeof OWED_DECISIONS)[number];

  @IsQuantity({ description: 'Whole tonnes. 数量（吨）', example: '70000' })
  quantity!: string;

  @IsReasonText({ example: '以前年度核定调整待扣减' })
  reason!: string;
}

export class BalanceValuePayload {
  @IsMarketCode()
  market!: string;

  @IsDataYear()
  year!: number;

  @IsOneOf(SECTORS, { description: 'Sector. 行业', example: 'steel' })
  sector!: string;

  @IsText({
    description: 'Balance value, a decimal in the sector’s unit. 行业平衡值',
    example: '1.6000',
    max: 31,
    pattern: /^(0|[1-9]\d{0,17})(\.\d{1,12})?$/,
  })
  value!: string;

  @IsText({ description: 'Where it is published. 来源', example: '全国碳市场管理平台（示例）', max: 300 })
  source!: string;
}
