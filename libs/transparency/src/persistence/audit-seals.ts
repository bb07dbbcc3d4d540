import type { Reader } from '@carbon/ledger';

/** A group of audit records with its leaf in the log. */
export interface AuditSeal {
  readonly id: bigint;
  readonly root: Buffer;
  readonly count: number;
  readonly position: bigint;
}

/** A record of a seal, with the leaf as it was sealed. */
export interface SealMember {
  readonly recordId: bigint;
  readonly ordinal: number;
  readonly leaf: Buffer;
}

/** Committed records that are in no seal, in the order of their ids. Ones that vanished are left to reconciliation. */
export async function unsealedRecords(
  reader: Reader,
  limit: number,
  after = 0n,
): Promise<{ readonly id: string; readonly leaf: Buffer }[]> {
  return reader.query(
    `select r.id, r.leaf from audit.unsealed u join audit.record r on r.id = u.record_id
      where u.record_id > $2 and not exists (select from audit.sealed_record m where m.record_id = u.record_id)
      order by u.record_id limit $1`,
    [limit, after.toString()],
  );
}

export async function countUnsealed(reader: Reader): Promise<bigint> {
  const [row] = await reader.query<{ count: string }>('select count(*) as count from audit.unsealed');
  return BigInt(row?.count ?? 0);
}

/** Writes a seal at a place of the log; the database takes its records from the list of those that wait. */
export async function insertSeal(
  writer: Reader,
  seal: { readonly root: Uint8Array; readonly position: bigint },
  records: readonly { readonly id: string; readonly leaf: Buffer }[],
): Promise<void> {
  await writer.query(
    `with sealed as (
       insert into audit.seal (root, count, log_position) values ($1, $2, $3) returning id)
     insert into audit.sealed_record (record_id, seal_id, ordinal, leaf)
     select m.record_id, sealed.id, m.n - 1, m.leaf
       from sealed, unnest($4::bigint[], $5::bytea[]) with ordinality as m(record_id, leaf, n)`,
    [
      Buffer.from(seal.root),
      records.length,
      seal.position.toString(),
      records.map(({ id }) => id),
      records.map(({ leaf }) => leaf),
    ],
  );
}

interface SealRow {
  id: string;
  root: Buffer;
  count: number;
  log_position: string;
}

function toSeal(row: SealRow): AuditSeal {
  return { id: BigInt(row.id), root: row.root, count: row.count, position: BigInt(row.log_position) };
}

/** Seals with places `from` (included) to `to` (not), in the order of the log. */
export async function sealsBetween(reader: Reader, from: bigint, to: bigint): Promise<AuditSeal[]> {
  const rows = await reader.query<SealRow>(
    `select id, root, count, log_position from audit.seal
      where log_position >= $1 and log_position < $2 order by log_position`,
    [from.toString(), to.toString()],
  );
  return rows.map(toSeal);
}

/** The seal that holds a record; nothing while it waits. */
export async function sealOf(reader: Reader, recordId: bigint): Promise<AuditSeal | undefined> {
  const [row] = await reader.query<SealRow>(
    `select s.id, s.root, s.count, s.log_position
       from audit.sealed_record m join audit.seal s on s.id = m.seal_id where m.record_id = $1`,
    [recordId.toString()],
  );
  return row && toSeal(row);
}

/** What was sealed together, in its order. */
export async function sealMembers(reader: Reader, sealId: bigint): Promise<SealMember[]> {
  const rows = await reader.query<{ record_id: string; ordinal: number; leaf: Buffer }>(
    'select record_id, ordinal, leaf from audit.sealed_record where seal_id = $1 order by ordinal',
    [sealId.toString()],
  );
  return rows.map(({ record_id, ordinal, leaf }) => ({ recordId: BigInt(record_id), ordinal, leaf }));
}
