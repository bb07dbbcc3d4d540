import type { Reader } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';

/**
 * What was surrendered for an obligation by applications made until the end of a China day and not undone since; whole
 * tonnes. What a merged holder gave counts for its successor.
 */
export async function surrenderedInTime(
  reader: Reader,
  {
    market,
    year,
    holderId,
    until,
  }: { readonly market: string; readonly year: number; readonly holderId: string; readonly until: ChinaDate },
): Promise<bigint> {
  const [row] = await reader.query<{ total: string }>(
    `select coalesce(sum(s.allowances_t + s.credits_t), 0)::text as total from allowances.surrender s
      where s.market = $1 and s.year = $2 and s.state = 'completed'
        and (s.applied_at at time zone 'Asia/Shanghai')::date <= $4
        and s.holder_id in (select $3::uuid union select holder_id from allowances.obligor where obligor_id = $3)`,
    [market, year, holderId, until],
  );
  return BigInt(row?.total ?? 0);
}
