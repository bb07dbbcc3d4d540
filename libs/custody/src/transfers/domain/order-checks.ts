import type { Text } from '@carbon/kernel';

/** What the log looks up of an order's accounts and units, apart from what the order itself says (SEC-008). */
export interface OrderFacts {
  readonly senderExists: boolean;
  readonly receiverExists: boolean;
  /** Units of the instrument set apart for orders in the sender's account. */
  readonly setApart: bigint;
  readonly quantity: bigint;
  /** Null where units carry no serials; else how many of the order's serials the sender holds set apart. */
  readonly serialsHeld: bigint | null;
}

/** Response codes of the transaction log (REG-012). 10004, over an issuance limit, does not arise from transfers. */
export type LogCode = '10001' | '10002' | '10003' | '10005';

/** The first check that an order does not pass; undefined when it passes all. */
export function checkOrder(facts: OrderFacts): LogCode | undefined {
  if (!facts.senderExists) return '10001';
  if (!facts.receiverExists) return '10002';
  if (facts.setApart < facts.quantity) return '10003';
  if (facts.serialsHeld !== null && facts.serialsHeld !== facts.quantity) return '10005';
  return undefined;
}

const SENTENCES: Readonly<Record<LogCode, Text>> = {
  '10001': { zh: '转出账户不存在', en: 'the sending account does not exist' },
  '10002': { zh: '转入账户不存在', en: 'the receiving account does not exist' },
  '10003': {
    zh: '为该指令留出的单位不足',
    en: 'fewer units are set apart than the order asks for',
  },
  '10005': { zh: '转出账户不再持有所列编号', en: 'the sender does not hold the serials of the order' },
};

/** Refusals of the ledger that say the same as a code of the log. */
const CODE_OF_REFUSAL: Readonly<Record<string, LogCode>> = {
  LEDGER_INSUFFICIENT_BALANCE: '10003',
  LEDGER_SERIALS_NOT_HELD: '10005',
};

export interface Failure {
  /** A code of REG-012 where one fits, else the code of the rule that stopped the order. */
  readonly code: string;
  readonly text: Text;
}

export function failureOfCode(code: LogCode): Failure {
  return { code, text: SENTENCES[code] };
}

/** The failure that a refusal of the ledger, of a scheme or of a limit stands for. */
export function failureOfRefusal(refusal: { readonly code: string; readonly text: Text }): Failure {
  const code = CODE_OF_REFUSAL[refusal.code];
  return { code: code ?? refusal.code, text: refusal.text };
}
