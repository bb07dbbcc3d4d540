import type { ProvedDocument, ReceiptProof, ReceiptProofs } from '@carbon/receipts';
import { Refusal } from '@carbon/kernel';
import {
  bundleFile,
  encodeReceiptCode,
  type EvidenceBundle,
  type EvidenceService,
} from '@carbon/transparency';

/** Proves receipts by the evidence of the log. */
export class LedgerReceiptProofs implements ReceiptProofs {
  constructor(private readonly evidence: Pick<EvidenceService, 'bundlesOf'>) {}

  /**
   * Rows of one transaction succeed together and bear one document hash: the code proves the first, and its document
   * lists what all of them moved.
   */
  async proofOf(transactionId: bigint, document: ProvedDocument): Promise<ReceiptProof | undefined> {
    const bundles = await this.bundlesOf(transactionId);
    const [first] = bundles;
    if (first === undefined) return undefined;
    const { leafIndex, leaf, treeSize, checkpoint, verifierKey, chain } = first;
    return {
      ...{ leafIndex, leaf, treeSize, checkpoint, verifierKey },
      ...(chain === undefined ? {} : { chain }),
      code: encodeReceiptCode(first, document),
      files: bundles.map((bundle) => ({
        name: `evidence-${idOf(bundle)}.json`,
        content: bundleFile(bundle),
      })),
    };
  }

  private async bundlesOf(transactionId: bigint): Promise<EvidenceBundle[]> {
    try {
      return await this.evidence.bundlesOf(transactionId);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'EVIDENCE_PENDING') return [];
      throw error;
    }
  }
}

function idOf({ record: { id } }: EvidenceBundle): string {
  if (typeof id !== 'string') throw new TypeError('a journal record has an id');
  return id;
}
