import type { Transaction } from '@carbon/database';

/**
 * The locks of this library, held to the end of the transaction and always taken before any of the ledger's. Issuing is
 * done by one at a time, since an issue builds on what the one before it left; imports go on side by side, but never
 * beside an issue, so that no month arrives while it is being decided.
 */
export async function lockIssuing(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('certificates.issuing'))`);
}

export async function lockImporting(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock_shared(hashtext('certificates.issuing'))`);
}

/** Filing gives out serial numbers within a day and province. */
export async function lockFiling(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('certificates.filing'))`);
}

/** Who sells by quantity out of one account chooses one after the other, so that no two choose the same serials. */
export async function lockChoosing(tx: Transaction, account: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('certificates.choosing'), hashtext($1))`, [account]);
}

/** Settlements of green power pick the certificates of plant-months one file after the other. */
export async function lockSettling(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('certificates.settling'))`);
}
