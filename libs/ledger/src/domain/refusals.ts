import { Refusal } from '@carbon/kernel';
import type { AccountState, Side } from './account-states';
import type { Kind, Part } from './vocabulary';

const PART_ZH: Record<Part, string> = {
  available: '可用',
  frozen: '冻结',
  locked: '锁定',
  pledged: '质押',
  judicial: '司法冻结',
  pending: '待处理',
};

export function insufficientBalance(
  account: string,
  instrument: string,
  part: Part,
  held: bigint,
  wanted: bigint,
): Refusal {
  const [has, wants] = [held.toString(), wanted.toString()];
  return new Refusal(
    'LEDGER_INSUFFICIENT_BALANCE',
    422,
    {
      zh: `账户 ${account} 的 ${instrument} ${PART_ZH[part]}余额为 ${has}，不足 ${wants}`,
      en: `Account ${account} has ${has} ${part} of ${instrument}; ${wants} were asked for`,
    },
    { rule: 'INV-07', details: { account, instrument, part, held: has, wanted: wants } },
  );
}

export function unknownAccount(account: string): Refusal {
  return new Refusal(
    'LEDGER_ACCOUNT_UNKNOWN',
    404,
    { zh: `账户 ${account} 不存在`, en: `There is no account ${account}` },
    { details: { account } },
  );
}

export function blockedAccount(account: string): Refusal {
  return new Refusal(
    'LEDGER_ACCOUNT_BLOCKED',
    422,
    {
      zh: `账户 ${account} 已被锁止，不能办理任何业务`,
      en: `Account ${account} is blocked; nothing may move on it`,
    },
    { rule: 'REG-013', details: { account } },
  );
}

const STATE_ZH: Record<AccountState, string> = {
  open: '正常',
  'some-transactions-restricted': '部分业务受限',
  'all-transactions-restricted': '全部业务受限',
  'suspended-partially': '部分暂停',
  suspended: '暂停',
  'transfer-pending': '待变更持有人',
  'closure-pending': '待销户',
  closed: '已销户',
};

/** The state of an account does not let this happen on that side of it. */
export function stateForbids(account: string, side: Side, state: AccountState, kind: Kind): Refusal {
  const [sideZh, sideEn] = side === 'debit' ? ['转出', 'from'] : ['转入', 'to'];
  return new Refusal(
    'LEDGER_ACCOUNT_STATE',
    422,
    {
      zh: `账户 ${account} 处于“${STATE_ZH[state]}”状态，不能办理 ${kind}（${sideZh}方）`,
      en: `Account ${account} is ${state}: no ${kind} ${sideEn} it`,
    },
    { rule: 'REG-004', details: { account, side, state, kind } },
  );
}

/** Units a court froze do only what the court ordered. */
export function judiciallyFrozen(account: string, kind: Kind): Refusal {
  return new Refusal(
    'LEDGER_JUDICIALLY_FROZEN',
    422,
    {
      zh: `账户 ${account} 的司法冻结部分不能办理 ${kind}，须先解除冻结`,
      en: `Judicially frozen units of account ${account} cannot be used for ${kind}; they are released first`,
    },
    { rule: 'ETS-009', details: { account, kind } },
  );
}

export function stateUnchanged(account: string, state: AccountState): Refusal {
  return new Refusal(
    'LEDGER_ACCOUNT_STATE_SAME',
    409,
    { zh: `账户 ${account} 已处于“${STATE_ZH[state]}”状态`, en: `Account ${account} is ${state} already` },
    { rule: 'REG-004', details: { account, state } },
  );
}

export function accountClosed(account: string): Refusal {
  return new Refusal(
    'LEDGER_ACCOUNT_CLOSED',
    409,
    { zh: `账户 ${account} 已销户，不能恢复`, en: `Account ${account} is closed, for good` },
    { rule: 'REG-004', details: { account } },
  );
}

export function closureNotPending(account: string): Refusal {
  return new Refusal(
    'LEDGER_CLOSURE_NOT_PENDING',
    409,
    {
      zh: `账户 ${account} 未进入待销户状态，不能销户`,
      en: `Account ${account} is not waiting to be closed`,
    },
    { rule: 'REG-010', details: { account } },
  );
}

export function accountNotEmpty(account: string): Refusal {
  return new Refusal(
    'LEDGER_ACCOUNT_NOT_EMPTY',
    422,
    {
      zh: `账户 ${account} 余额不为零，不能销户`,
      en: `Account ${account} still holds units; it cannot be closed`,
    },
    { rule: 'REG-010', details: { account } },
  );
}

export function sameHolder(): Refusal {
  return new Refusal(
    'LEDGER_SAME_HOLDER',
    422,
    { zh: '变更前后的持有人相同', en: 'The accounts are of that holder already' },
    {},
  );
}

export function unknownInstrument(instrument: string): Refusal {
  return new Refusal(
    'LEDGER_INSTRUMENT_UNKNOWN',
    404,
    { zh: `品种 ${instrument} 不存在`, en: `There is no instrument ${instrument}` },
    { details: { instrument } },
  );
}

export function serialsNotHeld(
  account: string,
  instrument: string,
  part: Part,
  first: bigint,
  last: bigint,
): Refusal {
  const range = `${first.toString()}-${last.toString()}`;
  return new Refusal(
    'LEDGER_SERIALS_NOT_HELD',
    422,
    {
      zh: `账户 ${account} 的${PART_ZH[part]}部分并不持有 ${instrument} 的编号 ${range}`,
      en: `Account ${account} does not hold serials ${range} of ${instrument} as ${part}`,
    },
    { rule: 'INV-03', details: { account, instrument, part, serials: range } },
  );
}

export function serialsDoNotFit(quantity: bigint): Refusal {
  return new Refusal(
    'LEDGER_SERIALS_DO_NOT_FIT',
    422,
    {
      zh: `所列编号重叠、颠倒，或其数量不等于 ${quantity.toString()}`,
      en: `The serials overlap, run backwards, or do not count ${quantity.toString()}`,
    },
    { rule: 'INV-02', details: { quantity: quantity.toString() } },
  );
}

export function serialsNotWanted(instrument: string): Refusal {
  return new Refusal(
    'LEDGER_NO_SERIALS',
    422,
    { zh: `品种 ${instrument} 没有编号`, en: `Units of ${instrument} carry no serials` },
    { details: { instrument } },
  );
}

export function sameAccount(account: string): Refusal {
  return new Refusal(
    'LEDGER_SAME_ACCOUNT',
    422,
    { zh: `转出与转入账户相同：${account}`, en: `From and to are the same account: ${account}` },
    { rule: 'REG-006', details: { account } },
  );
}

export function quantityNotPositive(): Refusal {
  return new Refusal(
    'LEDGER_QUANTITY',
    422,
    { zh: '数量必须是正整数', en: 'The quantity must be a positive whole number' },
    { rule: 'REG-006' },
  );
}

export function sourceUsed(key: string): Refusal {
  return new Refusal(
    'LEDGER_SOURCE_USED',
    409,
    {
      zh: `来源 ${key} 已用于签发，不能重复签发`,
      en: `The source ${key} already backs an issuance; it cannot back another`,
    },
    { rule: 'INV-04', details: { source: key } },
  );
}

export function sourceDoesNotFit(instrument: string): Refusal {
  return new Refusal(
    'LEDGER_SOURCE_DOES_NOT_FIT',
    422,
    {
      zh: `来源区间的总量与 ${instrument} 的签发数量不符`,
      en: `The source ranges do not add up to what is issued of ${instrument}`,
    },
    { rule: 'INV-04', details: { instrument } },
  );
}

export function capExceeded(instrument: string, cap: bigint): Refusal {
  return new Refusal(
    'LEDGER_CAP_EXCEEDED',
    422,
    {
      zh: `签发后 ${instrument} 的总量将超过上限 ${cap.toString()}`,
      en: `The issue would put more than the cap of ${cap.toString()} ${instrument} into being`,
    },
    { rule: 'REG-007', details: { instrument, cap: cap.toString() } },
  );
}

export function quantityTooLarge(): Refusal {
  return new Refusal(
    'LEDGER_QUANTITY_TOO_LARGE',
    422,
    { zh: '余额将超出账本可记录的最大值', en: 'The balance would be larger than the ledger can count' },
    {},
  );
}

export function unknownTransaction(id: bigint): Refusal {
  return new Refusal(
    'LEDGER_TRANSACTION_UNKNOWN',
    404,
    { zh: `交易 ${id.toString()} 不存在`, en: `There is no transaction ${id.toString()}` },
    { details: { transaction: id.toString() } },
  );
}

export function notReversible(
  id: bigint,
  why: 'no-window' | 'window-closed' | 'already-reversed' | 'reversal',
): Refusal {
  const reasons = {
    'no-window': { zh: '该交易不可撤销', en: 'it was recorded without a reversal window' },
    'window-closed': { zh: '撤销期已过', en: 'its reversal window has closed' },
    'already-reversed': { zh: '该交易已被撤销', en: 'it was reversed before' },
    reversal: { zh: '撤销交易本身不可撤销', en: 'it is itself a reversal' },
  } as const;
  return new Refusal(
    'LEDGER_NOT_REVERSIBLE',
    409,
    {
      zh: `交易 ${id.toString()} 不能撤销：${reasons[why].zh}`,
      en: `Transaction ${id.toString()} cannot be reversed: ${reasons[why].en}`,
    },
    { rule: 'REG-009', details: { transaction: id.toString(), why } },
  );
}

/** Nothing a transaction did was the final end of units with a source. */
export function nothingToGiveBack(transaction: bigint): Refusal {
  return new Refusal(
    'LEDGER_NOTHING_TO_GIVE_BACK',
    422,
    {
      zh: `事务 ${transaction.toString()} 没有最终注销任何有来源的单位，不能释放来源`,
      en: `Transaction ${transaction.toString()} cancelled no units with a source for good; it gives nothing back`,
    },
    { rule: 'INV-04', details: { transaction: transaction.toString() } },
  );
}

export function sourceGivenBack(transaction: bigint): Refusal {
  return new Refusal(
    'LEDGER_SOURCE_GIVEN_BACK',
    409,
    {
      zh: `事务 ${transaction.toString()} 所注销单位的来源已释放`,
      en: `The source of the units that transaction ${transaction.toString()} cancelled was given back before`,
    },
    { rule: 'INV-04', details: { transaction: transaction.toString() } },
  );
}

/** Units of an instrument that does not say how much of a source each stands for end together or not at all. */
export function sourceStillNeeded(transaction: bigint): Refusal {
  return new Refusal(
    'LEDGER_SOURCE_STILL_NEEDED',
    422,
    {
      zh: `事务 ${transaction.toString()} 只注销了该次签发的一部分，其来源仍为其余单位所用`,
      en: `Transaction ${transaction.toString()} cancelled part of an issuance; the rest still stands for its source`,
    },
    { rule: 'INV-04', details: { transaction: transaction.toString() } },
  );
}
