import type { Transaction } from '@carbon/database';

/** Whether somebody acts for a person now. */
export async function isWarded(tx: Transaction, wardId: string): Promise<boolean> {
  const rows = await tx.query(
    'select from privacy.guardianship where ward_id = $1 and ended_at is null limit 1',
    [wardId],
  );
  return rows.length > 0;
}
