import type { ReceiptDocument } from './domain/index';

/** How a receipt is proved. */
export interface ReceiptProof {
  /** Place of its first journal row in the log, from 0, in decimal. */
  readonly leafIndex: string;
  readonly leaf: string;
  readonly treeSize: string;
  /** The signed checkpoint. */
  readonly checkpoint: string;
  readonly verifierKey: string;
  /** Where the checkpoint stands on a chain; absent while that is pending. */
  readonly chain?: {
    readonly chainId: string;
    readonly contract: string;
    readonly transaction: string;
    readonly blockNumber: string;
  };
  /** What suffices to verify the receipt offline; absent where no code can be made. */
  readonly code?: string;
  /** One evidence file a journal row, byte for byte. */
  readonly files: readonly { readonly name: string; readonly content: string }[];
}

/** What of the document a code is to carry: the document, or why it does not. */
export type ProvedDocument = ReceiptDocument | 'separate' | 'withheld' | 'erased';

/**
 * Gives the proof of a transaction of the ledger. This library knows nothing of the log; the application brings one.
 * Undefined while the log has not taken the transaction in.
 */
export interface ReceiptProofs {
  proofOf(transactionId: bigint, document: ProvedDocument): Promise<ReceiptProof | undefined>;
}

/** The token under which an application provides its ReceiptProofs. */
export const RECEIPT_PROOFS = Symbol('ReceiptProofs');

/** While there is no log, every proof is still to come. */
export const noReceiptProofs: ReceiptProofs = { proofOf: () => Promise.resolve(undefined) };
