import { type Reader, sqlState, type Transaction } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import type { FieldFault, Json } from '@carbon/kernel';
import { importDecided, importUnknown } from '../domain/refusals';

export const IMPORT_KINDS = ['emitter-list', 'deposits'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** A file that is staged: nothing of it counts until it is committed, all rows or none. */
export interface EmitterImport {
  readonly id: string;
  readonly kind: ImportKind;
  /** Whose file it is; null for the operator's. */
  readonly holderId: string | null;
  readonly market: string;
  readonly year: number | null;
  readonly documentHash: string;
  readonly rowCount: number;
  readonly faultCount: number;
  /** The first of them. */
  readonly faults: readonly FieldFault[];
  readonly stagedAt: Date;
  readonly stagedBy: string;
  readonly decision: 'committed' | 'discarded' | null;
  readonly outcome: Json;
}

/** One row of a file; `line` counts from 1, the header included. */
export interface StagedRow<T = Json> {
  readonly line: number;
  readonly content: T;
}

const COLUMNS = `i.id, i.kind, i.holder_id as "holderId", i.market, i.year, encode(i.document_hash, 'hex') as "documentHash",
  i.row_count as "rowCount", i.fault_count as "faultCount", i.faults, i.staged_at as "stagedAt",
  i.staged_by as "stagedBy", d.decision, d.outcome`;

/** Stages a file under the id of the job that read it; begun again after a crash, it finds it staged. */
export async function stageImport(
  tx: Transaction,
  entry: Omit<EmitterImport, 'decision' | 'outcome' | 'rowCount' | 'stagedAt'> & { readonly now: Date },
  rows: readonly StagedRow<object>[],
): Promise<boolean> {
  const staged = await tx.query(
    `insert into allowances.emitter_import
       (id, kind, holder_id, market, year, document_hash, row_count, fault_count, faults, staged_at, staged_by)
     values ($1, $2, $3, $4, $5, decode($6, 'hex'), $7, $8, $9, $10, $11) on conflict (id) do nothing returning id`,
    [
      ...[entry.id, entry.kind, entry.holderId, entry.market, entry.year, entry.documentHash, rows.length],
      ...[entry.faultCount, JSON.stringify(entry.faults), entry.now, entry.stagedBy],
    ],
  );
  if (staged.length === 0) return false;
  await tx.query(
    `insert into allowances.emitter_import_row (import_id, line, content)
     select $1, r.line, r.content from jsonb_to_recordset($2::jsonb) as r (line int, content jsonb)`,
    [entry.id, JSON.stringify(rows)],
  );
  return true;
}

/** An import within reach. @throws Refusal EMITTERS_IMPORT_UNKNOWN */
export async function importInReach(reader: Reader, id: string, reach: Reach): Promise<EmitterImport> {
  const [found] = await reader.query<EmitterImport>(
    `select ${COLUMNS} from allowances.emitter_import i
       left join allowances.emitter_import_decision d on d.import_id = i.id
      where i.id = $1 and ($2::uuid[] is null or i.holder_id = any($2))`,
    [id, reachIds(reach)],
  );
  if (found === undefined) throw importUnknown(id);
  return found;
}

/** The rows of a staged file in its order. */
export function rowsOfImport<T>(reader: Reader, id: string): Promise<StagedRow<T>[]> {
  return reader.query<StagedRow<T>>(
    `select line, content from allowances.emitter_import_row where import_id = $1 order by line`,
    [id],
  );
}

/** Nobody else decides on an import until this transaction ends. */
export async function lockImport(tx: Transaction, id: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    `allowances.emitter-import ${id}`,
  ]);
}

/** @throws Refusal EMITTERS_IMPORT_DECIDED when somebody decided on it before */
export async function decideImport(
  tx: Transaction,
  id: string,
  {
    decision,
    by,
    now,
    outcome,
  }: { decision: 'committed' | 'discarded'; by: string; now: Date; outcome: object },
): Promise<void> {
  await tx
    .query(
      `insert into allowances.emitter_import_decision (import_id, decision, at, by_whom, outcome)
       values ($1, $2, $3, $4, $5)`,
      [id, decision, now, by, JSON.stringify(outcome)],
    )
    .catch((error: unknown) => {
      throw sqlState(error) === '23505' ? importDecided('committed') : error;
    });
}
