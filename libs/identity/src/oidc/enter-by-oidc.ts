import { recordAudit } from '@carbon/audit';
import type { Database, Transaction } from '@carbon/database';
import type { PersonVault } from '@carbon/privacy';
import { type OpenedSession, openSession } from '../sessions/open-session';
import { findUserByEmail, lockUserAccount } from '../users/user-store';
import type { OidcFlow } from './flow-cookie';
import { type OidcClaims, showsSecondFactor } from './oidc-claims';
import { linkIdentity, userOfIdentity } from './oidc-links';
import type { OidcOptions } from './oidc-settings';
import { oidcFlowUnknown, oidcIdentityUnlinked, oidcLoginRefused } from './refusals';

/** Why a login was refused: for the audit trail. */
type Why = 'unlinked' | 'state';

/**
 * Opens a session of the account that an identity is linked to.
 * @throws Refusal OIDC_IDENTITY_UNLINKED; OIDC_LOGIN_REFUSED for an account that is locked or disabled
 */
export async function signInByOidc(
  database: Database,
  vault: PersonVault,
  options: OidcOptions,
  claims: OidcClaims,
  now: Date,
): Promise<OpenedSession> {
  const outcome = await database.transaction(async (tx): Promise<OpenedSession | Why> => {
    const userId =
      (await userOfIdentity(tx, vault, claims)) ?? (await linkByEmail(tx, vault, options, claims, now));
    if (userId === undefined) return refuse(tx, undefined, 'unlinked', now);
    const user = await lockUserAccount(tx, userId);
    if (user?.state !== 'active') return refuse(tx, userId, 'state', now);
    return openSession(tx, vault, { userId, secondFactor: showsSecondFactor(claims, options, now) }, now);
  });
  if (outcome === 'unlinked') throw oidcIdentityUnlinked();
  if (outcome === 'state') throw oidcLoginRefused();
  return outcome;
}

/** The entry stays: it is no exception that ends its transaction. */
async function refuse(tx: Transaction, userId: string | undefined, why: Why, now: Date): Promise<Why> {
  await tellRefused(tx, userId, why, now);
  return why;
}

/** Writes down that a login elsewhere led nowhere. */
export async function tellRefused(
  tx: Transaction,
  userId: string | undefined,
  why: string,
  now: Date,
): Promise<void> {
  const subject = { kind: 'user', id: userId ?? 'unknown' };
  await recordAudit(tx, { action: 'session.refused', subject, reason: `oidc ${why}` }, now);
}

/** Only where the settings trust the provider's word on addresses, and the account has no identity of it yet. */
async function linkByEmail(
  tx: Transaction,
  vault: PersonVault,
  { linkByVerifiedEmail }: OidcOptions,
  claims: OidcClaims,
  now: Date,
): Promise<string | undefined> {
  const { email, emailVerified, issuer } = claims;
  if (!linkByVerifiedEmail || !emailVerified || email === undefined) return undefined;
  const found = await findUserByEmail(tx, vault, email);
  const user = found === undefined ? undefined : await lockUserAccount(tx, found.id);
  if (user?.state !== 'active') return undefined;
  const linked = await tx.query('select from identity.oidc_identity where user_id = $1 and issuer = $2', [
    user.id,
    issuer,
  ]);
  if (linked.length > 0) return undefined;
  await linkIdentity(tx, vault, { userId: user.id, identity: claims, how: 'by-email' }, now);
  return user.id;
}

/**
 * Links an identity to the account of the session that asked for it, which must still hold.
 * @throws Refusal OIDC_FLOW_UNKNOWN, OIDC_IDENTITY_TAKEN
 */
export async function linkByOidc(
  tx: Transaction,
  vault: PersonVault,
  { userId, sessionId }: NonNullable<OidcFlow['link']>,
  claims: OidcClaims,
  now: Date,
): Promise<void> {
  const standing = await tx.query(
    `select from identity.session s join identity.user_account u on u.id = s.user_id
      where s.id = $1 and s.user_id = $2 and s.revoked_at is null and s.refresh_expires_at > $3
        and u.state = 'active'`,
    [sessionId, userId, now],
  );
  if (standing.length === 0) throw oidcFlowUnknown();
  await linkIdentity(tx, vault, { userId, identity: claims, how: 'by-user' }, now);
}
