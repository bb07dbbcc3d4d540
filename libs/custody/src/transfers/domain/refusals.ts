import { Refusal } from '@carbon/kernel';
import type { OrderState } from './order-state';

export function receiverUnknown(account: string): Refusal {
  return new Refusal(
    'TRANSFER_RECEIVER_UNKNOWN',
    422,
    { zh: `转入账户 ${account} 不存在`, en: `There is no receiving account ${account}` },
    { rule: 'REG-006', details: { account } },
  );
}

export function sameAccounts(account: string): Refusal {
  return new Refusal(
    'TRANSFER_SAME_ACCOUNT',
    422,
    { zh: '转出与转入账户相同', en: 'From and to are the same account' },
    { rule: 'REG-006', details: { account } },
  );
}

export function overBalance(account: string, instrument: string, held: string, wanted: string): Refusal {
  return new Refusal(
    'TRANSFER_OVER_BALANCE',
    422,
    {
      zh: `账户 ${account} 的 ${instrument} 可用余额为 ${held}，不足 ${wanted}`,
      en: `Account ${account} has ${held} of ${instrument} available; ${wanted} were asked for`,
    },
    { rule: 'REG-006', details: { account, instrument, held, wanted } },
  );
}

export function receiverClosedToUnits(account: string, state: string): Refusal {
  return new Refusal(
    'TRANSFER_RECEIVER_STATE',
    422,
    {
      zh: `转入账户 ${account} 目前不能接收单位`,
      en: `The receiving account ${account} cannot get units at present`,
    },
    { rule: 'REG-004', details: { account, state } },
  );
}

export function overLimit(account: string, limit: bigint, wanted: bigint): Refusal {
  const [most, asked] = [limit.toString(), wanted.toString()];
  return new Refusal(
    'TRANSFER_OVER_LIMIT',
    422,
    {
      zh: `转给信任名单以外的账户，每笔不得超过 ${most}；本笔为 ${asked}。请先将 ${account} 加入信任名单`,
      en: `A transfer to an account outside the trusted list may carry ${most} at most; this one is ${asked}. Add ${account} to the list first`,
    },
    { rule: 'SEC-007', details: { account, limit: most, quantity: asked } },
  );
}

export function orderUnknown(id: string): Refusal {
  return new Refusal(
    'TRANSFER_ORDER_UNKNOWN',
    404,
    { zh: `没有划转指令 ${id}`, en: `There is no transfer order ${id}` },
    { details: { order: id } },
  );
}

export function notDelayed(id: string, state: OrderState): Refusal {
  return new Refusal(
    'TRANSFER_ORDER_NOT_DELAYED',
    409,
    {
      zh: '只有等待执行的指令可以取消；待复核的请撤回其任务',
      en: 'Only an order that waits for its time can be cancelled; withdraw the task of one that awaits approval',
    },
    { rule: 'REG-005', details: { order: id, state } },
  );
}

export function notCompleted(id: string, state: OrderState): Refusal {
  return new Refusal(
    'TRANSFER_ORDER_NOT_COMPLETED',
    409,
    {
      zh: '只有已完成且未撤销的划转可以撤销，且只能一次',
      en: 'Only a completed transfer can be reversed, and only once',
    },
    { rule: 'REG-005', details: { order: id, state } },
  );
}

export function registryReverses(): Refusal {
  return new Refusal(
    'TRANSFER_REVERSAL_BY_REGISTRY',
    403,
    { zh: '撤销划转由登记机构办理', en: 'Transfers are reversed by the registry' },
    { rule: 'REG-005' },
  );
}

export function holderChanged(account: string): Refusal {
  return new Refusal(
    'TRANSFER_HOLDER_CHANGED',
    409,
    {
      zh: `自提出以来，账户 ${account} 已变更持有人`,
      en: `Since the transfer was proposed, account ${account} went to another holder`,
    },
    { details: { account } },
  );
}

export function instrumentUnknown(instrument: string): Refusal {
  return new Refusal(
    'TRANSFER_INSTRUMENT_UNKNOWN',
    422,
    { zh: `品种 ${instrument} 不存在`, en: `There is no instrument ${instrument}` },
    { rule: 'REG-006', details: { instrument } },
  );
}
