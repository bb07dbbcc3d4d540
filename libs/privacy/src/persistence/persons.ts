import type { Database, Transaction } from '@carbon/database';
import { type ChinaDate } from '@carbon/kernel';
import type { PersonField } from '../domain/person-fields';
import type { WrappedKey } from '../keys/key-ring';

/** A person as the database knows it, by state. */
export interface PersonRow {
  readonly id: string;
  readonly createdAt: Date;
  readonly erasedAt: Date | null;
  readonly restrictedUntil: ChinaDate | null;
  /** Absent once erased. */
  readonly key: WrappedKey | undefined;
}

/** What persons are found by. */
export type IndexPurpose = 'email' | 'phone' | 'identity-number';

interface Row {
  id: string;
  created_at: Date;
  erased_at: Date | null;
  restricted_until: ChinaDate | null;
  master_key_id: string | null;
  wrapped: Buffer | null;
}

const READ = `
  select p.id, p.created_at, p.erased_at, to_char(p.restricted_until, 'YYYY-MM-DD') as restricted_until,
         k.master_key_id, k.wrapped
    from privacy.person p left join privacy.person_key k on k.person_id = p.id
   where p.id = $1`;

/** `locked` keeps others from changing or erasing the person until the transaction ends. */
export async function findPerson(
  tx: Transaction,
  id: string,
  locked = false,
): Promise<PersonRow | undefined> {
  // the lock comes first, in a statement of its own: what is read after it is what it protects
  if (locked) await tx.query('select from privacy.person where id = $1 for no key update', [id]);
  const [row] = await tx.query<Row>(READ, [id]);
  if (row === undefined) return undefined;
  const { master_key_id: keyId, wrapped } = row;
  return {
    id: row.id,
    createdAt: row.created_at,
    erasedAt: row.erased_at,
    restrictedUntil: row.restricted_until,
    key: keyId === null || wrapped === null ? undefined : { keyId, wrapped },
  };
}

export async function insertPerson(tx: Transaction, id: string, key: WrappedKey, now: Date): Promise<void> {
  await tx.query('insert into privacy.person (id, created_at) values ($1, $2)', [id, now]);
  await tx.query('insert into privacy.person_key (person_id, master_key_id, wrapped) values ($1, $2, $3)', [
    id,
    key.keyId,
    key.wrapped,
  ]);
}

export async function readSealedFields(
  tx: Transaction,
  personId: string,
): Promise<{ field: PersonField; sealed: Buffer }[]> {
  return tx.query('select field, sealed from privacy.person_field where person_id = $1', [personId]);
}

export async function writeSealedField(
  tx: Transaction,
  row: {
    readonly personId: string;
    readonly field: PersonField;
    readonly sealed: Buffer;
    readonly now: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into privacy.person_field (person_id, field, sealed, changed_at) values ($1, $2, $3, $4)
     on conflict (person_id, field) do update set sealed = excluded.sealed, changed_at = excluded.changed_at`,
    [row.personId, row.field, row.sealed, row.now],
  );
}

/**
 * Makes a person found by an identity number. Waits for whoever is claiming the same number.
 * @returns false when it is another's
 */
export async function claimIdentity(tx: Transaction, personId: string, digest: Buffer): Promise<boolean> {
  await tx.query(
    `delete from privacy.person_index where person_id = $1 and purpose = 'identity-number' and digest <> $2`,
    [personId, digest],
  );
  const claimed = await tx.query(
    `insert into privacy.person_index (person_id, purpose, digest) values ($1, 'identity-number', $2)
     on conflict (digest) where purpose = 'identity-number' do nothing returning person_id`,
    [personId, digest],
  );
  return claimed.length > 0 || (await personOfIdentity(tx, digest)) === personId;
}

export async function personOfIdentity(tx: Transaction, digest: Buffer): Promise<string | undefined> {
  const [row] = await tx.query<{ person_id: string }>(
    `select person_id from privacy.person_index where purpose = 'identity-number' and digest = $1`,
    [digest],
  );
  return row?.person_id;
}

/** Makes a person found by an e-mail address or telephone number, which several may share. */
export async function writeIndex(
  tx: Transaction,
  row: { readonly personId: string; readonly purpose: IndexPurpose; readonly digest: Buffer },
): Promise<void> {
  const { personId, purpose, digest } = row;
  await tx.query('delete from privacy.person_index where person_id = $1 and purpose = $2', [
    personId,
    purpose,
  ]);
  await tx.query('insert into privacy.person_index (person_id, purpose, digest) values ($1, $2, $3)', [
    personId,
    purpose,
    digest,
  ]);
}

/** Persons found by a digest, oldest first after one of them. */
export async function personsOfIndex(
  tx: Transaction,
  by: {
    readonly purpose: IndexPurpose;
    readonly digest: Buffer;
    readonly after: string | undefined;
    readonly limit: number;
  },
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select person_id as id from privacy.person_index
      where purpose = $1 and digest = $2 and ($3::text is null or person_id::text > $3)
      order by person_id::text limit $4`,
    [by.purpose, by.digest, by.after ?? null, by.limit],
  );
  return rows.map(({ id }) => id);
}

/** Deletes the person's key, and with it every field and index (PII-005). */
export async function deleteKey(tx: Transaction, personId: string, now: Date): Promise<void> {
  await tx.query('delete from privacy.person_key where person_id = $1', [personId]);
  await tx.query(
    `update privacy.person set erased_at = $2, restricted_at = null, restricted_until = null where id = $1`,
    [personId, now],
  );
}

/** PII-003: stored, and nothing else. */
export async function restrict(
  tx: Transaction,
  personId: string,
  until: ChinaDate,
  now: Date,
): Promise<void> {
  await tx.query(
    `update privacy.person set restricted_at = coalesce(restricted_at, $3), restricted_until = $2 where id = $1`,
    [personId, until, now],
  );
}

/** Restricted persons whose last day of keeping is over, by id. */
export async function personsPastRestriction(
  database: Database,
  today: ChinaDate,
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `select id from privacy.person
      where restricted_until < $1 and ($2::uuid is null or id > $2) order by id limit $3`,
    [today, after ?? null, limit],
  );
  return rows.map(({ id }) => id);
}
