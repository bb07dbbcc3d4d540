import { randomBytes } from 'node:crypto';
import type { Transaction } from '@carbon/database';
import { currentRequest } from '@carbon/http';
import { type Json } from '@carbon/kernel';
import { auditLeaf } from './domain/audit-leaf';

/** Who acted, when it was no request: a scheduler, an import. */
export interface AuditActor {
  readonly actor: string;
  readonly role?: string;
}

export interface AuditEntry {
  /** `<thing>.<what happened>`: `holder.renamed`, `session.opened`, `person.read`. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  /** Whose matter it is: who may see the entry later. */
  readonly holderId?: string;
  /** Never personal data in the clear: name the fields that changed instead. */
  readonly before?: Json;
  readonly after?: Json;
  readonly reason?: string;
  /** Who approved, where four eyes were needed. */
  readonly approver?: string;
  /** SHA-256 of the document it rests on, hex. */
  readonly documentHash?: string;
  /** The act read or changed personal or confidential data. */
  readonly personal?: boolean;
}

/**
 * Writes one entry of the audit trail in the transaction of what it tells of. Who and from where come from the request
 * being answered, unless `by` says otherwise.
 */
export async function recordAudit(
  tx: Transaction,
  entry: AuditEntry,
  now: Date,
  by?: AuditActor,
): Promise<void> {
  const request = currentRequest();
  const salt = randomBytes(16);
  const row = {
    at: now,
    actor: by?.actor ?? request?.caller?.id ?? 'anonymous',
    role: by === undefined ? (request?.caller?.role ?? null) : (by.role ?? null),
    holderId: entry.holderId ?? null,
    action: entry.action,
    subjectKind: entry.subject.kind,
    subjectId: entry.subject.id,
    ip: request?.ip ?? null,
    agent: request?.agent ?? null,
    correlationId: request?.correlationId ?? null,
    before: entry.before ?? null,
    after: entry.after ?? null,
    reason: entry.reason ?? null,
    approver: entry.approver ?? null,
    documentHash: entry.documentHash ?? null,
    personal: entry.personal ?? false,
  };
  await tx.query(
    `insert into audit.record (at, actor, role, holder_id, action, subject_kind, subject_id, ip, agent, correlation_id,
                               before, after, reason, approver, document_hash, personal, salt, leaf)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, decode($15, 'hex'), $16, $17, $18)`,
    [
      row.at,
      row.actor,
      row.role,
      row.holderId,
      row.action,
      row.subjectKind,
      row.subjectId,
      row.ip,
      row.agent,
      row.correlationId,
      row.before === null ? null : JSON.stringify(row.before),
      row.after === null ? null : JSON.stringify(row.after),
      row.reason,
      row.approver,
      row.documentHash,
      row.personal,
      salt,
      auditLeaf(row, salt),
    ],
  );
}
