import { sqlState, type Transaction } from '@carbon/database';
import type { JournalEntry, SerialRange } from '@carbon/ledger';
import { soldBefore } from '../domain/refusals';

const EXCLUSION_VIOLATION = '23P01';

/** Serials that a transaction moved, by instrument, as its journal rows say. */
export function movedSerials(
  entries: readonly JournalEntry[],
): { readonly instrument: string; readonly range: SerialRange; readonly entry: JournalEntry }[] {
  return entries.flatMap((entry) =>
    (entry.record.serials ?? []).map((text) => {
      const [first = 0n, last = 0n] = text.split('-').map(BigInt);
      return { instrument: entry.record.instrument, range: { first, last }, entry };
    }),
  );
}

/**
 * Writes down what a sale moved (GEC-009). The table's exclusion constraint refuses a second sale, also of two that
 * happen at the same time.
 * @throws Refusal GEC_SOLD_BEFORE
 */
export async function recordSale(
  tx: Transaction,
  transactionId: bigint,
  entries: readonly JournalEntry[],
): Promise<void> {
  const moved = movedSerials(entries);
  try {
    await tx.query(
      `insert into certificates.sold_range (instrument, first_serial, last_serial, transaction_id)
       select r.*, $4 from unnest($1::text[], $2::bigint[], $3::bigint[]) as r`,
      [
        moved.map(({ instrument }) => instrument),
        moved.map(({ range }) => range.first.toString()),
        moved.map(({ range }) => range.last.toString()),
        transactionId.toString(),
      ],
    );
  } catch (error) {
    if (sqlState(error) !== EXCLUSION_VIOLATION) throw error;
    throw soldBefore(moved.map(({ instrument }) => instrument).join(', '));
  }
}

/** Whether any of these serials was sold. */
export async function wereSold(
  tx: Transaction,
  instrument: string,
  serials: readonly SerialRange[],
): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from unnest($2::bigint[], $3::bigint[]) as k(first, last)
       join certificates.sold_range s on s.instrument = $1
        and int8range(s.first_serial, s.last_serial, '[]') && int8range(k.first, k.last, '[]') limit 1`,
    [instrument, serials.map(({ first }) => first.toString()), serials.map(({ last }) => last.toString())],
  );
  return rows.length > 0;
}

/** A sale that the ledger undid is none: its certificates may be sold again (GEC-009). What it was is kept. */
export async function takeBackSale(tx: Transaction, transactionId: bigint): Promise<void> {
  await tx.query('select certificates.take_back_sale($1)', [transactionId.toString()]);
}
