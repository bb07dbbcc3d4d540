import { rootAt } from '../domain/index';
import { recordAttempt } from '../persistence/anchor-attempts';
import { type NewAlert, raiseAlert } from '../persistence/alerts';
import { haltBinding } from '../persistence/chain-binding';
import { latestCheckpoint } from '../persistence/checkpoints';
import { StoredTiles } from '../persistence/tile-store';
import { chainForked, chainLost } from './alerts';
import type { AnchoringContext } from './context';

/** What the contract says of itself, when that is a history of ours. */
export interface ChainHead {
  readonly size: bigint;
  readonly root: Uint8Array;
}

/** The node answers, but cannot be asked yet. */
export class ChainNotReady extends Error {}

/**
 * Asks the chain who it is and how far it is, and compares that with the log. A chain that is not ours, or not of our
 * history, halts anchoring; nothing on either side is changed. Returns nothing when halted.
 * @throws ChainNotReady while the node is catching up, and errors of the connection
 */
export async function inspectChain(context: AnchoringContext): Promise<ChainHead | undefined> {
  const { contract, binding, database } = context;
  const { chainId, genesisHash, syncing } = await contract.client.identify();
  if (syncing) throw new ChainNotReady('the node is still catching up with its chain');
  const lost = { chainId: chainId.toString(), genesisHash, contract: contract.address };
  if (chainId !== binding.chainId || !(await contract.client.hasCode(contract.address))) {
    return halt(context, chainLost(lost));
  }
  const head = await contract.head();
  // Read after the head: the log only grows, so what it lacks now it lacked then.
  const logSize = (await latestCheckpoint(database))?.size ?? 0n;
  if (head.size > 0n) {
    const ours = head.size <= logSize ? await rootAt(head.size, new StoredTiles(database)) : new Uint8Array();
    if (Buffer.compare(ours, head.root) !== 0) {
      const [contractRoot, logRoot] = [head.root, ours].map((root) => Buffer.from(root).toString('hex'));
      return halt(
        context,
        chainForked(head.size, logSize, { contractRoot: contractRoot ?? '', logRoot: logRoot ?? '' }),
      );
    }
  }
  if (genesisHash !== binding.genesisHash) return halt(context, chainLost(lost));
  return head;
}

async function halt({ database }: AnchoringContext, alert: NewAlert): Promise<undefined> {
  await database.transaction(async (tx) => {
    await haltBinding(tx, alert.code);
    await raiseAlert(tx, alert);
    await recordAttempt(tx, {
      subject: 'chain',
      happened: 'halted',
      error: alert.text.en,
      details: { code: alert.code, ...alert.details },
    });
  });
  return undefined;
}
