import type { Reader } from '@carbon/database';
import type { Surrender } from '../domain/surrender';
import { SURRENDER_COLUMNS, surrenderOf, type SurrenderRow } from './surrender-record';

/** Surrenders of a market that count or are under review, applied for since a moment, by obligation and age. */
export async function readAppliedSince(reader: Reader, market: string, since: Date): Promise<Surrender[]> {
  const rows = await reader.query<SurrenderRow>(
    `select ${SURRENDER_COLUMNS} from allowances.surrender s
      where s.market = $1 and s.applied_at >= $2 and s.state in ('pending', 'completed')
      order by s.year, s.holder_id, s.id`,
    [market, since],
  );
  return rows.map(surrenderOf);
}

/** The codes of holders, by id. */
export async function holderCodes(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.query<{ id: string; code: string }>(
    'select id, code from identity.holder where id = any($1)',
    [ids],
  );
  return new Map(rows.map(({ id, code }) => [id, code]));
}
