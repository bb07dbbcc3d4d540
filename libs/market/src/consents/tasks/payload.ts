import { AreTexts, IsChinaDate, IsText } from '@carbon/http';

const HOLDER = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;
const ACCOUNT = /^CL-\d{3}-[1-9]\d{0,9}-0-[1-9]\d?$/;
const MOST_ACCOUNTS = 50;
const LONGEST_NUMBER = 40;

/** Payload of the task kind `account-consent`. */
export class AccountConsentPayload {
  @IsText({ description: 'Code of the bank. 银行代码', max: 40, pattern: HOLDER, example: 'BANK-1' })
  bank!: string;

  @AreTexts({
    description: 'Own accounts that it may look at. 同意查询的账户',
    max: MOST_ACCOUNTS,
    each: { max: LONGEST_NUMBER, pattern: ACCOUNT },
    example: ['CL-100-1024-0-28'],
  })
  accounts!: string[];

  @IsText({
    description: 'What for; no personal data. 用途',
    max: 500,
    example: '贷款审查',
  })
  purpose!: string;

  @IsChinaDate({ description: 'The last day on which it counts. 有效期至', example: '2026-12-31' })
  until!: string;
}
