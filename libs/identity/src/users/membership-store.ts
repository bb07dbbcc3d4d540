import type { Reader, Transaction } from '@carbon/database';
import type { HolderKind } from '../domain/holder';
import type { Role } from '../roles';
import type { Membership } from './membership';

const SELECT = `
  select m.id, m.user_id as "userId", m.role, m.began_at as "beganAt", m.ended_at as "endedAt",
         m.changed_at as "changedAt", m.version,
         jsonb_build_object('id', h.id, 'code', h.code, 'nameZh', h.name_zh, 'nameEn', h.name_en, 'kind', h.kind,
                            'province', h.province, 'state', h.state) as holder
    from identity.membership m join identity.holder h on h.id = m.holder_id`;

/** The memberships of a user that stand, oldest first; those in closed holders stand and open no door. */
export function readMembershipsOf(reader: Reader, userId: string): Promise<Membership[]> {
  return reader.query<Membership>(`${SELECT} where m.user_id = $1 and m.ended_at is null order by m.id`, [
    userId,
  ]);
}

/** The membership, which nobody else changes until the transaction ends. */
export async function lockMembership(tx: Transaction, id: string): Promise<Membership | undefined> {
  const [membership] = await tx.query<Membership>(`${SELECT} where m.id = $1 for update of m`, [id]);
  return membership;
}

/**
 * The roles a person has held in a holder at any moment since then, through whichever account: who was a maker an hour
 * ago is no checker of what was proposed then.
 */
export async function rolesHeldSince(
  reader: Reader,
  who: { readonly personId: string; readonly holderId: string; readonly since: Date },
): Promise<Role[]> {
  const rows = await reader.query<{ role: Role }>(
    `select distinct r.role
       from identity.user_account u
       join identity.membership m on m.user_id = u.id
       cross join lateral (
         select role, coalesce(lead(since) over (order by version), m.ended_at, 'infinity') as until
           from identity.membership_role where membership_id = m.id) r
      where u.person_id = $1 and m.holder_id = $2 and r.until >= $3
      order by r.role`,
    [who.personId, who.holderId, who.since],
  );
  return rows.map(({ role }) => role);
}

/** The persons who hold a role now: in one holder, or in every holder of a kind. */
export async function readPersonsInRole(
  reader: Reader,
  role: Role,
  where: { readonly holderId: string } | { readonly holderKind: HolderKind },
): Promise<string[]> {
  const rows = await reader.query<{ personId: string }>(
    `select distinct u.person_id as "personId"
       from identity.membership m
       join identity.holder h on h.id = m.holder_id
       join identity.user_account u on u.id = m.user_id
      where m.ended_at is null and m.role = $1 and u.state = 'active' and h.state = 'active'
        and ($2::uuid is null or h.id = $2) and ($3::text is null or h.kind = $3)`,
    [role, 'holderId' in where ? where.holderId : null, 'holderKind' in where ? where.holderKind : null],
  );
  return rows.map(({ personId }) => personId);
}
