import type { Transaction } from '@carbon/database';
import type { Command, Ledger } from '@carbon/ledger';

/** Has the ledger do one thing; gives the transaction. @throws Refusal of the ledger */
export async function submitOne(tx: Transaction, ledger: Ledger, command: Command): Promise<bigint> {
  const [outcome] = await ledger.submit(tx, [command]);
  if (outcome === undefined) throw new Error('the ledger gave no outcome');
  if (outcome.status === 'refused') throw outcome.refusal;
  return outcome.transactionId;
}
