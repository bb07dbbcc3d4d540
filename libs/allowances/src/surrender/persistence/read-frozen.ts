import { fromMultirange, toMultirange } from '@carbon/custody';
import type { Reader, Transaction } from '@carbon/database';
import { PARTS } from '@carbon/ledger';
import type { SerialRun } from '../domain/surrender';

/** The serials of an instrument that courts have frozen in an account, lowest first. */
export async function readFrozen(reader: Reader, account: string, instrument: string): Promise<SerialRun[]> {
  const rows = await reader.query<{ first: string; last: string }>(
    `select b.first_serial as first, b.last_serial as last
       from ledger.block b join ledger.account a on a.id = b.account_id
       join ledger.instrument i on i.id = b.instrument_id
      where a.number = $1 and i.code = $2 and b.part = $3 order by b.first_serial`,
    [account, instrument, PARTS.indexOf('judicial')],
  );
  return rows.map(({ first, last }) => ({ first: BigInt(first), last: BigInt(last) }));
}

/**
 * Of serials of an account, those that no freeze of a court names any more: it was lifted since they left. The freezes are
 * held until the transaction ends.
 */
export async function noLongerFrozen(
  tx: Transaction,
  { account, instrument }: { readonly account: string; readonly instrument: string },
  among: readonly SerialRun[],
): Promise<SerialRun[]> {
  const [row] = await tx.query<{ free: string }>(
    `with standing as (
       select f.serials from custody.judicial_freeze f
        where f.account = $1 and f.instrument = $2 and f.state in ('proposed', 'in-force') for update)
     select ($3::int8multirange - coalesce((select range_agg(serials) from standing), '{}'))::text as free`,
    [account, instrument, toMultirange(among)],
  );
  return fromMultirange(row?.free ?? '{}');
}
