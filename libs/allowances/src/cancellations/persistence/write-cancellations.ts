import type { Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import { receiptNumber } from '@carbon/receipts';
import type { Cancellation } from './cancellation';

/** The letters of its numbers. */
export const CANCELLATION_PREFIX = 'AX';

/** The next number; one that is not used in the end is never used. */
export async function nextNumber(tx: Transaction, day: ChinaDate): Promise<string> {
  const [row] = await tx.query<{ serial: string }>(
    `select nextval('allowances.cancellation_number') as serial`,
  );
  return receiptNumber(CANCELLATION_PREFIX, day, BigInt(row?.serial ?? 0));
}

export async function insertCancellation(tx: Transaction, one: Cancellation): Promise<void> {
  await tx.query(
    `insert into allowances.cancellation (id, receipt_number, account_number, holder_id, scheme, transaction_id,
       quantity, lots, salt, document, document_hash, cancelled_by, approved_by, cancelled_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[one.id, one.receiptNumber, one.accountNumber, one.holderId, one.scheme],
      ...[one.transactionId.toString(), one.quantity.toString(), JSON.stringify(one.lots)],
      ...[one.salt, JSON.stringify(one.document), one.documentHash],
      ...[one.cancelledBy, one.approvedBy, one.cancelledAt],
    ],
  );
}
