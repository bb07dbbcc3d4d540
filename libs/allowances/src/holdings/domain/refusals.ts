import { Refusal } from '@carbon/kernel';

export function notAllowancesOf(market: string, instrument: string): Refusal {
  return new Refusal(
    'ALLOWANCES_NOT_OF_MARKET',
    422,
    {
      zh: `${instrument} 不是市场 ${market} 的配额`,
      en: `${instrument} is no allowance of the market ${market}`,
    },
    { rule: 'ETS-008', details: { market, instrument } },
  );
}

/** ETS-002, ETS-003: what an act needs of an account, told by its kind. */
export function notRegistrySide(account: string, kind: string): Refusal {
  return new Refusal(
    'ALLOWANCES_NOT_REGISTRY_SIDE',
    422,
    {
      zh: `账户 ${account} 不在登记端；在交易端的配额须先划回登记端`,
      en: `Account ${account} is not on the registry side: units on the exchange side are moved back first`,
    },
    { rule: 'ETS-003', details: { account, kind } },
  );
}

export function notExchangeSide(account: string): Refusal {
  return new Refusal(
    'ALLOWANCES_NOT_EXCHANGE_SIDE',
    422,
    {
      zh: `账户 ${account} 不是该持有人的交易端账户`,
      en: `Account ${account} is not an exchange account of this holder`,
    },
    { rule: 'ETS-003', details: { account } },
  );
}

export function noExchangeAccount(): Refusal {
  return new Refusal(
    'ALLOWANCES_NO_EXCHANGE_ACCOUNT',
    422,
    {
      zh: '该持有人没有交易端账户，没有可划回的配额；首次划入交易端时自动开立',
      en: 'The holder has no exchange account, so nothing can come back from it; the first move to the exchange opens one',
    },
    { rule: 'ETS-003' },
  );
}

/** ETS-011: one registry account and one of the exchange; where there are more, the proposal says which. */
export function exchangeAccountAmbiguous(numbers: readonly string[]): Refusal {
  const list = numbers.join(', ');
  return new Refusal(
    'ALLOWANCES_EXCHANGE_ACCOUNT_AMBIGUOUS',
    422,
    {
      zh: `该持有人有多个交易端账户，请指明：${list}`,
      en: `The holder has several exchange accounts; name one of them: ${list}`,
    },
    { rule: 'ETS-011', details: { accounts: list } },
  );
}

export function ownPeopleOnly(account: string): Refusal {
  return new Refusal(
    'ALLOWANCES_OWN_PEOPLE_ONLY',
    422,
    {
      zh: `账户 ${account} 的此项业务只能由其持有人发起`,
      en: `Only the people of its holder propose this for account ${account}`,
    },
    { rule: 'REG-001', details: { account } },
  );
}

export function moveUnknown(id: string): Refusal {
  return new Refusal('ALLOWANCES_MOVE_UNKNOWN', 404, {
    zh: `没有划转 ${id}`,
    en: `There is no move ${id}`,
  });
}
