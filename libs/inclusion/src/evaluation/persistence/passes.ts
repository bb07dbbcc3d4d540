import type { Transaction } from '@carbon/database';

export interface PassRow {
  readonly id: bigint;
  readonly kind: 'evaluation' | 'correction';
  readonly batches: number;
  readonly acts: number;
  readonly counted: number;
  readonly refused: number;
  readonly residents: number;
  readonly reducedUg: bigint;
  readonly emittedUg: bigint;
  readonly points: number;
  /** The rules it judged by. */
  readonly packs: readonly object[];
  readonly beganAt: Date;
  readonly finishedAt: Date;
}

/** The number of a pass that begins. */
export async function nextPass(tx: Transaction): Promise<bigint> {
  const [row] = await tx.query<{ id: string }>(`select nextval('inclusion.pass_number') as id`);
  return BigInt(row?.id ?? 0);
}

export async function insertPass(tx: Transaction, pass: PassRow): Promise<void> {
  await tx.query(
    `insert into inclusion.pass (id, kind, batches, acts, counted, refused, residents, reduced_ug, emitted_ug, points,
       packs, began_at, finished_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[pass.id.toString(), pass.kind, pass.batches, pass.acts, pass.counted, pass.refused, pass.residents],
      ...[pass.reducedUg.toString(), pass.emittedUg.toString(), pass.points],
      ...[JSON.stringify(pass.packs), pass.beganAt, pass.finishedAt],
    ],
  );
}
