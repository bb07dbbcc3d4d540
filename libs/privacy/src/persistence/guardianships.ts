import type { Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { EntityManager } from 'typeorm';

export interface Guardianship {
  readonly id: string;
  readonly guardianId: string;
  readonly wardId: string;
  /** SHA-256 of the document that shows it, hex. */
  readonly evidenceHash: string;
  readonly beganAt: Date;
  readonly endedAt: Date | null;
}

const COLUMNS = `id, guardian_id as "guardianId", ward_id as "wardId", encode(evidence_hash, 'hex') as "evidenceHash",
  began_at as "beganAt", ended_at as "endedAt"`;

/** Whether somebody acts for a person now. */
export async function isWarded(tx: Transaction, wardId: string): Promise<boolean> {
  const rows = await tx.query(
    'select from privacy.guardianship where ward_id = $1 and ended_at is null limit 1',
    [wardId],
  );
  return rows.length > 0;
}

/** Whether this one acts for a person now. */
export async function isGuardianOf(tx: Transaction, guardianId: string, wardId: string): Promise<boolean> {
  const rows = await tx.query(
    'select from privacy.guardianship where guardian_id = $1 and ward_id = $2 and ended_at is null',
    [guardianId, wardId],
  );
  return rows.length > 0;
}

/** @returns false when it stands already */
export async function insertGuardianship(tx: Transaction, row: Guardianship): Promise<boolean> {
  const inserted = await tx.query(
    `insert into privacy.guardianship (id, guardian_id, ward_id, evidence_hash, began_at)
     values ($1, $2, $3, decode($4, 'hex'), $5)
     on conflict (ward_id, guardian_id) where ended_at is null do nothing returning id`,
    [row.id, row.guardianId, row.wardId, row.evidenceHash, row.beganAt],
  );
  return inserted.length > 0;
}

/** @returns the guardianship as it ended; undefined when there is none in force of this id */
export async function endGuardianshipRow(
  tx: Transaction,
  id: string,
  now: Date,
): Promise<Guardianship | undefined> {
  const [row] = await tx.query<Guardianship>(
    `update privacy.guardianship set ended_at = $2 where id = $1 and ended_at is null returning ${COLUMNS}`,
    [id, now],
  );
  return row;
}

/** Ends all guardianships of somebody who is erased, on either side; gives those that ended. */
export async function endGuardianshipsOf(
  tx: Transaction,
  personId: string,
  now: Date,
): Promise<Guardianship[]> {
  return tx.query<Guardianship>(
    `update privacy.guardianship set ended_at = $2
      where (guardian_id = $1 or ward_id = $1) and ended_at is null returning ${COLUMNS}`,
    [personId, now],
  );
}

/** All that a person was part of, oldest first: for the person's own copy. */
export async function guardianshipsOf(tx: Transaction, personId: string): Promise<Guardianship[]> {
  return tx.query<Guardianship>(
    `select ${COLUMNS} from privacy.guardianship where guardian_id = $1 or ward_id = $1 order by id`,
    [personId],
  );
}

/** For whom somebody acts now, oldest first. */
export async function readWards(
  manager: EntityManager,
  guardianId: string,
  page: PageRequest,
): Promise<Page<Guardianship>> {
  const rows = await manager.query<Guardianship[]>(
    `select ${COLUMNS} from privacy.guardianship
      where guardian_id = $1 and ended_at is null and ($2::text is null or id::text > $2) order by id::text limit $3`,
    [guardianId, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, (row) => [row.id]);
}
