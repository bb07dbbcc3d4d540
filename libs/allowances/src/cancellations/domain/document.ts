import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@carbon/kernel';

/** Separates the commitment to a cancellation from every other use of SHA-256. */
export const CANCELLATION_DOMAIN = 'carbon-ledger/allowance-cancellation/v1\0';

/** Whoever cancels for good, as everybody reads it. */
export interface CancellingHolder {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly identifier: string | null;
}

/** What the ledger's document hash commits to, and the receipt says. */
export interface CancellationDocument extends Readonly<Record<string, Json>> {
  readonly receipt: string;
  readonly account: string;
  readonly holder: { readonly [K in keyof CancellingHolder]: CancellingHolder[K] };
  readonly allowances: { readonly instrument: string; readonly quantity: string }[];
  readonly remark: string;
}

/** SHA-256(domain ‖ salt ‖ canonical JSON). */
export function commitmentOf(salt: Uint8Array, document: CancellationDocument): Buffer {
  return createHash('sha256')
    .update(CANCELLATION_DOMAIN)
    .update(salt)
    .update(canonicalJson(document))
    .digest();
}
