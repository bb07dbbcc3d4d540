import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Command, Ledger } from '@carbon/ledger';
import { CNY } from '../../cash/domain/cny';
import { noteAbandoned, noteBooked } from '../../cash/persistence/cash-movements';
import { submitOne } from '../../submit-one';
import type { PaymentWord } from '../domain/payment';
import { paymentEnded, paymentUnknown } from '../domain/refusals';
import { noteFates } from '../persistence/entries';
import { lockPayments, noteEnded, noteSent, type Payment } from '../persistence/payments';

/** Where money waits that is on its way out. */
const PENDING = 'pending';

/**
 * Notes what a bank says of an order: paid money leaves the ledger, rejected money is available again. A word that was heard
 * before changes nothing, and a last word stays the last (INV-06).
 * @throws Refusal BANK_PAYMENT_UNKNOWN, BANK_PAYMENT_ENDED; refusals of the ledger
 */
export async function hearPayment(
  tx: Transaction,
  ledger: Ledger,
  {
    endToEnd,
    word,
    settlementAccount,
  }: { readonly endToEnd: string; readonly word: PaymentWord; readonly settlementAccount: number },
  now: Date,
): Promise<Payment['state']> {
  const [payment] = await lockPayments(tx, [endToEnd]);
  if (payment?.settlementAccount !== settlementAccount) throw paymentUnknown(endToEnd);
  const { id, state } = payment;
  if (word.status === 'accepted') {
    if (state === 'queued') await noteSent(tx, id, now);
    return state === 'queued' ? 'sent' : state;
  }
  if (state === word.status) return state;
  if (state === 'paid' || state === 'rejected') throw paymentEnded(id, state);
  if (word.status === 'paid') {
    const command = payoutOf(payment);
    const transactionId = command === undefined ? undefined : await submitOne(tx, ledger, command);
    await notePaid(tx, payment, { reference: word.reference, transactionId }, now);
  } else await reject(tx, ledger, payment, word.reason, now);
  return word.status;
}

/** What paid money means on the ledger: it ends there. Nothing for money that was never on it. */
export function payoutOf({
  kind,
  account,
  amountFen,
  orderedBy,
  approvedBy,
  endToEnd,
}: Payment): Command | undefined {
  if (kind === 'return' || account === null) return undefined;
  return {
    ...{ kind: 'cancel', from: account, fromPart: PENDING, instrument: CNY, quantity: amountFen },
    cause: { actor: orderedBy, approver: approvedBy, reference: endToEnd, reason: 'bank:paid' },
  };
}

/** Writes that an order was paid; `transactionId` is that of its payout. */
export async function notePaid(
  tx: Transaction,
  payment: Payment,
  { reference, transactionId }: { readonly reference: string; readonly transactionId: bigint | undefined },
  now: Date,
): Promise<void> {
  const { id, movement, holderId, account, amountFen, entry } = payment;
  await noteEnded(tx, id, { state: 'paid', reference }, now);
  if (movement !== null && transactionId !== undefined)
    await noteBooked(tx, movement, { approver: payment.approvedBy, transactionId, now });
  if (entry !== null) await noteFates(tx, [{ id: entry, state: 'returned', payment: id }], now);
  const told = {
    action: movement === null ? 'bank-entry.returned' : 'cash.withdrawn',
    subject: { kind: 'payment-order', id },
    ...(holderId !== null && { holderId }),
    after: { account, amountFen: amountFen.toString(), bankReference: reference },
  };
  await recordAudit(tx, told, now, { actor: 'system' });
}

async function reject(
  tx: Transaction,
  ledger: Ledger,
  { id, account, amountFen, movement, holderId, entry, endToEnd }: Payment,
  reason: string,
  now: Date,
): Promise<void> {
  if (account !== null) {
    await submitOne(tx, ledger, {
      ...{ kind: 'release', account, instrument: CNY, quantity: amountFen, part: PENDING },
      cause: { actor: 'system', reference: endToEnd, reason: 'bank:rejected' },
    });
  }
  await noteEnded(tx, id, { state: 'rejected', reason }, now);
  if (movement !== null) await noteAbandoned(tx, movement, now);
  if (entry !== null)
    await noteFates(tx, [{ id: entry, state: 'unmatched', because: 'return-rejected' }], now);
  const told = {
    action: movement === null ? 'bank-entry.return-rejected' : 'cash.withdrawal-rejected',
    subject: { kind: 'payment-order', id },
    ...(holderId !== null && { holderId }),
    after: { account, amountFen: amountFen.toString() },
    reason,
  };
  await recordAudit(tx, told, now, { actor: 'system' });
}
