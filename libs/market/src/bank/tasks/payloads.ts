import { IsId, IsOneOf, IsText, IsWholeNumberString } from '@carbon/http';
import { IsAccountNumber } from '@carbon/ledger';
import { ADAPTERS, type Adapter } from '../bank-port';

const HOLDER = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;
/** Banks group numbers with spaces and hyphens. */
const BANK_NUMBER = /^[A-Za-z0-9][A-Za-z0-9 -]{3,38}[A-Za-z0-9]$/;

function IsBankNumber(description: string): PropertyDecorator {
  return IsText({ description, max: 40, pattern: BANK_NUMBER, example: '1000 2000 3000 4000' });
}

/** Payload of the task kind `settlement-account-opening`. */
export class SettlementAccountOpeningPayload {
  @IsText({
    description: 'Code of the holder that is the settlement bank. 结算银行代码',
    max: 40,
    pattern: HOLDER,
    example: 'DEMO-BANK',
  })
  bank!: string;

  @IsBankNumber('Number of the account at the bank. 结算账户账号')
  number!: string;

  @IsOneOf(ADAPTERS, {
    description:
      'How orders reach the bank: people carry them over, or the made-up bank of a demonstration. 对接方式（demo 为演示银行，数据均为虚构）',
    example: 'by-hand',
  })
  adapter!: Adapter;
}

/** Payload of the task kind `bank-account-registration`. */
export class BankAccountRegistrationPayload {
  @IsText({
    description: 'Code of the holder whose bank account it is. 持有人代码',
    max: 40,
    pattern: HOLDER,
    example: 'DEMO-POWER',
  })
  holder!: string;

  @IsText({
    description: 'Name of the account at the bank, as the bank has it. 户名',
    max: 140,
    example: '示例电力有限公司',
  })
  name!: string;

  @IsBankNumber('Account number. 账号')
  number!: string;

  @IsText({
    description: 'The bank: its CNAPS code or BIC. 开户行行号',
    min: 4,
    max: 35,
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]*$/,
    example: '000100000000',
  })
  bank!: string;
}

/** Payload of the task kind `bank-account-removal`. */
export class BankAccountRemovalPayload {
  @IsId({ description: 'The registered bank account. 已登记银行账户编号' })
  bankAccount!: string;

  @IsText({ description: 'Why. 原因', max: 500, example: '账户已销户' })
  reason!: string;
}

function IsEntry(): PropertyDecorator {
  return IsWholeNumberString({ description: 'Number of the entry that waits. 银行流水编号', example: '42' });
}

/** Payload of the task kind `unmatched-money-assignment`. */
export class UnmatchedMoneyAssignmentPayload {
  @IsEntry()
  entry!: string;

  @IsAccountNumber({ description: 'The funds account whose money it is. 资金账户' })
  account!: string;

  @IsText({ description: 'What shows that it is. 依据', max: 500, example: '汇款人更名，见公函' })
  reason!: string;
}

/** Payload of the task kind `unmatched-money-return`. */
export class UnmatchedMoneyReturnPayload {
  @IsEntry()
  entry!: string;

  @IsText({ description: 'Why it goes back. 退回原因', max: 500, example: '无法确认资金归属' })
  reason!: string;
}
