import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@carbon/kernel';

/** What is committed to: everything of an entry but its id and its salt. */
export interface AuditRecord {
  readonly at: Date;
  readonly actor: string;
  readonly role: string | null;
  readonly holderId: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly ip: string | null;
  readonly agent: string | null;
  readonly correlationId: string | null;
  readonly before: Json;
  readonly after: Json;
  readonly reason: string | null;
  readonly approver: string | null;
  readonly documentHash: string | null;
  readonly personal: boolean;
}

const DOMAIN = 'carbon-ledger/audit/v1';

/** `SHA-256(0x00 ‖ SHA-256(domain ‖ salt ‖ canonical JSON))` (RFC 9162, RFC 8785), as for the journal. */
export function auditLeaf(record: AuditRecord, salt: Uint8Array): Buffer {
  const json = canonicalJson({ ...record, at: record.at.toISOString() });
  const commitment = createHash('sha256').update(DOMAIN).update(salt).update(json).digest();
  return createHash('sha256').update(Uint8Array.of(0)).update(commitment).digest();
}
