import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import type { VerifiedFigures } from '../domain/index';
import { toLineRecord, toUnitRecord } from './verified-records';

/**
 * Writes verified figures down, each as the next version of its enterprise's year; set-based, for one or for thousands.
 * The caller has them verified and approved. @returns the ids of the versions, in order
 */
export async function recordVerified(
  tx: Transaction,
  figures: readonly VerifiedFigures[],
  { now, by, approvedBy }: { readonly now: Date; readonly by: string; readonly approvedBy?: string },
): Promise<string[]> {
  const ids = figures.map(() => newId());
  const rows = figures.map((one, at) => ({
    id: ids[at],
    market: one.market,
    year: one.year,
    holder_id: one.holderId,
    sector: one.sector,
    province: one.province,
    verified_t: one.verifiedT.toString(),
    units: one.units.map(toUnitRecord),
    lines: one.lines.map(toLineRecord),
    source: one.source,
  }));
  await tx.query(
    `insert into allowances.verified_year (id, market, year, holder_id, version, sector, province, verified_t, units,
       lines, source, recorded_at, recorded_by, approved_by)
     select f.id, f.market, f.year, f.holder_id, coalesce(n.version, 0) + 1, f.sector, f.province, f.verified_t, f.units,
       f.lines, f.source, $2, $3, $4
     from jsonb_to_recordset($1::jsonb) as f (id uuid, market text, year int, holder_id uuid, sector text, province text,
       verified_t bigint, units jsonb, lines jsonb, source text)
     left join allowances.verified_now n using (market, year, holder_id)`,
    [JSON.stringify(rows), now, by, approvedBy ?? null],
  );
  return ids;
}
