import type { Reader } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';

/** CCR-012: the last day on which a holder may file nothing; undefined when it may. */
export async function bannedUntil(
  reader: Reader,
  holderId: string,
  today: ChinaDate,
): Promise<ChinaDate | undefined> {
  const [row] = await reader.query<{ until: ChinaDate | null }>(
    `select max(until_day)::text as until from credits.ban where holder_id = $1 and from_day <= $2 and until_day >= $2`,
    [holderId, today],
  );
  return row?.until ?? undefined;
}
