import { IsChinaDate, IsId, IsQuantity, IsText } from '@carbon/http';
import { AreSerials, IsAccountNumber, IsInstrumentCode, type SerialsBody } from '@carbon/ledger';

/** A loan or a holder is named by codes; people are named nowhere in it. */
const REFERENCE = /^[\p{L}\p{N}][\p{L}\p{N}（）()〔〕/._-]*$/u;
const HOLDER = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;

/** Payload of the task kind `pledge`. */
export class PledgePayload {
  @IsAccountNumber({ description: 'Account whose units are pledged. 出质账户' })
  account!: string;

  @IsInstrumentCode({ description: 'What is pledged; one instrument a pledge. 品种' })
  instrument!: string;

  @IsQuantity({ description: 'How many whole units. 数量（整数单位）', example: '100' })
  quantity!: string;

  @AreSerials()
  serials?: SerialsBody[];

  @IsText({
    description: 'Code of the holder they are pledged to, e.g. a bank. 质权人代码',
    max: 40,
    pattern: HOLDER,
    example: 'BANK-1',
  })
  pledgee!: string;

  @IsText({
    description: 'Number of the loan contract. 借款合同编号',
    max: 100,
    pattern: REFERENCE,
    example: 'LOAN-2026-017',
  })
  loanReference!: string;

  @IsQuantity({ description: 'Amount that is secured, in fen. 担保金额（分）', example: '100000000' })
  securedFen!: string;

  @IsChinaDate({
    description: 'Until when it is agreed; it stands until it is released all the same. 质押期限',
    example: '2027-03-31',
  })
  until!: string;
}

/** Payload of the task kind `pledge-release`. */
export class PledgeReleasePayload {
  @IsId({ description: 'The pledge. 质押编号' })
  pledge!: string;

  @IsQuantity({
    description: 'How many whole units; all that are still pledged when absent. 解除数量',
    optional: true,
    example: '40',
  })
  quantity?: string;

  @IsText({ description: 'Why. 事由', max: 500, example: '贷款已还清' })
  reason!: string;
}
