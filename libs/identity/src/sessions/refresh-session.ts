import type { Database, Transaction } from '@carbon/database';
import { Refusal } from '@carbon/kernel';
import type { PersonVault } from '@carbon/privacy';
import { faultOfSession } from './judge-session';
import { newTokens, type OpenedSession } from './open-session';
import { sessionExpired, sessionRevoked, tokenUnknown } from './refusals';
import { revokeSessions } from './revoke-sessions';
import type { KnownSession } from './session';
import { lockSessionByRefresh, sessionOfUsedToken } from './session-store';
import { hashOfToken } from './tokens';

/**
 * Gives new tokens for a refresh token, which works once. One that comes a second time was stolen, or the new one was:
 * nobody can tell whose is whose, so the whole session ends (RFC 9700, section 4.14.2). Of many requests at once with
 * one token the first gets new tokens, and the others end the session: a client refreshes in one place.
 *
 * Rotation itself is not written to the audit trail: it happens every few minutes and decides nothing.
 * @param guard looks at the request once its session is known, before anything changes; throws to refuse
 * @throws Refusal SESSION_EXPIRED, SESSION_REVOKED, SESSION_STALE, ACCOUNT_LOCKED, HOLDER_CLOSED, CREDENTIALS_WRONG
 */
export async function refreshSession(
  database: Database,
  vault: PersonVault,
  token: string,
  guard: (sessionId: string) => void,
  now: Date,
): Promise<OpenedSession> {
  const hash = hashOfToken(token);
  const outcome = await database.transaction(async (tx) => {
    const session = await lockSessionByRefresh(tx, hash);
    // the session ends in this transaction: to refuse by throwing would undo it
    if (session === undefined) return endOfReused(tx, hash, now);
    guard(session.id);
    const fault = faultOfSession(session);
    if (fault !== undefined) return fault;
    return session.refreshExpiresAt <= now ? sessionExpired() : rotate(tx, vault, session, hash, now);
  });
  if (outcome instanceof Refusal) throw outcome;
  return outcome;
}

async function endOfReused(tx: Transaction, hash: Buffer, now: Date): Promise<Refusal> {
  const session = await sessionOfUsedToken(tx, hash);
  if (session === undefined) return tokenUnknown();
  await revokeSessions(tx, { userId: session.userId, only: session.id }, 'refresh-token-reused', now);
  return sessionRevoked();
}

async function rotate(
  tx: Transaction,
  vault: PersonVault,
  { id, endsAt }: KnownSession,
  used: Buffer,
  now: Date,
): Promise<OpenedSession> {
  const tokens = newTokens(vault, id, endsAt, now);
  await tx.query('insert into identity.used_refresh_token (hash, session_id, used_at) values ($1, $2, $3)', [
    used,
    id,
    now,
  ]);
  await tx.query(
    `update identity.session
        set access_hash = $2, access_expires_at = $3, refresh_hash = $4, refresh_expires_at = $5, last_seen_at = $6
      where id = $1`,
    [
      id,
      hashOfToken(tokens.access),
      tokens.accessExpiresAt,
      hashOfToken(tokens.refresh),
      tokens.refreshExpiresAt,
      now,
    ],
  );
  return { id, tokens };
}
