import { type Part, PARTS, type Reader } from '@carbon/ledger';
import { fromMultirange, type Serials, toMultirange } from './accounts/domain/serial-ranges';

/**
 * Of serials that were once set apart, those that stand in that part of the account's balance still: units come to the
 * end of their validity there too, and an authority may have had some ended. Lowest first.
 */
export async function serialsApart(
  reader: Reader,
  place: { readonly account: string; readonly instrument: string; readonly part: Part },
  among: readonly Serials[],
): Promise<Serials[]> {
  const [row] = await reader.query<{ still: string | null }>(
    `select (range_agg(int8range(b.first_serial, b.last_serial, '[]')) * $3::int8multirange)::text as still
       from ledger.block b
       join ledger.account a on a.id = b.account_id and a.number = $1
       join ledger.instrument i on i.id = b.instrument_id and i.code = $2
      where b.part = $4`,
    [place.account, place.instrument, toMultirange(among), PARTS.indexOf(place.part)],
  );
  return fromMultirange(row?.still ?? '{}');
}
