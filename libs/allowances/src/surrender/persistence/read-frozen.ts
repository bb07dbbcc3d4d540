import type { Reader } from '@carbon/database';
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
