import { randomBytes } from 'node:crypto';
import type { Transaction } from '@carbon/database';
import { type Json, SALT_BYTES } from '@carbon/kernel';
import { auditLeaf, type AuditRecord } from '../domain/audit-leaf';
import type { AuditOrigin } from '../domain/audit-origin';

export interface SaltedOrigin extends AuditOrigin {
  readonly salt: Buffer;
}

/** The record with its leaf, and its origin apart, in one statement. */
export async function insertAuditRecord(
  tx: Transaction,
  record: AuditRecord,
  origin: SaltedOrigin | undefined,
): Promise<void> {
  const salt = randomBytes(SALT_BYTES);
  await tx.query(
    `with written as (
       insert into audit.record (at, actor, role, holder_id, action, subject_kind, subject_id, origin_hash,
                                 correlation_id, before, after, reason, approver, document_hash, personal, salt, leaf)
       values ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'), $9, $10, $11, $12, $13, decode($14, 'hex'), $15, $16, $17)
       returning id)
     insert into audit.origin (record_id, ip, agent, salt)
     select id, $18::text, $19::text, $20::bytea from written where $20::bytea is not null`,
    [
      record.at,
      record.actor,
      record.role,
      record.holderId,
      record.action,
      record.subjectKind,
      record.subjectId,
      record.originHash,
      record.correlationId,
      jsonb(record.before),
      jsonb(record.after),
      record.reason,
      record.approver,
      record.documentHash,
      record.personal,
      salt,
      auditLeaf(record, salt),
      origin?.ip ?? null,
      origin?.agent ?? null,
      origin?.salt ?? null,
    ],
  );
}

function jsonb(value: Json): string | null {
  return value === null ? null : JSON.stringify(value);
}
