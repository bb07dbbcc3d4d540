import type { Transaction } from '@carbon/database';
import type { Role } from '../roles';
import type { Holder } from '../domain/holder';
import { roleConflict } from './refusals';
import { conflictOf, type HeldRole } from './role-conflict';

interface Wanted {
  readonly personId: string;
  readonly role: Role;
  readonly holder: Pick<Holder, 'id' | 'kind'>;
}

/**
 * Whether a person may have a role beside those it holds through any of its accounts. The accounts are locked, so that
 * two roles given at once see each other.
 * @param except a membership that is about to change
 * @throws Refusal MEMBER_ROLE_CONFLICT
 */
export async function requireRoleFree(tx: Transaction, wanted: Wanted, except?: string): Promise<void> {
  const { personId, role, holder } = wanted;
  await tx.query('select from identity.user_account where person_id = $1 order by id for no key update', [
    personId,
  ]);
  const held = await tx.query<HeldRole>(
    `select m.role, m.holder_id as "holderId", h.kind
       from identity.user_account u
       join identity.membership m on m.user_id = u.id
       join identity.holder h on h.id = m.holder_id
      where u.person_id = $1 and m.ended_at is null and ($2::uuid is null or m.id <> $2)`,
    [personId, except ?? null],
  );
  const conflict = conflictOf({ role, holderId: holder.id, kind: holder.kind }, held);
  if (conflict !== undefined) throw roleConflict(role, conflict);
}
