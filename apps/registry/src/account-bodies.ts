import { IsOneOf, IsText, PageQuery } from '@carbon/http';
import { ACCOUNT_KINDS, type AccountKind } from '@carbon/ledger';

const HOLDER_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

const holderName = {
  description: 'Id or code of the holder. 持有人编号或代码',
  example: 'HUANENG-YC',
  min: 2,
  max: 40,
  pattern: HOLDER_NAME,
} as const;

export class OpenAccountBody {
  @IsText(holderName)
  holder!: string;

  @IsOneOf(ACCOUNT_KINDS, { description: 'What the account is for. 账户类型', example: 'holding' })
  kind!: AccountKind;
}

export class AccountsOfHolderQuery extends PageQuery {
  @IsText(holderName)
  holder!: string;
}
