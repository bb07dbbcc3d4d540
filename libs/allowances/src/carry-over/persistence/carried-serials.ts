import { toMultirange } from '@carbon/custody';
import type { Reader, Transaction } from '@carbon/database';
import type { SerialRange } from '@carbon/ledger';

/** Notes the serials that came to life by an application. */
export async function insertCarried(
  tx: Transaction,
  applicationId: string,
  carried: readonly { readonly instrument: string; readonly serials: readonly SerialRange[] }[],
): Promise<void> {
  const runs = carried.flatMap(({ instrument, serials }) =>
    serials.map(({ first, last }) => ({ instrument, first: first.toString(), last: last.toString() })),
  );
  await tx.query(
    `insert into allowances.carried_over (instrument, first_serial, last_serial, application_id)
     select r.instrument, r.first, r.last, $2
       from jsonb_to_recordset($1::jsonb) as r (instrument text, first bigint, last bigint)`,
    [JSON.stringify(runs), applicationId],
  );
}

/** Of serials of an instrument, how many came out of a carry-over, whoever holds them now; whole tonnes. */
export async function carriedOverAmong(
  reader: Reader,
  instrument: string,
  serials: readonly SerialRange[],
): Promise<bigint> {
  const [row] = await reader.query<{ count: string }>(
    `select coalesce(sum(upper(run) - lower(run)), 0)::text as count
       from allowances.carried_over c
       cross join lateral unnest(int8multirange(int8range(c.first_serial, c.last_serial, '[]')) * $2::int8multirange)
         as run
      where c.instrument = $1`,
    [instrument, toMultirange(serials)],
  );
  return BigInt(row?.count ?? 0);
}
