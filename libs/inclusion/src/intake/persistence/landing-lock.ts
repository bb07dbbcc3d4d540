import type { Transaction } from '@carbon/database';

const BEGIN = {
  name: 'inclusion-begin-landing',
  text: `select pg_advisory_xact_lock(hashtextextended('inclusion.batch ' || $1::int || ' ' || $2::text, 0)),
                pg_advisory_xact_lock_shared(hashtextextended('inclusion.landing ' || $1::int, 0))`,
};

/** Batches of one key land one after the other; those of other keys beside one another. */
export async function beginLanding(
  tx: Transaction,
  { partnerId, key }: { readonly partnerId: number; readonly key: string },
): Promise<void> {
  await tx.query(BEGIN, [partnerId, key]);
}

/** Until the transaction ends no link of a partner ends and nobody it told of is erased: see `holdLandings`. */
export async function holdLinks(tx: Transaction, partnerId: number): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock_shared(hashtextextended('inclusion.landing ' || $1::int, 0))`,
    [partnerId],
  );
}

/**
 * Until the transaction ends no batch of these partners lands, and those that were landing have: what is ended or erased
 * now has nothing come after it. To be called before links are ended or acts are erased.
 */
export async function holdLandings(tx: Transaction, partnerIds: readonly number[]): Promise<void> {
  const inOrder = [...new Set(partnerIds)].sort((a, b) => a - b);
  for (const id of inOrder) {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('inclusion.landing ' || $1::int, 0))`, [
      id,
    ]);
  }
}
