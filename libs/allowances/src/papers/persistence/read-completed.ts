import type { Reader } from '@carbon/database';
import type { CountedSurrender } from '../domain/certificate-facts';
import { readLots } from '../../surrender/index';
import {
  SURRENDER_COLUMNS,
  surrenderOf,
  type SurrenderRow,
} from '../../surrender/persistence/surrender-record';

/** Completed surrenders that stand, by the holder whose obligation they meet now, the earliest first. Set-based. */
export async function readCompleted(
  reader: Reader,
  {
    market,
    year,
    holderIds,
  }: { readonly market: string; readonly year: number; readonly holderIds: readonly string[] },
): Promise<ReadonlyMap<string, readonly CountedSurrender[]>> {
  const rows = await reader.query<SurrenderRow & { obligor: string }>(
    `select ${SURRENDER_COLUMNS}, coalesce(o.obligor_id, s.holder_id) as obligor
       from allowances.surrender s left join allowances.obligor o on o.holder_id = s.holder_id
      where s.market = $1 and s.year = $2 and s.state = 'completed' and coalesce(o.obligor_id, s.holder_id) = any($3)
      order by s.completed_at, s.transaction_id`,
    [market, year, holderIds],
  );
  const lots = await readLots(
    reader,
    rows.map(({ id }) => id),
  );
  const completed = new Map<string, CountedSurrender[]>();
  for (const { obligor, ...row } of rows) {
    const one = { surrender: surrenderOf(row), lots: lots.get(row.id) ?? [] };
    completed.set(obligor, [...(completed.get(obligor) ?? []), one]);
  }
  return completed;
}

/** Surrenders by their ids, with what they ended, in any state, the earliest first. */
export async function readSurrendersByIds(
  reader: Reader,
  ids: readonly string[],
): Promise<CountedSurrender[]> {
  const rows = await reader.query<SurrenderRow>(
    `select ${SURRENDER_COLUMNS} from allowances.surrender s where s.id = any($1)
      order by s.completed_at, s.transaction_id`,
    [ids],
  );
  const lots = await readLots(reader, ids);
  return rows.map((row) => ({ surrender: surrenderOf(row), lots: lots.get(row.id) ?? [] }));
}
