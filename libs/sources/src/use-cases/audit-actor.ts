import type { AuditActor } from '@carbon/audit';
import { currentRequest } from '@carbon/http';

/** Whoever asks is known from the request; without one it is the platform itself: a job, an import. */
export function auditActor(): AuditActor | undefined {
  return currentRequest()?.caller === undefined ? { actor: 'system' } : undefined;
}
