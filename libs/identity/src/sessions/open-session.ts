import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { currentRequest } from '@carbon/http';
import { newId } from '@carbon/kernel';
import type { PersonVault } from '@carbon/privacy';
import { maySignIn } from '../standing';
import type { Membership } from '../users/membership';
import { readMembershipsOf } from '../users/membership-store';
import type { SessionTokens } from './cookies';
import { csrfTokenOf } from './csrf';
import { membershipUnknown } from './refusals';
import { ACCESS_MS, IDLE_MS, LONGEST_MS } from './session-times';
import { hashOfToken, newToken } from './tokens';

/** A session that was just opened or refreshed: its tokens are nowhere else. */
export interface OpenedSession {
  readonly id: string;
  readonly tokens: SessionTokens;
}

export interface SessionWish {
  readonly userId: string;
  /** Id or code of the holder to act for; the oldest membership when absent. */
  readonly holder?: string | undefined;
  /** A second factor was shown with it. */
  readonly secondFactor: boolean;
}

/**
 * Opens a session for somebody who has shown who they are.
 * @throws Refusal MEMBERSHIP_UNKNOWN when the holder is none of theirs
 */
export async function openSession(
  tx: Transaction,
  vault: PersonVault,
  { userId, holder, secondFactor }: SessionWish,
  now: Date,
): Promise<OpenedSession> {
  const membership = await chosen(tx, userId, holder);
  const id = newId();
  const endsAt = new Date(now.getTime() + LONGEST_MS);
  const tokens = newTokens(vault, id, endsAt, now);
  const { ip = null, agent = null } = currentRequest() ?? {};
  await tx.query(
    `insert into identity.session
       (id, user_id, membership_id, membership_version, access_hash, access_expires_at, refresh_hash,
        refresh_expires_at, ends_at, created_at, last_seen_at, ip, agent, second_factor_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $13)`,
    [
      id,
      userId,
      membership?.id ?? null,
      membership?.version ?? null,
      hashOfToken(tokens.access),
      tokens.accessExpiresAt,
      hashOfToken(tokens.refresh),
      tokens.refreshExpiresAt,
      endsAt,
      now,
      ip,
      agent,
      secondFactor ? now : null,
    ],
  );
  const by = { actor: `user:${userId}`, ...(membership === undefined ? {} : { role: membership.role }) };
  const mine = membership === undefined ? {} : { holderId: membership.holder.id };
  const subject = { kind: 'session', id };
  await recordAudit(tx, { action: 'session.opened', subject, ...mine, after: { secondFactor } }, now, by);
  return { id, tokens };
}

/** New tokens of a session; none is stored but as its hash. */
export function newTokens(vault: PersonVault, sessionId: string, endsAt: Date, now: Date): SessionTokens {
  const within = (ms: number) => new Date(Math.min(now.getTime() + ms, endsAt.getTime()));
  return {
    access: newToken('cs'),
    accessExpiresAt: within(ACCESS_MS),
    refresh: newToken('cr'),
    refreshExpiresAt: within(IDLE_MS),
    csrf: csrfTokenOf(vault, sessionId),
  };
}

async function chosen(
  tx: Transaction,
  userId: string,
  holder: string | undefined,
): Promise<Membership | undefined> {
  const open = (await readMembershipsOf(tx, userId)).filter((each) => maySignIn(each.holder.state));
  if (holder === undefined) return open[0];
  const found = open.find((each) => each.holder.id === holder || each.holder.code === holder);
  if (found === undefined) throw membershipUnknown();
  return found;
}
