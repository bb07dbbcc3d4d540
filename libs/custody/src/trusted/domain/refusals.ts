import { Refusal } from '@carbon/kernel';

export function trustsItself(account: string): Refusal {
  return new Refusal(
    'TRUSTED_ACCOUNT_ITSELF',
    422,
    { zh: '账户不能加入自己的信任名单', en: 'An account cannot be on its own trusted list' },
    { rule: 'SEC-005', details: { account } },
  );
}

export function trustedUnknown(account: string): Refusal {
  return new Refusal(
    'TRUSTED_ACCOUNT_NO_SUCH_ACCOUNT',
    422,
    { zh: `账户 ${account} 不存在`, en: `There is no account ${account}` },
    { rule: 'SEC-005', details: { account } },
  );
}

export function trustedClosed(account: string): Refusal {
  return new Refusal(
    'TRUSTED_ACCOUNT_CLOSED',
    422,
    { zh: `账户 ${account} 已注销或正在注销`, en: `Account ${account} is closed or being closed` },
    { rule: 'SEC-005', details: { account } },
  );
}

export function trustedByItself(account: string): Refusal {
  return new Refusal(
    'TRUSTED_ACCOUNT_AUTOMATIC',
    409,
    {
      zh: `账户 ${account} 属于同一持有人，已自动在信任名单上`,
      en: `Account ${account} is of the same holder and on the list by itself`,
    },
    { rule: 'SEC-006', details: { account } },
  );
}

export function alreadyListed(account: string): Refusal {
  return new Refusal(
    'TRUSTED_ACCOUNT_LISTED',
    409,
    {
      zh: `账户 ${account} 已在信任名单上，或正在加入`,
      en: `Account ${account} is on the trusted list already, or being added to it`,
    },
    { rule: 'SEC-005', details: { account } },
  );
}

export function notListed(account: string): Refusal {
  return new Refusal(
    'TRUSTED_ACCOUNT_NOT_LISTED',
    404,
    { zh: `信任名单上没有账户 ${account}`, en: `Account ${account} is not on the trusted list` },
    { details: { account } },
  );
}

export function changedMeanwhile(account: string): Refusal {
  return new Refusal(
    'TRUSTED_ACCOUNT_CHANGED',
    409,
    {
      zh: `自提出以来，账户 ${account} 或本账户的持有人或状态已变更，请重新提出`,
      en: `Since it was proposed, the holder or state of account ${account} or of this account changed: propose it again`,
    },
    { rule: 'SEC-005', details: { account } },
  );
}

export function ownLimitNotLower(current: string): Refusal {
  return new Refusal(
    'TRANSFER_LIMIT_NOT_LOWER',
    422,
    {
      zh: `现行限额为 ${current}；直接设置只能更低，调高须复核（任务类型 transfer-settings）`,
      en: `The limit is ${current}; only a lower one is set at once. Raising it needs approval: propose a task of kind transfer-settings`,
    },
    { rule: 'SEC-007', details: { current } },
  );
}
