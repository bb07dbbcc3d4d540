import { type ChinaDate, Refusal } from '@carbon/kernel';

export function consentUnknown(id: string): Refusal {
  return new Refusal(
    'ACCOUNT_CONSENT_UNKNOWN',
    404,
    { zh: `账户查询同意 ${id} 不存在`, en: `There is no consent ${id}` },
    { details: { consent: id } },
  );
}

export function consentNotInForce(id: string, state: string): Refusal {
  return new Refusal(
    'ACCOUNT_CONSENT_NOT_IN_FORCE',
    409,
    { zh: `账户查询同意 ${id} 当前状态为 ${state}`, en: `The consent ${id} is ${state}` },
    { details: { consent: id, state } },
  );
}

/** Not consented to, over, taken back, or not there: nobody learns which. */
export function accountNotConsented(account: string): Refusal {
  return new Refusal(
    'ACCOUNT_NOT_CONSENTED',
    404,
    { zh: `没有可查询的账户 ${account}`, en: `There is no account ${account} that you may look at` },
    { details: { account } },
  );
}

export function notABank(holder: string): Refusal {
  return new Refusal(
    'ACCOUNT_CONSENT_NOT_A_BANK',
    422,
    { zh: `${holder} 不是银行`, en: `${holder} is not a bank` },
    { details: { holder } },
  );
}

export function accountsOfTwoHolders(account: string): Refusal {
  return new Refusal(
    'ACCOUNT_CONSENT_OF_ONE_HOLDER',
    422,
    {
      zh: `账户 ${account} 属于另一持有人；一份同意只涉及一个持有人的账户`,
      en: `Account ${account} is of another holder: a consent is about accounts of one`,
    },
    { details: { account } },
  );
}

/** @param days the longest a consent may count for */
export function consentTooLong(until: ChinaDate, days: number): Refusal {
  return new Refusal(
    'ACCOUNT_CONSENT_TOO_LONG',
    422,
    {
      zh: `有效期 ${until} 应自今日起且不超过 ${days} 日`,
      en: `Until ${until}: must be today or later, and ${days} days at most`,
    },
    { rule: 'INV-10', details: { until, days: String(days) } },
  );
}
