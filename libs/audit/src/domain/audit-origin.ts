import { createHash } from 'node:crypto';
import { canonicalJson } from '@carbon/kernel';

/** Where an act came from. It tells of a person, so it can be erased; the record keeps its hash for good. */
export interface AuditOrigin {
  readonly ip: string | null;
  readonly agent: string | null;
}

const DOMAIN = 'carbon-ledger/audit-origin/v1\0';

/**
 * `SHA-256(domain ‖ salt ‖ canonical JSON)`, hexadecimal: what the record states of its origin. The salt stands with the
 * origin and goes with it: addresses are few enough to be guessed from a hash without it (PII-004).
 */
export function originHash({ ip, agent }: AuditOrigin, salt: Uint8Array): string {
  return createHash('sha256').update(DOMAIN).update(salt).update(canonicalJson({ ip, agent })).digest('hex');
}
