import { recordAttempt } from '../persistence/anchor-attempts';
import { raiseAlert } from '../persistence/alerts';
import {
  checkpointOf,
  type Inclusion,
  latestAnchored,
  markBuilt,
  markBuiltAfter,
  markFinal,
  markMined,
  type StoredCheckpoint,
  unsettledCheckpoints,
} from '../persistence/checkpoints';
import {
  heldIssuances,
  markIssuancesFinal,
  markIssuancesPendingFrom,
  minedIssuanceTransactions,
  moveIssuances,
} from '../persistence/issuance-records';
import { chainRegressed } from './alerts';
import type { AnchoringContext } from './context';
import type { ChainHead } from './inspect-chain';

/**
 * Makes our notes agree with what the contract says: its size decides. Returns whether a transaction of ours is still
 * on its way, so that nothing more may be sent.
 */
export async function align(context: AnchoringContext, head: ChainHead): Promise<boolean> {
  await goBack(context, head);
  await issuancesGoBack(context);
  await takeOver(context, head);
  return settleSent(context, head);
}

/** The contract is behind what we had noted: what it lost waits again. */
async function goBack({ database, contract }: AnchoringContext, head: ChainHead): Promise<void> {
  const held = await latestAnchored(database);
  if (held === undefined || held.size <= head.size) return;
  // Another block in the place of a transaction that was not final yet is the chain's ordinary way.
  const block =
    held.state === 'mined' && held.block !== undefined
      ? await contract.client.blockHash(held.block.number)
      : undefined;
  const reorganised = block !== undefined && block !== held.block?.hash;
  await database.transaction(async (tx) => {
    const undone = await markBuiltAfter(tx, head.size);
    if (!reorganised) await raiseAlert(tx, chainRegressed(head.size, held.size));
    await recordAttempt(tx, {
      subject: 'checkpoint',
      checkpointSize: held.size,
      happened: reorganised ? 'reorganised' : 'regressed',
      ...(held.transaction === undefined ? {} : { transaction: held.transaction }),
      details: { contractSize: head.size.toString(), waitingAgain: undone.map(String) },
    });
  });
}

/** Issuances are recorded in order, so those that a chain lost are the last ones: walk back to one that it holds. */
async function issuancesGoBack({ database, contract }: AnchoringContext): Promise<void> {
  let lost: bigint | undefined;
  for (;;) {
    const [newest] = await heldIssuances(database, lost, 1);
    if (newest === undefined || (await contract.isSourceUsed(newest.chainKey))) break;
    lost = newest.leafIndex;
  }
  if (lost === undefined) return;
  const from = lost;
  await database.transaction(async (tx) => {
    const count = await markIssuancesPendingFrom(tx, from);
    await recordAttempt(tx, {
      subject: 'issuance',
      happened: 'regressed',
      details: { fromLeaf: from.toString(), count },
    });
  });
}

/** The contract holds a checkpoint that we have not noted as held, e.g. after a crash between sending and noting. */
async function takeOver(context: AnchoringContext, head: ChainHead): Promise<void> {
  const { database } = context;
  if (head.size === 0n) return;
  const checkpoint = await checkpointOf(database, head.size);
  if (checkpoint === undefined) return;
  const noted = ['mined', 'final'].includes(checkpoint.state) && checkpoint.coveredBy === undefined;
  if (noted) return;
  const inclusion = await inclusionOf(context, checkpoint);
  await database.transaction(async (tx) => {
    await markMined(tx, checkpoint.size, inclusion);
    await recordAttempt(tx, {
      subject: 'checkpoint',
      checkpointSize: checkpoint.size,
      happened: 'mined',
      ...(inclusion === undefined ? {} : { transaction: inclusion.transaction }),
      details: { found: 'on chain' },
    });
  });
}

/** Where a checkpoint that the contract holds was anchored: by the transaction we noted, else by the event. */
async function inclusionOf(
  { contract, binding }: AnchoringContext,
  checkpoint: StoredCheckpoint,
): Promise<Inclusion | undefined> {
  const noted = checkpoint.transaction;
  if (noted !== undefined) {
    const receipt = await contract.client.receipt(noted);
    if (receipt?.succeeded === true) return { transaction: noted, ...receipt };
  }
  const found = await contract.anchorTransaction(checkpoint.size, binding.deployedBlock);
  const receipt = found === undefined ? undefined : await contract.client.receipt(found);
  return found === undefined || receipt === undefined ? undefined : { transaction: found, ...receipt };
}

/** Transactions that were on their way and did not arrive. Returns whether one may still arrive. */
async function settleSent({ database, contract }: AnchoringContext, head: ChainHead): Promise<boolean> {
  for (const checkpoint of await unsettledCheckpoints(database)) {
    const { size, state, transaction } = checkpoint;
    if (state !== 'sent' || size <= head.size || transaction === undefined) continue;
    const receipt = await contract.client.receipt(transaction);
    // Mined since the head was read, or waiting: the next round will see.
    if (receipt?.succeeded === true || (await contract.client.isPending(transaction))) return true;
    await database.transaction(async (tx) => {
      await markBuilt(tx, size);
      await recordAttempt(tx, {
        subject: 'checkpoint',
        checkpointSize: size,
        happened: receipt === undefined ? 'dropped' : 'failed',
        transaction,
      });
    });
  }
  return false;
}

/** Follows transactions in blocks until they are deep enough; one that moved to another block is followed there. */
export async function confirm(context: AnchoringContext): Promise<void> {
  const { database, contract, settings } = context;
  const open = (await unsettledCheckpoints(database)).filter(({ state }) => state === 'mined');
  const issuances = await minedIssuanceTransactions(database);
  if (open.length === 0 && issuances.length === 0) return;
  const latest = await contract.client.blockNumber();
  const isDeep = (block: bigint) => latest - block + 1n >= BigInt(settings.confirmations);
  for (const { transaction, blockNumber, blockHash } of issuances) {
    const receipt = await contract.client.receipt(transaction);
    if (receipt === undefined) continue;
    const moved = receipt.blockHash !== blockHash;
    if (moved) await moveIssuances(database, transaction, { transaction, ...receipt });
    else if (isDeep(blockNumber)) await markIssuancesFinal(database, transaction);
  }
  for (const { size, transaction, block } of open) {
    if (transaction === undefined || block === undefined) continue;
    const receipt = await contract.client.receipt(transaction);
    if (receipt === undefined) continue;
    const moved = receipt.blockHash !== block.hash;
    if (!moved && !isDeep(block.number)) continue;
    await database.transaction(async (tx) => {
      if (moved) await markMined(tx, size, { transaction, ...receipt });
      else await markFinal(tx, size);
      const happened = moved ? 'reorganised' : 'final';
      await recordAttempt(tx, { subject: 'checkpoint', checkpointSize: size, happened, transaction });
    });
  }
}
