import type { Transaction } from '@carbon/database';
import { findHolder } from '@carbon/identity';
import { readAccount } from '@carbon/ledger';

/** Whether an account is a natural person's. */
export async function isResident(tx: Transaction, account: string): Promise<boolean> {
  const holderId = (await readAccount(tx, account))?.holderId;
  if (holderId === undefined) return false;
  return (await findHolder(tx.manager, holderId))?.kind === 'resident';
}
