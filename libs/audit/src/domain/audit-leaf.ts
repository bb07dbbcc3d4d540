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
  /** SHA-256 of where it came from (`originHash`), hex: the origin can be erased and the leaf still verifies. */
  readonly originHash: string | null;
  readonly correlationId: string | null;
  readonly before: Json;
  readonly after: Json;
  readonly reason: string | null;
  readonly approver: string | null;
  readonly documentHash: string | null;
  readonly personal: boolean;
}

/** Separates the commitments to audit records from every other use of SHA-256. */
export const AUDIT_DOMAIN = 'carbon-ledger/audit/v1\0';

/** The record as it travels and as it is committed to. */
export type AuditRecordJson = Readonly<Record<keyof AuditRecord, Json>>;

export function auditRecordJson(record: AuditRecord): AuditRecordJson {
  return { ...record, at: record.at.toISOString() };
}

/** `SHA-256(0x00 ‖ SHA-256(domain ‖ salt ‖ canonical JSON))` (RFC 9162, RFC 8785), as for the journal. */
export function auditLeaf(record: AuditRecord, salt: Uint8Array): Buffer {
  const json = canonicalJson(auditRecordJson(record));
  const commitment = createHash('sha256').update(AUDIT_DOMAIN).update(salt).update(json).digest();
  return createHash('sha256').update(Uint8Array.of(0)).update(commitment).digest();
}
