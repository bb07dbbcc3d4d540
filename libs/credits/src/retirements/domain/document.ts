import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@carbon/kernel';

/** Separates the commitment to a retirement from every other use of SHA-256. */
export const RETIREMENT_DOMAIN = 'carbon-ledger/credit-retirement/v1\0';

export type RetirementDocument = Readonly<Record<string, Json>>;

/** SHA-256(domain ‖ salt ‖ canonical JSON): says nothing of the beneficiary to whoever has no salt (PII-004). */
export function commitmentOf(salt: Uint8Array, document: RetirementDocument): Buffer {
  return createHash('sha256').update(RETIREMENT_DOMAIN).update(salt).update(canonicalJson(document)).digest();
}
