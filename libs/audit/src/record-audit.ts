import { randomBytes } from 'node:crypto';
import type { Transaction } from '@carbon/database';
import { currentRequest, type RequestContext } from '@carbon/http';
import { type Json, SALT_BYTES } from '@carbon/kernel';
import type { AuditRecord } from './domain/audit-leaf';
import { originHash } from './domain/audit-origin';
import { insertAuditRecord, type SaltedOrigin } from './persistence/insert-audit-record';

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
  /** Never personal data in the clear: `changedFields` names the fields that changed instead. */
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
  const origin = originOf(request);
  const record: AuditRecord = {
    at: now,
    actor: by?.actor ?? request?.caller?.id ?? 'anonymous',
    role: by === undefined ? (request?.caller?.role ?? null) : (by.role ?? null),
    holderId: entry.holderId ?? null,
    action: entry.action,
    subjectKind: entry.subject.kind,
    subjectId: entry.subject.id,
    originHash: origin === undefined ? null : originHash(origin, origin.salt),
    correlationId: request?.correlationId ?? null,
    before: entry.before ?? null,
    after: entry.after ?? null,
    reason: entry.reason ?? null,
    approver: entry.approver ?? null,
    documentHash: entry.documentHash ?? null,
    personal: entry.personal ?? false,
  };
  await insertAuditRecord(tx, record, origin);
}

function originOf(request: RequestContext | undefined): SaltedOrigin | undefined {
  const { ip = null, agent = null } = request ?? {};
  return ip === null && agent === null ? undefined : { ip, agent, salt: randomBytes(SALT_BYTES) };
}
