import type { Transaction } from '@carbon/database';
import { movementsByReference } from '../../cash/persistence/cash-movements';
import type { BankEntry, EntryFate } from '../persistence/entries';
import { lockPayments, type Payment } from '../persistence/payments';
import { notePaid, payoutOf } from './hear-payment';
import type { Plan, Step } from './plan';

/**
 * What is to be done with money that went out: it ends the payment order whose end-to-end reference it bears, or is a
 * withdrawal that people entered by hand. Anything else nobody here ordered: fees of the bank, or a fault.
 */
export async function planPayouts(tx: Transaction, entries: readonly BankEntry[], now: Date): Promise<Plan> {
  if (entries.length === 0) return { steps: [], fates: [] };
  const payments = await lockPayments(
    tx,
    entries.flatMap(({ endToEnd }) => endToEnd ?? []),
  );
  const byEndToEnd = new Map(payments.map((payment) => [payment.endToEnd, payment]));
  const byHand = await movementsByReference(
    tx,
    entries.map(({ reference }) => reference),
  );
  const fates: EntryFate[] = [];
  const steps: Step[] = [];
  for (const entry of entries) {
    const payment = byEndToEnd.get(entry.endToEnd ?? '');
    if (payment !== undefined && isOf(entry, payment)) {
      // one order is one entry: a second one that names it is not its
      byEndToEnd.delete(payment.endToEnd);
      const step = payment.state === 'paid' ? undefined : await paidStep(tx, entry, payment, now);
      if (step === undefined) fates.push(paidOut(entry, payment));
      else steps.push(step);
      continue;
    }
    const known = byHand.get(entry.reference);
    const same =
      known?.state === 'booked' &&
      !known.isTold &&
      known.direction === 'withdrawal' &&
      known.amountFen === entry.amountFen;
    fates.push(
      same ? { id: entry.id, state: 'paid-out', movement: known.id } : { id: entry.id, state: 'unexplained' },
    );
  }
  return { steps, fates };
}

/** Whether the bank did what the order says: the same amount, in the bank's own words where it has said any. */
const isOf = (entry: BankEntry, payment: Payment): boolean =>
  payment.settlementAccount === entry.settlementAccount &&
  payment.amountFen === entry.amountFen &&
  payment.state !== 'rejected' &&
  (payment.bankReference === null || payment.bankReference === entry.reference);

const paidOut = ({ id }: BankEntry, payment: Payment): EntryFate => ({
  ...{ id, state: 'paid-out', payment: payment.id },
});

/** A return has nothing on the ledger to end: it is written down at once. */
async function paidStep(
  tx: Transaction,
  entry: BankEntry,
  payment: Payment,
  now: Date,
): Promise<Step | undefined> {
  const { reference } = entry;
  const command = payoutOf(payment);
  if (command === undefined) {
    await notePaid(tx, payment, { reference, transactionId: undefined }, now);
    return undefined;
  }
  return {
    command,
    done: async (transactionId) => {
      await notePaid(tx, payment, { reference, transactionId }, now);
      return paidOut(entry, payment);
    },
    // the money is gone at the bank; the order stays open for people to look at
    refused: (code) => Promise.resolve({ id: entry.id, state: 'unexplained', because: code }),
  };
}
