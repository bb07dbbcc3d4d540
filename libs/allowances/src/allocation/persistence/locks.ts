import type { Transaction } from '@carbon/database';

/**
 * Settlements of one market come one after the other, so that what is owed is taken off once. Taken after the lock of a round
 * and before any of the ledger's or of the caps'.
 */
export async function lockSettling(tx: Transaction, market: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('allowances.settling ' || $1, 0))`, [market]);
}
