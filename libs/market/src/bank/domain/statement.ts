import type { ChinaDate } from '@carbon/kernel';

/** Money that went in or out of a settlement account, as the bank tells it. */
export interface BankMovement {
  /** The bank's own reference, in capitals: one stands for one movement (INV-06). */
  readonly reference: string;
  readonly direction: 'in' | 'out';
  readonly amountFen: bigint;
  readonly bookedOn: ChinaDate;
  /** The reference that whoever ordered the payment gave it. */
  readonly endToEnd?: string | undefined;
  /** Who paid, or who was paid. */
  readonly counterparty: { readonly name?: string | undefined; readonly account?: string | undefined };
  /** What the remitter wrote; empty where nothing. */
  readonly text: string;
}

/** What a bank says of one settlement account over some days. */
export interface BankStatement {
  /** The bank's number of the settlement account. */
  readonly account: string;
  /** The bank's name of this statement. */
  readonly statement: string;
  readonly from: ChinaDate;
  readonly to: ChinaDate;
  /** Fen; below zero where the account is overdrawn. */
  readonly openingFen: bigint;
  readonly closingFen: bigint;
  readonly movements: readonly BankMovement[];
}

export const signedFen = ({ direction, amountFen }: Pick<BankMovement, 'direction' | 'amountFen'>): bigint =>
  direction === 'in' ? amountFen : -amountFen;

/** What the closing balance is less opening balance and movements; zero where the statement adds up. */
export function statementGap({ openingFen, closingFen, movements }: BankStatement): bigint {
  return closingFen - movements.reduce((sum, one) => sum + signedFen(one), openingFen);
}
