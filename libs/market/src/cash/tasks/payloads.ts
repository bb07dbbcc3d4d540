import { IsId, IsQuantity, IsText } from '@carbon/http';
import { IsAccountNumber } from '@carbon/ledger';

/** Numbers of banks are letters, digits and a few signs; nobody is named in them. */
const BANK_REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/;
const HOLDER = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;

function IsBankReference({
  description = 'Reference of the bank; each stands for one movement. 银行流水号',
  optional = false,
} = {}): PropertyDecorator {
  return IsText({
    description,
    optional,
    min: 4,
    max: 64,
    pattern: BANK_REFERENCE,
    example: 'B20260302-000017',
  });
}

/** Payload of the task kind `cash-deposit`. */
export class CashDepositPayload {
  @IsText({
    description: 'Code of the holder whose money it is. 持有人代码',
    max: 40,
    pattern: HOLDER,
    example: 'DEMO-POWER',
  })
  holder!: string;

  @IsAccountNumber({
    description: 'Its funds account; the first, or a new one, when absent. 资金账户',
    optional: true,
  })
  account?: string;

  @IsQuantity({ description: 'Amount in fen. 金额（分）', example: '100000000' })
  amountFen!: string;

  @IsBankReference()
  bankReference!: string;
}

/** Payload of the task kind `cash-withdrawal`. */
export class CashWithdrawalPayload {
  @IsAccountNumber({ description: 'Funds account that is paid out of. 资金账户' })
  account!: string;

  @IsQuantity({ description: 'Amount in fen. 金额（分）', example: '50000000' })
  amountFen!: string;

  @IsId({
    description:
      'Registered bank account of the same holder that it is paid to: the bank is sent an order once two people agreed. 收款银行账户',
    optional: true,
  })
  bankAccount?: string;

  @IsBankReference({
    description:
      'Instead: reference of the bank for money that it has paid out already. 银行流水号（银行已付款时）',
    optional: true,
  })
  bankReference?: string;
}
