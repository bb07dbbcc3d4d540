import type { Reader, Transaction } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Role } from '../roles';
import type { Member } from './member';

const SELECT = `
  select m.id, m.user_id as "userId", u.person_id as "personId", m.role, m.began_at as since,
         u.totp_confirmed_at is not null as "hasSecondFactor", u.state,
         jsonb_build_object('id', h.id, 'code', h.code, 'kind', h.kind) as holder
    from identity.membership m
    join identity.user_account u on u.id = m.user_id
    join identity.holder h on h.id = m.holder_id
   where m.ended_at is null`;

/** Members within reach in the order in which they joined; of one holder, by id or code, when it is named. */
export async function readMembers(
  reader: Reader,
  page: PageRequest,
  { reach, holder }: { readonly reach: Reach; readonly holder?: string | undefined },
): Promise<Page<Member>> {
  const rows = await reader.query<Member>(
    `${SELECT} and ($1::uuid[] is null or m.holder_id = any($1)) and ($2::text is null or h.code = $2 or h.id::text = $2)
       and ($3::uuid is null or m.id > $3) order by m.id limit $4`,
    [reachIds(reach), holder ?? null, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}

/** A member within reach; what has ended is not there. */
export async function findMember(reader: Reader, id: string, reach: Reach): Promise<Member | undefined> {
  const [member] = await reader.query<Member>(
    `${SELECT} and m.id = $1 and ($2::uuid[] is null or m.holder_id = any($2))`,
    [id, reachIds(reach)],
  );
  return member;
}

/** Whether a holder has an administrator, also one who cannot sign in now. */
export async function hasAdministrator(reader: Reader, holderId: string): Promise<boolean> {
  const rows = await reader.query(
    `select from identity.membership where holder_id = $1 and role = 'administrator' and ended_at is null limit 1`,
    [holderId],
  );
  return rows.length > 0;
}

/** Whether somebody but one member has a role in a holder, and can sign in to use it. */
export async function hasMember(
  tx: Transaction,
  { holderId, role, but }: { readonly holderId: string; readonly role: Role; readonly but?: string },
): Promise<boolean> {
  const rows = await tx.query(
    `select from identity.membership m join identity.user_account u on u.id = m.user_id
      where m.holder_id = $1 and m.role = $2 and m.ended_at is null and u.state = 'active'
        and ($3::uuid is null or m.id <> $3) limit 1`,
    [holderId, role, but ?? null],
  );
  return rows.length > 0;
}
