import type { Transaction } from '@carbon/database';
import type { ChainRole } from '../chain/chain-keys';
import { type Attempt, recordAttempt } from '../persistence/anchor-attempts';
import type { Inclusion } from '../persistence/checkpoints';
import type { AnchoringContext } from './context';

export interface Dispatch {
  readonly role: ChainRole;
  readonly data: string;
  readonly attempt: Pick<Attempt, 'subject' | 'checkpointSize' | 'details'>;
  /** Writes down, before anything is sent, that this transaction is on its way. */
  readonly onSigned: (tx: Transaction, hash: string) => Promise<void>;
  readonly onMined: (tx: Transaction, inclusion: Inclusion) => Promise<void>;
  /** The transaction is in a block and failed. */
  readonly onFailed: (tx: Transaction) => Promise<void>;
}

/**
 * Sends one transaction and waits for it. Its hash is stored before it is sent, so that a crash at any point leaves
 * something to ask the chain about. Returns whether it is in a block; when it is not in time, the next round looks again.
 */
export async function dispatch(context: AnchoringContext, order: Dispatch): Promise<boolean> {
  const { database, contract, settings } = context;
  const { client } = contract;
  const signed = await client.sign(order.role, contract.address, order.data);
  const record = (tx: Transaction, happened: string) =>
    recordAttempt(tx, { ...order.attempt, happened, transaction: signed.hash });
  await database.transaction(async (tx) => {
    await order.onSigned(tx, signed.hash);
    await record(tx, 'sent');
  });
  await client.broadcast(signed);
  const receipt = await client.waitForReceipt(signed.hash, settings.receiptTimeoutMs);
  if (receipt === undefined) return false;
  const { blockNumber, blockHash } = receipt;
  await database.transaction(async (tx) => {
    if (receipt.succeeded) await order.onMined(tx, { transaction: signed.hash, blockNumber, blockHash });
    else await order.onFailed(tx);
    await record(tx, receipt.succeeded ? 'mined' : 'failed');
  });
  return receipt.succeeded;
}
