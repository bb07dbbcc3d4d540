import type { Database } from '@carbon/database';
import { Authenticator, type Caller, type Credentials, type Permission, reachOf } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import type { PersonVault } from '@carbon/privacy';
import { permissionsOf } from '../roles';
import { permissionsUnder } from '../standing';
import { cookieNames } from './cookies';
import { isUnsafe, requireCsrfToken, requireOwnOrigin } from './csrf';
import { faultOfSession } from './judge-session';
import { reachOfMembership } from './reach-of-membership';
import { sessionExpired, tokenUnknown } from './refusals';
import type { KnownSession } from './session';
import type { SessionOptions } from './session-settings';
import { findSessionByAccess } from './session-store';
import { TOUCH_EVERY_MS } from './session-times';
import { hashOfToken } from './tokens';

const BEARER = /^Bearer +(cs_[\x21-\x7e]{1,100})$/i;

/** Somebody who is a member of nothing may look after the own account. */
const ALONE: ReadonlySet<Permission> = new Set(['self']);

/**
 * Knows people by the access token of their session: `Authorization: Bearer cs_…`, or a cookie. All of it is looked up
 * at each request, so that a role change, a lock-out or a revocation holds at the next.
 */
export class SessionAuthenticator extends Authenticator {
  constructor(
    private readonly database: Database,
    private readonly vault: PersonVault,
    private readonly clock: Clock,
    private readonly options: SessionOptions,
  ) {
    super();
  }

  async authenticate(credentials: Credentials): Promise<Caller | undefined> {
    const shown = this.tokenOf(credentials);
    if (shown === undefined) return undefined;
    const now = this.clock.now();
    const guarded = shown.byCookie && isUnsafe(credentials.method);
    if (guarded) requireOwnOrigin(this.options, (name) => credentials.header(name));
    const session = await findSessionByAccess(this.database, hashOfToken(shown.token));
    if (session === undefined) throw tokenUnknown();
    if (guarded) requireCsrfToken(this.vault, session.id, (name) => credentials.header(name));
    const fault = faultOfSession(session);
    if (fault !== undefined) throw fault;
    if (session.accessExpiresAt <= now) throw sessionExpired();
    await this.touch(session, now);
    return this.callerOf(session, now);
  }

  /** A header, where there is one, speaks before a cookie. */
  private tokenOf({
    authorization,
    cookies,
  }: Credentials): { readonly token: string; readonly byCookie: boolean } | undefined {
    if (authorization !== undefined && authorization !== '') {
      const token = BEARER.exec(authorization)?.[1];
      return token === undefined ? undefined : { token, byCookie: false };
    }
    const token = cookies[cookieNames(this.options).access];
    return token === undefined || token === '' ? undefined : { token, byCookie: true };
  }

  private async callerOf(session: KnownSession, now: Date): Promise<Caller> {
    const { userId, personId, member, hasSecondFactor } = session;
    const secondFactorAt = this.options.secondFactor === 'off' ? now : session.secondFactorAt;
    const shared = {
      id: `user:${userId}`,
      kind: 'user',
      personId,
      userId,
      sessionId: session.id,
      hasSecondFactor,
      ...(secondFactorAt === null ? {} : { secondFactorAt }),
    } as const;
    if (member === null) return { ...shared, name: 'user', permissions: ALONE, reach: reachOf([]) };
    const { role, holder } = member;
    return {
      ...shared,
      name: `${holder.code} ${role}`,
      permissions: permissionsUnder(holder.state, permissionsOf(holder.kind, role)),
      reach: await reachOfMembership(this.database, member, now),
      holder: { id: holder.id, code: holder.code, kind: holder.kind },
      role,
    };
  }

  private async touch({ id, lastSeenAt }: KnownSession, now: Date): Promise<void> {
    if (now.getTime() - lastSeenAt.getTime() < TOUCH_EVERY_MS) return;
    await this.database.query('update identity.session set last_seen_at = $2 where id = $1', [id, now]);
  }
}
