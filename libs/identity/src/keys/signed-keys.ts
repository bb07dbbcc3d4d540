import { timingSafeEqual } from 'node:crypto';
import type { Database } from '@carbon/database';
import { Authenticator, type Caller, type Credentials, reachOf } from '@carbon/http';
import { type Clock, Refusal } from '@carbon/kernel';
import type { PersonVault } from '@carbon/privacy';
import { maySignIn, permissionsUnder } from '../standing';
import { type KnownKey, secretContext } from './api-key';
import { findKnownKey, takeNonce } from './key-store';
import { grantableTo } from './key-permissions';
import { SIGNATURE_HEADERS, signatureOf } from './signed-request';

/** How far a caller's clock may be off. A nonce is remembered for twice as long, so that none can come back in between. */
const TOLERANCE_MS = 5 * 60_000;
/** `last_used_at` is for people: it need not be written at every request. */
const TOUCH_EVERY_MS = 60_000;

const KEY_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NONCE = /^[\x21-\x7e]{16,64}$/;
const HEX_SHA256 = /^[0-9a-f]{64}$/;
const NO_KEY = Buffer.alloc(32);

/** Knows holders' systems by signed requests: HMAC over method, target, time, nonce, body and idempotency key. */
export class SignedKeys extends Authenticator {
  constructor(
    private readonly database: Database,
    private readonly vault: PersonVault,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Whether a request comes with a signature at all. */
  static speaksOf(credentials: Credentials): boolean {
    return credentials.header(SIGNATURE_HEADERS.signature) !== undefined;
  }

  async authenticate(credentials: Credentials): Promise<Caller | undefined> {
    if (!SignedKeys.speaksOf(credentials)) return undefined;
    const now = this.clock.now();
    const { keyId, timestamp, nonce, signature } = partsOf(credentials);
    const key = await findKnownKey(this.database, keyId);
    // an unknown key costs the same comparison, and is told the same
    const secret = key === undefined ? NO_KEY : this.vault.open(secretContext(key.id), key.secret);
    const expected = signatureOf(secret.toString('utf8'), {
      method: credentials.method,
      target: credentials.target,
      timestamp,
      nonce,
      bodySha256: credentials.bodyDigest.toString('hex'),
      idempotencyKey: credentials.header('idempotency-key') ?? '',
    });
    const right = timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
    if (key === undefined || !right || !holds(key, now)) throw signatureWrong();
    if (Math.abs(Date.parse(timestamp) - now.getTime()) > TOLERANCE_MS) throw timestampOff();
    const until = new Date(now.getTime() + 2 * TOLERANCE_MS);
    if (!(await takeNonce(this.database, key.id, nonce, { now, until }))) throw replayed();
    await this.touch(key, now);
    return callerOf(key);
  }

  private async touch({ id, lastUsedAt }: KnownKey, now: Date): Promise<void> {
    if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() < TOUCH_EVERY_MS) return;
    await this.database.query('update identity.api_key set last_used_at = $2 where id = $1', [id, now]);
  }
}

/** Whether a key opens anything: not when it is revoked or has expired, nor when its holder is closed. */
function holds({ revokedAt, expiresAt, holder }: KnownKey, now: Date): boolean {
  return revokedAt === null && expiresAt > now && maySignIn(holder.state);
}

function callerOf({ id, name, permissions, personId, holder }: KnownKey): Caller {
  const allowed = permissionsUnder(holder.state, grantableTo(holder.kind));
  return {
    id: `key:${id}`,
    name,
    kind: 'api-key',
    permissions: new Set(permissions.filter((permission) => allowed.has(permission))),
    reach: reachOf([holder.id]),
    personId,
    holder: { id: holder.id, code: holder.code, kind: holder.kind },
  };
}

function partsOf(credentials: Credentials): {
  keyId: string;
  timestamp: string;
  nonce: string;
  signature: string;
} {
  const header = (name: string) => credentials.header(name) ?? '';
  const parts = {
    keyId: header(SIGNATURE_HEADERS.key),
    timestamp: header(SIGNATURE_HEADERS.timestamp),
    nonce: header(SIGNATURE_HEADERS.nonce),
    signature: header(SIGNATURE_HEADERS.signature),
  };
  const wellFormed =
    KEY_ID.test(parts.keyId) &&
    NONCE.test(parts.nonce) &&
    HEX_SHA256.test(parts.signature) &&
    !Number.isNaN(Date.parse(parts.timestamp));
  if (!wellFormed) throw signatureWrong();
  return parts;
}

function signatureWrong(): Refusal {
  return new Refusal('SIGNATURE_WRONG', 401, {
    zh: '请求签名无效，或密钥已失效',
    en: 'The signature of the request is not valid, or its key no longer is',
  });
}

function timestampOff(): Refusal {
  return new Refusal('SIGNATURE_TIME_OFF', 401, {
    zh: '签名时间与服务器时间相差超过 5 分钟',
    en: 'The time of the signature is more than 5 minutes away from ours',
  });
}

function replayed(): Refusal {
  return new Refusal('SIGNATURE_REPLAYED', 401, {
    zh: '此 nonce 已使用过，请求被重放',
    en: 'This nonce was used before: the request was replayed',
  });
}
