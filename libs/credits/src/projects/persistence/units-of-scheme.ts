import type { Reader } from '@carbon/database';
import type { SerialRange } from '@carbon/ledger';

/** Units of a scheme that a holder can dispose of. */
export interface FreeUnits {
  readonly account: string;
  readonly instrument: string;
  readonly serials: SerialRange;
}

/**
 * What a holder has of a scheme in the available part of its accounts: units of the given project first, then the
 * oldest. Set-apart units (orders, pledges, courts) are somebody else's claim and are not among them.
 */
export async function freeUnitsOf(
  reader: Reader,
  holderId: string,
  { scheme, project }: { readonly scheme: string; readonly project: string },
): Promise<FreeUnits[]> {
  const rows = await reader.query<{ account: string; instrument: string; first: string; last: string }>(
    `select a.number as account, i.code as instrument, k.first_serial as first, k.last_serial as last
       from ledger.account a
       join ledger.block k on k.account_id = a.id and k.part = 0
       join ledger.instrument i on i.id = k.instrument_id and i.scheme = $2
      where a.holder_id = $1 and i.kind in ('credit', 'inclusion-reduction')
      order by i.code like $2 || '-' || $3 || '-%' desc, i.period nulls last, i.code, a.id, k.first_serial`,
    [holderId, scheme, project],
  );
  return rows.map(({ account, instrument, first, last }) => ({
    account,
    instrument,
    serials: { first: BigInt(first), last: BigInt(last) },
  }));
}
