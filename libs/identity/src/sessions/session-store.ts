import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { HolderKind } from '../domain/holder';
import type { HolderState } from '../domain/holder-state';
import type { Role } from '../roles';
import type { KnownSession, OpenSession, Revocation } from './session';

interface Row extends Omit<KnownSession, 'member'> {
  readonly membershipId: string | null;
  readonly role: Role;
  readonly holderId: string;
  readonly holderCode: string;
  readonly holderKind: HolderKind;
  readonly holderProvince: string | null;
  readonly holderState: HolderState;
}

const KNOWN = `
  select s.id, s.user_id as "userId", u.person_id as "personId", u.state as "userState",
         u.totp_confirmed_at is not null as "hasSecondFactor", s.access_expires_at as "accessExpiresAt",
         s.refresh_expires_at as "refreshExpiresAt", s.ends_at as "endsAt", s.last_seen_at as "lastSeenAt",
         s.second_factor_at as "secondFactorAt", s.revoked_at as "revokedAt",
         coalesce(m.ended_at is not null or m.version <> s.membership_version, false) as stale,
         m.id as "membershipId", m.role, h.id as "holderId", h.code as "holderCode", h.kind as "holderKind",
         h.province as "holderProvince", h.state as "holderState"
    from identity.session s
    join identity.user_account u on u.id = s.user_id
    left join identity.membership m on m.id = s.membership_id
    left join identity.holder h on h.id = m.holder_id`;

function toKnown(row: Row | undefined): KnownSession | undefined {
  if (row === undefined) return undefined;
  const { membershipId, role, holderId, holderCode, holderKind, holderProvince, holderState, ...session } =
    row;
  if (membershipId === null) return { ...session, member: null };
  const holder = {
    id: holderId,
    code: holderCode,
    kind: holderKind,
    province: holderProvince,
    state: holderState,
  };
  return { ...session, member: { membershipId, role, holder } };
}

export async function findSessionByAccess(reader: Reader, hash: Buffer): Promise<KnownSession | undefined> {
  return toKnown((await reader.query<Row>(`${KNOWN} where s.access_hash = $1`, [hash]))[0]);
}

/** Whoever comes with the same token at the same time waits here, and then finds it used. */
export async function lockSessionByRefresh(tx: Transaction, hash: Buffer): Promise<KnownSession | undefined> {
  return toKnown((await tx.query<Row>(`${KNOWN} where s.refresh_hash = $1 for update of s`, [hash]))[0]);
}

/** The session of a refresh token that was used before; undefined when there never was such a token. */
export async function sessionOfUsedToken(
  reader: Reader,
  hash: Buffer,
): Promise<{ id: string; userId: string } | undefined> {
  const [row] = await reader.query<{ id: string; userId: string }>(
    `select s.id, s.user_id as "userId" from identity.used_refresh_token t
       join identity.session s on s.id = t.session_id where t.hash = $1`,
    [hash],
  );
  return row;
}

/** Ends open sessions of a user: one, all, or all but one. Gives the ids of those it ended. */
export async function markRevoked(
  tx: Transaction,
  which: { readonly userId: string; readonly only?: string | undefined; readonly but?: string | undefined },
  reason: Revocation,
  now: Date,
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `update identity.session set revoked_at = $4, revoked_reason = $5
      where user_id = $1 and ($2::uuid is null or id = $2) and ($3::uuid is null or id <> $3)
        and revoked_at is null and refresh_expires_at > $4
      returning id`,
    [which.userId, which.only ?? null, which.but ?? null, now, reason],
  );
  return rows.map(({ id }) => id);
}

/** Sessions of a user that can still be used or refreshed, oldest first. */
export async function readOpenSessions(
  reader: Reader,
  userId: string,
  page: PageRequest,
  now: Date,
): Promise<Page<OpenSession>> {
  const rows = await reader.query<OpenSession>(
    `select s.id, s.created_at as "createdAt", s.last_seen_at as "lastSeenAt", s.refresh_expires_at as "expiresAt",
            s.ip, s.agent, s.second_factor_at as "secondFactorAt", h.code as holder, m.role
       from identity.session s
       left join identity.membership m on m.id = s.membership_id
       left join identity.holder h on h.id = m.holder_id
      where s.user_id = $1 and s.revoked_at is null and s.refresh_expires_at > $2
        and ($3::uuid is null or s.id > $3)
      order by s.id limit $4`,
    [userId, now, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}
