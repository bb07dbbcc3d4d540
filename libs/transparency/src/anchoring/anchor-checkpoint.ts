import { encodeAnchor } from '../chain/carbon-contract';
import { consistencyProof } from '../domain/index';
import {
  checkpointsAfter,
  markBuilt,
  markMined,
  markSent,
  type StoredCheckpoint,
} from '../persistence/checkpoints';
import { sumDeltas, supplyDeltas } from '../persistence/supply-deltas';
import { StoredTiles } from '../persistence/tile-store';
import type { AnchoringContext } from './context';
import { dispatch } from './dispatch';

/** Checkpoints that one anchor may pass over. */
const MAX_COVERED = 1_000;

/**
 * Anchors the newest checkpoint up to `limit` that fits into one transaction, with the proof that it extends what the
 * contract holds; those between are covered by it. Returns the size now held, or nothing when it is not in a block yet.
 */
export async function anchorNext(
  context: AnchoringContext,
  heldSize: bigint,
  limit: bigint,
): Promise<bigint | undefined> {
  const { database, settings } = context;
  const waiting = (await checkpointsAfter(database, heldSize, MAX_COVERED)).filter(
    ({ size }) => size <= limit,
  );
  const passed = fitting(waiting, settings.instrumentsPerAnchor);
  const target = passed.at(-1);
  if (target === undefined) return heldSize;
  const { size, root } = target;
  // A contract whose size is no checkpoint of ours was fed from a copy of this log: count from the journal then.
  const deltas =
    passed[0]?.previousSize === heldSize
      ? sumDeltas(passed.flatMap((checkpoint) => checkpoint.deltas))
      : await supplyDeltas(database, heldSize, size);
  const proof = await consistencyProof(heldSize, size, new StoredTiles(database));
  const covered = passed.slice(0, -1).map((checkpoint) => checkpoint.size.toString());
  const mined = await dispatch(context, {
    role: 'notary',
    data: encodeAnchor(size, root, proof, deltas),
    attempt: {
      subject: 'checkpoint',
      checkpointSize: size,
      details: { contractSize: heldSize.toString(), covered },
    },
    onSigned: (tx, hash) => markSent(tx, size, hash),
    onMined: (tx, inclusion) => markMined(tx, size, inclusion),
    onFailed: (tx) => markBuilt(tx, size),
  });
  return mined ? size : undefined;
}

/** The first checkpoints that together move at most so many instruments; at least one. */
function fitting(waiting: readonly StoredCheckpoint[], instruments: number): StoredCheckpoint[] {
  const moved = new Set<string>();
  const taken: StoredCheckpoint[] = [];
  for (const checkpoint of waiting) {
    for (const { instrument } of checkpoint.deltas) moved.add(instrument);
    if (taken.length > 0 && moved.size > instruments) break;
    taken.push(checkpoint);
  }
  return taken;
}
