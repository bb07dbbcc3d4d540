import { timingSafeEqual } from 'node:crypto';
import type { PersonVault } from '@carbon/privacy';
import { csrfTokenWrong, originForeign } from './refusals';
import type { SessionOptions } from './session-settings';

type Header = (name: string) => string | undefined;

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request with this method may change something. */
export function isUnsafe(method: string): boolean {
  return !SAFE.has(method.toUpperCase());
}

/** Bound to the session by the vault's keyed fingerprint: nobody without that key makes one. */
export function csrfTokenOf(vault: PersonVault, sessionId: string): string {
  return vault.blindIndex('session.csrf', sessionId).toString('base64url');
}

/** @throws Refusal CSRF_TOKEN_WRONG */
export function requireCsrfToken(vault: PersonVault, sessionId: string, header: Header): void {
  const sent = Buffer.from(header('x-csrf-token') ?? '');
  const expected = Buffer.from(csrfTokenOf(vault, sessionId));
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) throw csrfTokenWrong();
}

/**
 * Browsers say where a request was made; other programs say nothing, and have no cookies that a page could abuse.
 * @throws Refusal ORIGIN_FOREIGN
 */
export function requireOwnOrigin({ cookies }: SessionOptions, header: Header): void {
  if (header('sec-fetch-site') === 'cross-site') throw originForeign();
  const origin = header('origin');
  if (origin === undefined) return;
  const scheme = cookies.secure ? 'https' : 'http';
  const own = cookies.origins ?? [`${scheme}://${header('host') ?? ''}`];
  if (!own.includes(origin)) throw originForeign();
}
