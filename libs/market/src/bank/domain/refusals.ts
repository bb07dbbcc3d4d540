import { Refusal, type Text } from '@carbon/kernel';

export function statementXmlRefused(fault: string, text: Text): Refusal {
  return new Refusal('BANK_STATEMENT_XML_REFUSED', 400, text, { details: { fault } });
}

export function statementDoesNotAddUp(statement: string, gapFen: bigint): Refusal {
  return new Refusal(
    'BANK_STATEMENT_DOES_NOT_ADD_UP',
    422,
    {
      zh: `对账单 ${statement} 期初余额加各笔发生额不等于期末余额，相差 ${gapFen.toString()} 分`,
      en: `The statement ${statement} does not add up: opening balance and entries differ from the closing balance by ${gapFen.toString()} fen`,
    },
    { rule: 'TRD-016', details: { statement, differenceFen: gapFen.toString() } },
  );
}

export function statementChanged(statement: string): Refusal {
  return new Refusal(
    'BANK_STATEMENT_CHANGED',
    409,
    {
      zh: `对账单 ${statement} 此前已以不同内容导入`,
      en: `The statement ${statement} was imported before, with other contents`,
    },
    { rule: 'INV-06', details: { statement } },
  );
}

export function bankEntryChanged(reference: string): Refusal {
  return new Refusal(
    'BANK_ENTRY_CHANGED',
    409,
    {
      zh: `银行流水号 ${reference} 此前的金额或方向不同`,
      en: `The bank’s reference ${reference} stood for another amount or direction before`,
    },
    { rule: 'INV-06', details: { reference } },
  );
}

export function statementUnknown(id: string): Refusal {
  return new Refusal(
    'BANK_STATEMENT_UNKNOWN',
    404,
    { zh: `对账单 ${id} 不存在`, en: `There is no bank statement ${id}` },
    { details: { statement: id } },
  );
}

export function settlementAccountUnknown(number: string): Refusal {
  return new Refusal(
    'BANK_SETTLEMENT_ACCOUNT_UNKNOWN',
    404,
    { zh: `结算账户 ${number} 不存在`, en: `There is no settlement account ${number}` },
    { details: { account: number } },
  );
}

export function settlementAccountTaken(number: string): Refusal {
  return new Refusal(
    'BANK_SETTLEMENT_ACCOUNT_TAKEN',
    409,
    { zh: `结算账户 ${number} 已登记`, en: `The settlement account ${number} is entered already` },
    { details: { account: number } },
  );
}

export function notABank(holder: string): Refusal {
  return new Refusal(
    'BANK_NOT_A_BANK',
    422,
    { zh: `${holder} 不是银行`, en: `${holder} is no bank` },
    { rule: 'TRD-016', details: { holder } },
  );
}

export function personsHaveNone(): Refusal {
  return new Refusal(
    'BANK_ACCOUNT_OF_A_PERSON',
    422,
    {
      zh: '自然人不在此登记银行账户',
      en: 'Bank accounts of natural persons are not registered here',
    },
    { rule: 'CCT-001' },
  );
}

export function bankAccountTaken(): Refusal {
  return new Refusal(
    'BANK_ACCOUNT_TAKEN',
    409,
    {
      zh: '该银行账户已登记，或正在登记',
      en: 'This bank account is registered already',
    },
    { rule: 'TRD-016' },
  );
}

export function bankAccountUnknown(id: string): Refusal {
  return new Refusal(
    'BANK_ACCOUNT_UNKNOWN',
    404,
    { zh: `银行账户 ${id} 不存在或已注销`, en: `There is no active bank account ${id}` },
    { details: { bankAccount: id } },
  );
}

/** Money goes out to a bank account of the same holder only. */
export function bankAccountOfAnother(id: string): Refusal {
  return new Refusal(
    'BANK_ACCOUNT_OF_ANOTHER',
    422,
    {
      zh: '出金只能汇往同一持有人已登记的银行账户',
      en: 'Money is paid out to a registered bank account of the same holder only',
    },
    { rule: 'TRD-016', details: { bankAccount: id } },
  );
}

export function entryUnknown(id: string): Refusal {
  return new Refusal(
    'BANK_ENTRY_UNKNOWN',
    404,
    { zh: `银行流水 ${id} 不存在`, en: `There is no entry ${id} of a bank` },
    { details: { entry: id } },
  );
}

export function entryNotWaiting(id: string, state: string): Refusal {
  return new Refusal(
    'BANK_ENTRY_NOT_WAITING',
    409,
    {
      zh: `银行流水 ${id} 不在待处理队列中（状态：${state}）`,
      en: `The entry ${id} does not wait for a decision: it is ${state}`,
    },
    { details: { entry: id, state } },
  );
}

export function remitterUnknown(id: string): Refusal {
  return new Refusal(
    'BANK_REMITTER_UNKNOWN',
    422,
    {
      zh: `银行流水 ${id} 未载明汇款人户名与账号，无法退回`,
      en: `The entry ${id} names no remitter and account that the money could go back to`,
    },
    { details: { entry: id } },
  );
}

export function noticeNotSigned(): Refusal {
  return new Refusal('BANK_NOTICE_NOT_SIGNED', 403, {
    zh: '银行通知须由银行系统以签名密钥发送',
    en: 'Notices of a bank come from its system, signed with its key',
  });
}

export function noticeChanged(notice: string): Refusal {
  return new Refusal(
    'BANK_NOTICE_CHANGED',
    409,
    {
      zh: `通知 ${notice} 此前已以不同内容送达`,
      en: `The notice ${notice} came before, with other contents`,
    },
    { rule: 'INV-06', details: { notice } },
  );
}

export function paymentUnknown(id: string): Refusal {
  return new Refusal(
    'BANK_PAYMENT_UNKNOWN',
    404,
    { zh: `付款指令 ${id} 不存在`, en: `There is no payment order ${id}` },
    { details: { payment: id } },
  );
}

/** A bank's last word stays its last word. */
export function paymentEnded(id: string, state: string): Refusal {
  return new Refusal(
    'BANK_PAYMENT_ENDED',
    409,
    {
      zh: `付款指令 ${id} 已终结（${state}），不能再变为其他结果`,
      en: `The payment order ${id} is ${state} already and becomes nothing else`,
    },
    { details: { payment: id, state } },
  );
}

export function noSettlementAccount(): Refusal {
  return new Refusal(
    'BANK_NO_SETTLEMENT_ACCOUNT',
    422,
    {
      zh: '尚未登记结算账户，无法付款',
      en: 'There is no settlement account that could be paid from',
    },
    { rule: 'TRD-016' },
  );
}

export function demoOnly(number: string): Refusal {
  return new Refusal(
    'BANK_NOT_THE_DEMO_BANK',
    422,
    {
      zh: `结算账户 ${number} 不属于演示银行`,
      en: `The settlement account ${number} is not one of the made-up bank`,
    },
    { details: { account: number } },
  );
}

export function reconciliationUnknown(id: string): Refusal {
  return new Refusal(
    'BANK_RECONCILIATION_UNKNOWN',
    404,
    { zh: `核对 ${id} 不存在`, en: `There is no reconciliation ${id}` },
    { details: { reconciliation: id } },
  );
}
