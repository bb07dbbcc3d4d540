import type { Transaction } from '@carbon/database';

/** Something committed that enters the log. */
export interface LeafSource {
  /** What waits, in its order, as much as one checkpoint may take of it; nothing when nothing waits. */
  take(tx: Transaction): Promise<WaitingLeaves | undefined>;
}

export interface WaitingLeaves {
  /** Leaf hashes of 32 bytes each, one after the other. */
  readonly leaves: Uint8Array;
  /** Batches, or seals, of which they are the leaves. */
  readonly batches: number;
  /** Keeps that the first leaf stands at this place of the log and the others behind it. */
  place(tx: Transaction, first: bigint): Promise<void>;
}
