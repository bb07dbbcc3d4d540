import type { Json } from '@carbon/kernel';

/**
 * Gives the proofs of journal rows: leaf position, inclusion proof, checkpoint, anchoring. This library knows nothing of
 * the log; the application brings one. Rows that the log has not taken in yet are missing from the answer.
 */
export interface ProofSource {
  proofsOf(journalIds: readonly bigint[]): Promise<ReadonlyMap<bigint, Json>>;
}

/** The token under which an application provides its ProofSource. */
export const PROOF_SOURCE = Symbol('ProofSource');

/** While there is no log, everything is still to be anchored. */
export const noProofs: ProofSource = { proofsOf: () => Promise.resolve(new Map()) };
