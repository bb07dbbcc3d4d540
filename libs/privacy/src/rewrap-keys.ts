import type { Database } from '@carbon/database';
import type { OnProgress } from '@carbon/kernel';
import type { SealedPersonVault } from './sealed-person-vault';

const BATCH = 1_000;
const STEP = 'rewrap keys';

/**
 * Wraps every data key under the current master key, a batch at a time while everything goes on. When it is done the
 * former keys wrap nothing more of persons. Begun again after a crash it goes on where it was.
 * @returns how many keys were wrapped anew
 */
export async function rewrapKeys(
  database: Database,
  vault: SealedPersonVault,
  onProgress: OnProgress = () => undefined,
): Promise<number> {
  const [waiting] = await database.query<{ count: string }>(
    'select count(*) from privacy.person_key where master_key_id <> $1',
    [vault.ring.currentId],
  );
  const total = Number(waiting?.count ?? 0);
  onProgress({ step: STEP, done: 0, total });
  let done = 0;
  for (;;) {
    const rewrapped = await rewrapBatch(database, vault);
    done += rewrapped;
    if (rewrapped === 0) return done;
    onProgress({ step: STEP, done, total: Math.max(done, total) });
  }
}

interface KeyRow {
  readonly person_id: string;
  readonly master_key_id: string;
  readonly wrapped: Buffer;
}

function rewrapBatch(database: Database, { ring }: SealedPersonVault): Promise<number> {
  return database.transaction(async (tx) => {
    const rows = await tx.query<KeyRow>(
      `select person_id, master_key_id, wrapped from privacy.person_key
        where master_key_id <> $1 order by person_id limit $2 for update`,
      [ring.currentId, BATCH],
    );
    const wrapped = rows.map((row) => {
      const key = { keyId: row.master_key_id, wrapped: row.wrapped };
      return ring.wrap(row.person_id, ring.unwrap(row.person_id, key)).wrapped;
    });
    await tx.query(
      `update privacy.person_key k set master_key_id = $1, wrapped = n.wrapped
         from unnest($2::uuid[], $3::bytea[]) as n(person_id, wrapped) where k.person_id = n.person_id`,
      [ring.currentId, rows.map((row) => row.person_id), wrapped],
    );
    return rows.length;
  });
}
