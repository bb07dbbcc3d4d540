import type { Reader } from '@carbon/database';
import { type VerifiedRow, type VerifiedYear, verifiedYearOf } from './verified-records';

export interface VerifiedQuery {
  readonly market: string;
  readonly year: number;
  readonly sector?: string;
  readonly province?: string;
  /** Only these holders; all when absent. */
  readonly holderIds?: readonly string[];
}

/** The figures that count now, by holder id. Not paged: for set-based work inside the service. */
export async function readVerified(reader: Reader, query: VerifiedQuery): Promise<VerifiedYear[]> {
  const rows = await reader.query<VerifiedRow>(
    `select * from allowances.verified_now
     where market = $1 and year = $2 and ($3::text is null or sector = $3) and ($4::text is null or province = $4)
       and ($5::uuid[] is null or holder_id = any($5))
     order by holder_id`,
    [query.market, query.year, query.sector ?? null, query.province ?? null, query.holderIds ?? null],
  );
  return rows.map(verifiedYearOf);
}

/** The figures of one enterprise's year that count now; undefined while nothing is verified. */
export async function findVerified(
  reader: Reader,
  of: { readonly market: string; readonly year: number; readonly holderId: string },
): Promise<VerifiedYear | undefined> {
  const [found] = await readVerified(reader, { ...of, holderIds: [of.holderId] });
  return found;
}
