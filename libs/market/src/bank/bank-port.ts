import type { ChinaDate } from '@carbon/kernel';
import type { PaymentOrder, PaymentWord } from './domain/payment';

/** What the platform needs of a settlement bank. What comes in and went out it hears by notices and statements. */
export interface BankPort {
  /** Hands an order over. A bank that has it already, by its end-to-end reference, answers for the one it has. */
  pay(order: PaymentOrder): Promise<PaymentWord>;
  /** What became of an order; undefined where only notices and statements tell. */
  statusOf(endToEnd: string): Promise<PaymentWord | undefined>;
  /** The statement of a day that is over, as a file; undefined where the bank hands none out by itself. */
  statementOf(account: string, day: ChinaDate): Promise<Buffer | undefined>;
}

export const ADAPTERS = ['by-hand', 'demo'] as const;
/** How a settlement account's bank is reached. */
export type Adapter = (typeof ADAPTERS)[number];

export type BankPorts = Readonly<Record<Adapter, BankPort>>;
export const BANK_PORTS = Symbol('bank ports');

/**
 * A bank without a line of its own: people carry its orders over from the list of payments that are sent, and it answers by
 * notices and statements.
 */
export const byHand: BankPort = {
  pay: () => Promise.resolve({ status: 'accepted' }),
  statusOf: () => Promise.resolve(undefined),
  statementOf: () => Promise.resolve(undefined),
};
