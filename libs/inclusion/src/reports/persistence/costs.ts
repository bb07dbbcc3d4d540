import type { Reader } from '@carbon/database';

/**
 * What rewards of a programme cost in a month, in fen.
 * @param funders only what these holders granted; all where undefined
 */
export async function readCosts(
  reader: Pick<Reader, 'query'>,
  programmeId: number,
  months: readonly string[],
  funders?: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const rows =
    funders === undefined
      ? await reader.query<{ month: string; fen: string }>(
          `select month::text, fen from inclusion.reward_cost where programme_id = $1 and month = any($2::date[])`,
          [programmeId, months],
        )
      : await reader.query<{ month: string; fen: string }>(
          `select l.month::text, sum(l.fen)::bigint as fen
             from inclusion.settlement_line l join inclusion.funding f on f.id = l.funding_id
            where l.programme_id = $1 and l.month = any($2::date[]) and f.funder_id = any($3)
            group by l.month`,
          [programmeId, months, funders],
        );
  return new Map(rows.map(({ month, fen }) => [month, BigInt(fen)]));
}

/** Whether one of these holders grants money for rewards of a programme. */
export async function fundsProgramme(
  reader: Pick<Reader, 'query'>,
  programmeId: number,
  holders: readonly string[],
): Promise<boolean> {
  const rows = await reader.query(
    'select from inclusion.funding where programme_id = $1 and funder_id = any($2) limit 1',
    [programmeId, holders],
  );
  return rows.length > 0;
}
