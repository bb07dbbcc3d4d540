import { IsCount, IsFlag, IsId, IsListOf, IsQuantity, IsText } from '@carbon/http';
import { IsAccountNumber } from '@carbon/ledger';
import { AllowanceLotBody, IsHolderName, IsMarket } from '../../holdings/index';

/** Vintages, or batches of credits, that one application may hold. */
const MAX_LOTS = 50;

export function IsObligationYear(options: { readonly optional?: boolean } = {}): PropertyDecorator {
  return IsCount({
    ...{ description: 'Year of the obligation. 履约年度', min: 2000, max: 2199, example: 2024 },
    ...options,
  });
}

const AreAllowances = (optional = false) =>
  IsListOf(() => AllowanceLotBody, {
    ...{ description: 'Allowances by vintage, one line each. 清缴的配额', max: MAX_LOTS, optional },
  });

export class AllowanceSurrenderPayload {
  @IsMarket()
  market!: string;

  @IsObligationYear()
  year!: number;

  @IsAccountNumber({ description: 'Account on the registry side whose units are used. 登记端账户' })
  account!: string;

  @AreAllowances(true)
  allowances?: AllowanceLotBody[];

  @IsListOf(() => AllowanceLotBody, {
    description: 'Credits for offset, one line a batch; they are cancelled (SUR-007). 用于抵销的减排量',
    max: MAX_LOTS,
    optional: true,
  })
  credits?: AllowanceLotBody[];

  @IsHolderName({
    description:
      "Another holder whose obligation they are to meet (SUR-013); the account's own when absent. 被代履约单位",
    optional: true,
  })
  beneficiary?: string;

  @IsFlag({
    description: 'For a year whose deadline has passed; told by the day when absent. 是否补缴欠缴配额',
    optional: true,
    example: false,
  })
  arrears?: boolean;
}

export class ProvincialSurrenderPayload {
  @IsMarket()
  market!: string;

  @IsObligationYear()
  year!: number;

  @IsAccountNumber({ description: "The authority's account whose units are used. 省级主管部门账户" })
  account!: string;

  @IsHolderName({ description: 'The holder whose obligation they are to meet. 被代履约单位' })
  beneficiary!: string;

  @AreAllowances()
  allowances!: AllowanceLotBody[];
}

export class JudicialSurrenderPayload {
  @IsMarket()
  market!: string;

  @IsObligationYear()
  year!: number;

  @IsAccountNumber({ description: 'Account whose frozen units are surrendered. 账户' })
  account!: string;

  @AreAllowances()
  allowances!: AllowanceLotBody[];
}

export class SurrenderReversalPayload {
  @IsId({ description: 'Id of the surrender. 清缴编号' })
  surrender!: string;

  @IsText({ description: 'Why. 事由', max: 500, example: '申请数量有误' })
  reason!: string;
}

export class AssistanceConsentPayload {
  @IsMarket()
  market!: string;

  @IsObligationYear()
  year!: number;

  @IsHolderName({ description: 'Who may surrender for the proposing holder. 代履约单位' })
  assistant!: string;

  @IsQuantity({ description: 'The most, in tonnes, over all its surrenders. 上限（吨）', example: '5000' })
  limit!: string;
}
