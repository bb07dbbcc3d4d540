import type { PersonVault } from '@carbon/privacy';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { SessionOptions } from '../sessions/session-settings';
import { oidcFlowUnknown } from './refusals';

/** A login at the provider that is under way in one browser. */
export interface OidcFlow {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636). */
  readonly verifier: string;
  /** The session that links an identity to its account; absent when somebody signs in. */
  readonly link?: { readonly userId: string; readonly sessionId: string };
}

interface Kept extends OidcFlow {
  readonly until: number;
}

const FLOW_S = 600;
const CONTEXT = 'oidc-flow';

const nameOf = ({ cookies }: SessionOptions) => (cookies.secure ? '__Host-carbon-oidc' : 'carbon-oidc');

/** Lax, for it must come back with the provider's redirect; sealed, for it holds what binds the code to this browser. */
function cookie(options: SessionOptions, value: string, maxAge: number): string {
  const { secure } = options.cookies;
  return stringifySetCookie(nameOf(options), value, {
    secure,
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    maxAge,
  });
}

export function flowCookie(options: SessionOptions, vault: PersonVault, flow: OidcFlow, now: Date): string {
  const kept: Kept = { ...flow, until: now.getTime() + FLOW_S * 1000 };
  const sealed = vault.seal(CONTEXT, Buffer.from(JSON.stringify(kept)));
  return cookie(options, sealed.toString('base64url'), FLOW_S);
}

export function noFlowCookie(options: SessionOptions): string {
  return cookie(options, '', 0);
}

/** The flow of a cookie that we sealed, and not long ago. @throws Refusal OIDC_FLOW_UNKNOWN */
export function flowOf(options: SessionOptions, vault: PersonVault, header: string, now: Date): OidcFlow {
  const value = parseCookie(header)[nameOf(options)];
  if (value === undefined || value === '') throw oidcFlowUnknown();
  const kept = opened(vault, value);
  if (kept === undefined || kept.until <= now.getTime()) throw oidcFlowUnknown();
  return kept;
}

function opened(vault: PersonVault, value: string): Kept | undefined {
  try {
    return JSON.parse(vault.open(CONTEXT, Buffer.from(value, 'base64url')).toString()) as Kept;
  } catch {
    // made up, or sealed under a key that is no more
    return undefined;
  }
}
