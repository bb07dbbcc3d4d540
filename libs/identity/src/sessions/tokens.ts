import { hash, randomBytes } from 'node:crypto';

/** What a token is for stands in front of it, so that a leaked one is recognised. */
export type TokenKind = 'cs' | 'cr' | 'pr' | 'iv';

const TOKEN_BYTES = 32;

/** 256 random bits: nothing to guess, so a plain hash is enough to store. */
export function newToken(kind: TokenKind): string {
  return `${kind}_${randomBytes(TOKEN_BYTES).toString('base64url')}`;
}

/** What is stored of a token, and looked for. */
export function hashOfToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
