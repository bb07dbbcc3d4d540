import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** RFC 6238 with the values that every authenticator app knows. */
const SHAPE = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** RFC 4226, section 4: at least 128 bits, 160 recommended. */
const SECRET_BYTES = 20;
/** One step before and after: clocks of telephones are a little off (RFC 6238, section 5.2). */
const WINDOW = 1;
const ISSUER = '碳账本 Carbon Ledger';

export function newTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** What the sealed secret is bound to. */
export const totpContext = (userId: string): string => `totp:${userId}`;

function totpOf(secret: Uint8Array, label = ''): TOTP {
  const buffer = new Uint8Array(secret).buffer;
  return new TOTP({ ...SHAPE, issuer: ISSUER, label, secret: new Secret({ buffer }) });
}

/** How the secret comes into an authenticator app. */
export function totpSetup(secret: Uint8Array, label: string): { secret: string; uri: string } {
  const totp = totpOf(secret, label);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** The time step of a code that is right at a moment; undefined when it is not. */
export function stepOfCode(secret: Uint8Array, code: string, now: Date): number | undefined {
  const totp = totpOf(secret);
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? undefined : totp.counter({ timestamp }) + delta;
}
