import type { AuditActor } from '@carbon/audit';
import { currentRequest } from '@carbon/http';

/** Whoever asks is known from the request; others are named. */
export function auditActor(actor: string): AuditActor | undefined {
  return currentRequest()?.caller?.id === actor ? undefined : { actor };
}
