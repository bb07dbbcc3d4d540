import type { Reader } from '@carbon/database';

/** Where all units of one vintage of a market are (INV-01). Whole tonnes. */
export interface VintageSupply {
  readonly instrument: string;
  readonly vintage: string | null;
  readonly issuedT: bigint;
  readonly heldT: bigint;
  readonly surrenderedT: bigint;
  readonly cancelledT: bigint;
  readonly carriedOverT: bigint;
}

/** Of every vintage, in the order of vintages: from the balances of the system's accounts, whatever their holders. */
export async function readVintages(reader: Reader, market: string): Promise<VintageSupply[]> {
  const rows = await reader.query<
    Record<'code' | 'issued' | 'surrendered' | 'cancelled' | 'converted' | 'other', string> & {
      period: string | null;
    }
  >(
    `select i.code, i.period,
            coalesce(-sum(b.available) filter (where b.account_id = 1), 0)::text as issued,
            coalesce(sum(b.available) filter (where b.account_id = 3), 0)::text as surrendered,
            coalesce(sum(b.available) filter (where b.account_id = 4), 0)::text as cancelled,
            coalesce(sum(b.available) filter (where b.account_id = 6), 0)::text as converted,
            coalesce(sum(b.available) filter (where b.account_id in (2, 5)), 0)::text as other
       from ledger.instrument i left join ledger.balance b on b.instrument_id = i.id and b.account_id < 1024
      where i.kind = 'allowance' and i.scheme = 'ETS-' || $1
      group by i.code, i.period order by i.period, i.code limit 200`,
    [market],
  );
  return rows.map((row) => {
    const [issuedT, surrenderedT, cancelledT, carriedOverT, other] = [
      ...[row.issued, row.surrendered, row.cancelled, row.converted, row.other],
    ].map(BigInt) as [bigint, bigint, bigint, bigint, bigint];
    const heldT = issuedT - surrenderedT - cancelledT - carriedOverT - other;
    return {
      ...{ instrument: row.code, vintage: row.period },
      ...{ issuedT, heldT, surrenderedT, cancelledT, carriedOverT },
    };
  });
}
