/** Where the evidence of audit records comes from; the process that has a log says so. */
export interface ActProofs {
  /** The evidence file of the audit record of a batch, byte for byte; undefined while it is not in the log. */
  batchEvidence(batch: bigint): Promise<string | undefined>;
}

/** Proofs of this process: every proof is still to come until somebody brings them. */
export class ActProofSource implements ActProofs {
  private source: ActProofs = { batchEvidence: () => Promise.resolve(undefined) };

  use(source: ActProofs): void {
    this.source = source;
  }

  batchEvidence(batch: bigint): Promise<string | undefined> {
    return this.source.batchEvidence(batch);
  }
}
