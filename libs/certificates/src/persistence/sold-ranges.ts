import { sqlState, type Transaction } from '@carbon/database';
import type { JournalEntry, SerialRange } from '@carbon/ledger';
import { soldBefore } from '../domain/refusals';
import type { Ground } from '../domain/transfer-ground';

const EXCLUSION_VIOLATION = '23P01';

/** Serials of an instrument that a transaction moved. */
export interface MovedSerials {
  readonly instrument: string;
  readonly range: SerialRange;
}

/** What a transaction moved, as its journal rows say. */
export function movedSerials(
  entries: readonly JournalEntry[],
): (MovedSerials & { readonly entry: JournalEntry })[] {
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
  moved: readonly MovedSerials[],
  ground: Ground,
): Promise<void> {
  try {
    await tx.query(
      `insert into certificates.sold_range (instrument, first_serial, last_serial, transaction_id, ground)
       select r.*, $4, $5 from unnest($1::text[], $2::bigint[], $3::bigint[]) as r`,
      [
        moved.map(({ instrument }) => instrument),
        moved.map(({ range }) => range.first.toString()),
        moved.map(({ range }) => range.last.toString()),
        transactionId.toString(),
        ground,
      ],
    );
  } catch (error) {
    if (sqlState(error) !== EXCLUSION_VIOLATION) throw error;
    throw soldBefore(moved.map(({ instrument }) => instrument).join(', '));
  }
}

/**
 * Writes down what an agent handed to the user it bought for (GEC-017): all of it must have been sold, none of it
 * delivered before. Returns whether that is so; the caller refuses and rolls back when it is not.
 */
export async function recordDelivery(
  tx: Transaction,
  transactionId: bigint,
  moved: readonly MovedSerials[],
): Promise<boolean> {
  const serials = [
    moved.map(({ instrument }) => instrument),
    moved.map(({ range }) => range.first.toString()),
    moved.map(({ range }) => range.last.toString()),
  ];
  const [unsold] = await tx.query(
    `select 1 from unnest($1::text[], $2::bigint[], $3::bigint[]) as k(instrument, first, last)
      where not int8multirange(int8range(k.first, k.last, '[]')) <@ coalesce((
        select range_agg(int8range(s.first_serial, s.last_serial, '[]')) from certificates.sold_range s
         where s.instrument = k.instrument
           and int8range(s.first_serial, s.last_serial, '[]') && int8range(k.first, k.last, '[]')), '{}')
      limit 1`,
    serials,
  );
  if (unsold !== undefined) return false;
  const [before] = await tx.query(
    `select 1 from unnest($1::text[], $2::bigint[], $3::bigint[]) as k(instrument, first, last)
       join certificates.delivered_range d on d.instrument = k.instrument
        and int8range(d.first_serial, d.last_serial, '[]') && int8range(k.first, k.last, '[]')
      where not exists (select from ledger.reversal r where r.reversed_id = d.transaction_id) limit 1`,
    serials,
  );
  if (before !== undefined) return false;
  await tx.query(
    `insert into certificates.delivered_range (instrument, first_serial, last_serial, transaction_id)
     select r.*, $4 from unnest($1::text[], $2::bigint[], $3::bigint[]) as r`,
    [...serials, transactionId.toString()],
  );
  return true;
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
