import { readAuditRecordsByIds } from '@carbon/audit';
import type { Database } from '@carbon/database';
import type { ActProofs } from '@carbon/inclusion';
import { Refusal } from '@carbon/kernel';
import { bundleFile, type EvidenceService } from '@carbon/transparency';

/** Proves batches of acts by the evidence of their audit records. */
export class LedgerActProofs implements ActProofs {
  constructor(
    private readonly database: Database,
    private readonly evidence: Pick<EvidenceService, 'bundleOfAuditRecord'>,
  ) {}

  async batchEvidence(batch: bigint): Promise<string | undefined> {
    const [found] = await this.database.query<{ id: string }>(
      `select id from audit.record where subject_kind = 'act-batch' and subject_id = $1 and action = 'act-batch.received'
        order by id limit 1`,
      [batch.toString()],
    );
    const [stored] =
      found === undefined ? [] : await readAuditRecordsByIds(this.database, [BigInt(found.id)]);
    if (stored === undefined) return undefined;
    try {
      return bundleFile(await this.evidence.bundleOfAuditRecord(stored));
    } catch (error) {
      if (error instanceof Refusal && error.code === 'EVIDENCE_PENDING') return undefined;
      throw error;
    }
  }
}
