import { Refusal } from '@carbon/kernel';

export function notAllowances(instrument: string): Refusal {
  return new Refusal(
    'ALLOWANCE_CANCELLATION_NOT_ALLOWANCES',
    422,
    { zh: `${instrument} 不是碳排放配额`, en: `${instrument} is no allowance` },
    { rule: 'ETS-012', details: { instrument } },
  );
}

export function marketsMixed(one: string, other: string): Refusal {
  return new Refusal(
    'ALLOWANCE_CANCELLATION_MARKETS_MIXED',
    422,
    {
      zh: `一张凭证只含一个市场的配额：${one}、${other} 须分别注销`,
      en: `A receipt is of one market: cancel allowances of ${one} and of ${other} apart`,
    },
    { rule: 'ETS-012', details: { one, other } },
  );
}

/** ETS-003: what is to end must be with the registry. */
export function notAtTheRegistry(account: string, kind: string): Refusal {
  return new Refusal(
    'ALLOWANCE_CANCELLATION_NOT_AT_REGISTRY',
    422,
    {
      zh: `账户 ${account} 不是登记账户，请先将配额转回登记系统`,
      en: `Account ${account} is not on the registry side: move the allowances back first`,
    },
    { rule: 'ETS-003', details: { account, kind } },
  );
}

/** The public list names whoever cancels; a person is named nowhere. */
export function personsNotPublic(account: string): Refusal {
  return new Refusal(
    'ALLOWANCE_CANCELLATION_OF_PERSON',
    422,
    {
      zh: '自愿注销须公示注销方，自然人账户暂不办理',
      en: 'A voluntary cancellation names its holder in public: accounts of natural persons are not served',
    },
    { rule: 'ETS-012', details: { account } },
  );
}
