import { canonicalJson, type Json } from '@carbon/kernel';
import type { PersonVault } from '../person-vault';

/**
 * What a request with personal data is remembered by, so that its repeat is known: a keyed fingerprint of the body, for
 * a plain hash of an identity number can be guessed (PII-004).
 */
export function blinded(vault: PersonVault, body: object): { readonly fingerprint: string } {
  const text = canonicalJson(JSON.parse(JSON.stringify(body)) as Json);
  return { fingerprint: vault.blindIndex('request-body', text).toString('hex') };
}
