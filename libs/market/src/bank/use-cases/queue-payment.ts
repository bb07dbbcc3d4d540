import type { Transaction } from '@carbon/database';
import type { Reach } from '@carbon/http';
import { endToEndOf } from '../domain/payment';
import { bankAccountOfAnother, bankAccountUnknown, noSettlementAccount } from '../domain/refusals';
import { findBankAccount } from '../persistence/holder-bank-accounts';
import { insertPayment, type NewPayment } from '../persistence/payments';
import { firstSettlementAccount } from '../persistence/settlement-accounts';

interface Payee {
  readonly name: string;
  readonly number: string;
  readonly bank: string;
}

/**
 * The registered bank account that a holder's money goes to: its own, and active.
 * @throws Refusal BANK_ACCOUNT_UNKNOWN, BANK_ACCOUNT_OF_ANOTHER
 */
export async function requirePayee(
  tx: Transaction,
  id: string,
  { holderId, reach }: { readonly holderId: string; readonly reach: Reach },
): Promise<Payee> {
  const account = await findBankAccount(tx, id, reach);
  if (account === undefined) throw bankAccountUnknown(id);
  if (account.holderId !== holderId) throw bankAccountOfAnother(id);
  return account;
}

type Wanted = Omit<NewPayment, 'settlementAccount' | 'endToEnd' | 'payee'> & {
  readonly payee: Payee;
  /** The settlement account it is paid from; the first where nothing says another. */
  readonly settlementAccount?: number;
};

/** Queues an order to the bank. @throws Refusal BANK_NO_SETTLEMENT_ACCOUNT */
export async function queuePayment(
  tx: Transaction,
  { payee: { name, number, bank }, ...wanted }: Wanted,
  now: Date,
): Promise<{ readonly id: string; readonly endToEnd: string }> {
  const settlementAccount = wanted.settlementAccount ?? (await firstSettlementAccount(tx))?.id;
  if (settlementAccount === undefined) throw noSettlementAccount();
  const endToEnd = endToEndOf(wanted.id);
  const payee = { name, account: number, bank };
  await insertPayment(tx, { ...wanted, settlementAccount, endToEnd, payee }, now);
  return { id: wanted.id, endToEnd };
}
