import { stringifySetCookie } from 'cookie';
import type { SessionOptions } from './session-settings';

/** The tokens of a session, as they are given out once. */
export interface SessionTokens {
  readonly access: string;
  readonly accessExpiresAt: Date;
  readonly refresh: string;
  readonly refreshExpiresAt: Date;
  readonly csrf: string;
}

export interface CookieNames {
  readonly access: string;
  readonly refresh: string;
  readonly csrf: string;
}

const SECURE: CookieNames = {
  access: '__Host-carbon-access',
  refresh: '__Secure-carbon-refresh',
  csrf: 'carbon-csrf',
};
/** Browsers take the prefixes only over HTTPS. */
const PLAIN: CookieNames = { access: 'carbon-access', refresh: 'carbon-refresh', csrf: 'carbon-csrf' };

/** The refresh token goes nowhere but to the routes that may need it. */
export const REFRESH_PATH = '/v1/sessions';

export function cookieNames({ cookies }: SessionOptions): CookieNames {
  return cookies.secure ? SECURE : PLAIN;
}

/**
 * The three cookies of a session. They all stay until the refresh token is due: an access token that is too old is told
 * so, instead of being missing.
 */
export function sessionCookies(options: SessionOptions, tokens: SessionTokens, now: Date): string[] {
  const maxAge = Math.max(0, Math.floor((tokens.refreshExpiresAt.getTime() - now.getTime()) / 1000));
  return cookies(options, { access: tokens.access, refresh: tokens.refresh, csrf: tokens.csrf }, maxAge);
}

/** Takes the cookies of a session back. */
export function noCookies(options: SessionOptions): string[] {
  return cookies(options, { access: '', refresh: '', csrf: '' }, 0);
}

function cookies(options: SessionOptions, values: CookieNames, maxAge: number): string[] {
  const names = cookieNames(options);
  const shared = { secure: options.cookies.secure, sameSite: 'strict', maxAge } as const;
  return [
    stringifySetCookie(names.access, values.access, { ...shared, path: '/', httpOnly: true }),
    stringifySetCookie(names.refresh, values.refresh, { ...shared, path: REFRESH_PATH, httpOnly: true }),
    // readable: our own pages send it back as a header, which pages of others cannot
    stringifySetCookie(names.csrf, values.csrf, { ...shared, path: '/' }),
  ];
}
