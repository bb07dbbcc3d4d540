import { Refusal } from '@carbon/kernel';

export function documentRequired(): Refusal {
  return new Refusal(
    'CUSTODY_DOCUMENT_REQUIRED',
    422,
    { zh: '此项业务须附依据文件', en: 'This rests on a document; name the one it rests on' },
    { rule: 'REG-004' },
  );
}

export function closureUnderWay(account: string): Refusal {
  return new Refusal(
    'CUSTODY_CLOSURE_UNDER_WAY',
    409,
    {
      zh: `账户 ${account} 正在销户，须先撤回销户申请`,
      en: `Account ${account} is being closed; that proposal is withdrawn first`,
    },
    { rule: 'REG-004', details: { account } },
  );
}

export function notBlocked(account: string): Refusal {
  return new Refusal(
    'CUSTODY_NOT_BLOCKED',
    409,
    { zh: `账户 ${account} 未被锁止`, en: `Account ${account} is not blocked` },
    { rule: 'REG-013', details: { account } },
  );
}

export type Unfinished = 'tasks' | 'transfers' | 'trusted-entries' | 'freezes';

const UNFINISHED: Record<Unfinished, { zh: string; en: string }> = {
  tasks: { zh: '有未办结的任务', en: 'has open tasks' },
  transfers: { zh: '有未完成的转让', en: 'has open transfers' },
  'trusted-entries': { zh: '有待生效的可信账户', en: 'has pending entries of trusted lists' },
  freezes: { zh: '有未解除的司法冻结', en: 'is under a judicial freeze' },
};

/** Something about the account is not finished. */
export function closureUnfinished(account: string, what: Unfinished, open: string): Refusal {
  const { zh, en } = UNFINISHED[what];
  return new Refusal(
    'CUSTODY_CLOSURE_UNFINISHED',
    422,
    { zh: `账户 ${account} ${zh}，不能销户`, en: `Account ${account} ${en}; it cannot be closed` },
    { rule: 'REG-010', details: { account, what, open } },
  );
}

export function nothingToFreeze(account: string, instrument: string): Refusal {
  return new Refusal(
    'CUSTODY_NOTHING_TO_FREEZE',
    422,
    {
      zh: `账户 ${account} 没有可冻结的 ${instrument}`,
      en: `Account ${account} has no available ${instrument} to freeze`,
    },
    { rule: 'ETS-009', details: { account, instrument } },
  );
}

export function unknownFreeze(id: string): Refusal {
  return new Refusal(
    'CUSTODY_FREEZE_UNKNOWN',
    404,
    { zh: `司法冻结 ${id} 不存在`, en: `There is no judicial freeze ${id}` },
    { details: { freeze: id } },
  );
}

export function freezeNotInForce(id: string): Refusal {
  return new Refusal(
    'CUSTODY_FREEZE_NOT_IN_FORCE',
    409,
    { zh: `司法冻结 ${id} 未生效或已解除`, en: `Judicial freeze ${id} is not in force` },
    { rule: 'ETS-009', details: { freeze: id } },
  );
}

export function freezeHoldsLess(id: string, held: bigint, asked: bigint): Refusal {
  return new Refusal(
    'CUSTODY_FREEZE_HOLDS_LESS',
    422,
    {
      zh: `司法冻结 ${id} 仅余 ${held}，不足 ${asked}`,
      en: `Judicial freeze ${id} still holds ${held}; ${asked} were asked for`,
    },
    { rule: 'ETS-009', details: { freeze: id, held: held.toString(), asked: asked.toString() } },
  );
}

/** It is in that state already, or closed, which is final. */
export function alreadyInState(account: string, state: string): Refusal {
  return new Refusal(
    'CUSTODY_ACCOUNT_STATE_STAYS',
    409,
    {
      zh: `账户 ${account} 现为 ${state} 状态，无需或不能变更`,
      en: `Account ${account} is ${state}; that does not change, or is so already`,
    },
    { rule: 'REG-004', details: { account, state } },
  );
}
