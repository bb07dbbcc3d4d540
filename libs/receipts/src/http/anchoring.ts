import type { ReceiptProof } from '../proofs';

/** `pending`: in no checkpoint yet. `logged`: in a signed checkpoint. `anchored`: the checkpoint stands on a chain. */
export function anchoringOf(proof: ReceiptProof | undefined): 'pending' | 'logged' | 'anchored' {
  if (proof === undefined) return 'pending';
  return proof.chain === undefined ? 'logged' : 'anchored';
}
