import { createHmac } from 'node:crypto';

/** What a signature covers. Whoever changes any of it needs the secret. */
export interface SignedParts {
  /** Upper case. */
  readonly method: string;
  /** Path and query, exactly as sent. */
  readonly target: string;
  /** ISO 8601 with offset, as sent in `X-Carbon-Timestamp`. */
  readonly timestamp: string;
  /** 16 to 64 characters that this key never sent before, as in `X-Carbon-Nonce`. */
  readonly nonce: string;
  /** SHA-256 of the body's bytes, lower-case hex; of no bytes when there is none. */
  readonly bodySha256: string;
  /** As in `Idempotency-Key`; empty when there is none. */
  readonly idempotencyKey: string;
}

export const SIGNATURE_HEADERS = {
  key: 'x-carbon-key',
  timestamp: 'x-carbon-timestamp',
  nonce: 'x-carbon-nonce',
  signature: 'x-carbon-signature',
} as const;

const SCHEME = 'CARBON-HMAC-SHA256';

/**
 * HMAC-SHA256 over the parts, one a line, under the scheme's name. No part can hold a line break: they come from HTTP
 * headers and the request line.
 * @param secret the key's secret, as it was shown once
 * @returns lower-case hex
 */
export function signatureOf(secret: string, parts: SignedParts): string {
  const { method, target, timestamp, nonce, bodySha256, idempotencyKey } = parts;
  const text = [SCHEME, method, target, timestamp, nonce, bodySha256, idempotencyKey].join('\n');
  return createHmac('sha256', secret).update(text).digest('hex');
}
