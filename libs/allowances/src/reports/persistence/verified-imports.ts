import type { Reader, Transaction } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import type { VerifiedFigures } from '../../domain/index';

/** Verified years that are staged: nothing of them counts until a task takes them. */
export interface VerifiedImport {
  readonly id: string;
  readonly market: string;
  readonly document: string;
  readonly rows: number;
  readonly years: number;
  readonly totalT: string;
  readonly stagedAt: Date;
  readonly takenAt: Date | null;
}

/** One enterprise's year of it. Whole tonnes are texts in `figures`. */
export interface StagedYear {
  readonly number: number;
  readonly line: number;
  readonly holderId: string;
  readonly year: number;
  readonly figures: Pick<VerifiedFigures, 'sector' | 'province' | 'verifiedT' | 'units' | 'lines'>;
}

type NewImport = Omit<VerifiedImport, 'stagedAt' | 'takenAt'> & {
  readonly holderId: string | null;
  readonly by: string;
  readonly now: Date;
};

/** Stages years under a job's id; false when a process that died had staged them. */
export async function stageVerified(
  tx: Transaction,
  entry: NewImport,
  years: readonly StagedYear[],
): Promise<boolean> {
  const staged = await tx.query(
    `insert into allowances.verified_import (id, market, job_id, document_hash, requested_by, holder_id, rows, years, total_t,
       staged_at)
     values ($1, $2, $1, decode($3, 'hex'), $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
    [
      ...[entry.id, entry.market, entry.document, entry.by, entry.holderId, entry.rows, entry.years],
      ...[entry.totalT, entry.now],
    ],
  );
  if (staged.length === 0) return false;
  await tx.query(
    `insert into allowances.verified_import_year (import_id, number, line, holder_id, year, figures)
     select $1, y.number, y.line, y."holderId", y.year, y.figures
       from jsonb_to_recordset($2::jsonb) as y (number int, line int, "holderId" uuid, year int, figures jsonb)`,
    [entry.id, JSON.stringify(years, whole)],
  );
  return true;
}

const whole = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);

/** An import that a house's people asked for; undefined for others'. */
export async function findVerifiedImport(
  reader: Reader,
  id: string,
  reach: Reach,
): Promise<VerifiedImport | undefined> {
  const [found] = await reader.query<VerifiedImport>(
    `select i.id, i.market, encode(i.document_hash, 'hex') as document, i.rows, i.years, i.total_t::text as "totalT",
            i.staged_at as "stagedAt", t.at as "takenAt"
       from allowances.verified_import i left join allowances.verified_import_taken t on t.import_id = i.id
      where i.id = $1 and ($2::uuid[] is null or i.holder_id = any($2))`,
    [id, reachIds(reach)],
  );
  return found;
}

/** The figures of an import, for those within reach of whoever takes them. */
export async function figuresOfImport(
  reader: Reader,
  { id, market }: Pick<VerifiedImport, 'id' | 'market'>,
  reach: Reach,
): Promise<VerifiedFigures[]> {
  const rows = await reader.query<{
    holderId: string;
    year: number;
    figures: {
      sector: VerifiedFigures['sector'];
      province: string | null;
      verifiedT: string;
      units: (Omit<VerifiedFigures['units'][number], 'verifiedT'> & { verifiedT: string })[];
      lines: (Omit<VerifiedFigures['lines'][number], 'emissionsT'> & { emissionsT: string })[];
    };
  }>(
    `select holder_id as "holderId", year, figures from allowances.verified_import_year
      where import_id = $1 and ($2::uuid[] is null or holder_id = any($2)) order by number`,
    [id, reachIds(reach)],
  );
  return rows.map(({ holderId, year, figures }) => ({
    ...{ market, year, holderId, sector: figures.sector, province: figures.province },
    verifiedT: BigInt(figures.verifiedT),
    units: figures.units.map((unit) => ({ ...unit, verifiedT: BigInt(unit.verifiedT) })),
    lines: figures.lines.map((line) => ({ ...line, emissionsT: BigInt(line.emissionsT) })),
    source: `import:${id}`,
  }));
}

/** Marks an import as taken; false when it was before. */
export async function takeImport(
  tx: Transaction,
  id: string,
  entry: { readonly taskId: string; readonly now: Date; readonly by: string; readonly approvedBy: string },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into allowances.verified_import_taken (import_id, task_id, at, by_whom, approved_by)
     values ($1, $2, $3, $4, $5) on conflict do nothing returning import_id`,
    [id, entry.taskId, entry.now, entry.by, entry.approvedBy],
  );
  return rows.length === 1;
}

/** Enterprises by code, within reach: id and province. */
export async function enterprisesByCode(
  reader: Reader,
  codes: readonly string[],
  reach: Reach,
): Promise<ReadonlyMap<string, { readonly id: string; readonly province: string | null }>> {
  const rows = await reader.query<{ code: string; id: string; province: string | null }>(
    `select code, id, province from identity.holder
      where code = any($1::text[]) and kind <> 'resident' and ($2::uuid[] is null or id = any($2))`,
    [codes, reachIds(reach)],
  );
  return new Map(rows.map(({ code, ...holder }) => [code, holder]));
}
