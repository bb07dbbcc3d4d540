import type { Transaction } from '@carbon/database';
import { type ChinaDate } from '@carbon/kernel';
import { receiptNumber } from '@carbon/receipts';
import type { Retirement, RetirementLot, VoidRetirement } from './retirement';

/** The letters of its numbers. */
export const RETIREMENT_PREFIX = 'CR';

/** The next number; one that is not used in the end is never used. */
export async function nextNumber(tx: Transaction, day: ChinaDate): Promise<string> {
  const [row] = await tx.query<{ serial: string }>(`select nextval('credits.retirement_number') as serial`);
  return receiptNumber(RETIREMENT_PREFIX, day, BigInt(row?.serial ?? 0));
}

export async function insertRetirement(
  tx: Transaction,
  one: Retirement,
  lots: readonly RetirementLot[],
): Promise<void> {
  await tx.query(
    `insert into credits.retirement (id, receipt_number, account_number, holder_id, scheme, transaction_id, quantity,
       unit, purpose, period_start, period_end, beneficiary_kind, beneficiary_person_id, salt, document, sealed,
       document_hash, reversible_until, retired_by, approved_by, retired_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
    [
      ...[one.id, one.receiptNumber, one.accountNumber, one.holderId, one.scheme],
      ...[one.transactionId.toString(), one.quantity.toString(), one.unit, one.purpose],
      ...[one.periodStart, one.periodEnd, one.beneficiaryKind, one.beneficiaryPersonId],
      ...[
        one.salt,
        one.document === null ? null : JSON.stringify(one.document),
        one.sealed,
        one.documentHash,
      ],
      ...[one.reversibleUntil, one.retiredBy, one.approvedBy, one.retiredAt],
    ],
  );
  await tx.query(
    `insert into credits.retirement_lot (retirement_id, ordinal, instrument, first_serial, last_serial)
     select $1, lot.* from unnest($2::int[], $3::text[], $4::bigint[], $5::bigint[]) as lot`,
    [
      one.id,
      lots.map((_, at) => at),
      lots.map(({ instrument }) => instrument),
      lots.map(({ first }) => first.toString()),
      lots.map(({ last }) => last.toString()),
    ],
  );
}

export async function insertVoid(tx: Transaction, id: string, gone: VoidRetirement): Promise<void> {
  await tx.query(
    `insert into credits.retirement_void (retirement_id, at, by_whom, approver, note_zh, note_en, transaction_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, gone.at, gone.by, gone.approver, gone.noteZh, gone.noteEn, gone.transactionId.toString()],
  );
}

/** PII-005: what was sealed with a person goes; the commitment stays and says nothing of anybody any more. */
export async function forgetPerson(tx: Transaction, personId: string): Promise<void> {
  await tx.query('update credits.retirement set sealed = null where beneficiary_person_id = $1', [personId]);
}
