import type { Transaction } from '@carbon/database';
import type { PersonVault } from '@carbon/privacy';

const BY = { actor: 'system' };

/**
 * Removes invitations from before a moment: they are letters that have done their work. Whoever was invited and never
 * came is forgotten with them; nothing else is known of such a person.
 */
export async function removeInvitations(
  tx: Transaction,
  vault: PersonVault,
  before: Date,
  limit: number,
  now: Date,
): Promise<number> {
  const removed = await tx.query<{ personId: string; came: boolean }>(
    `delete from identity.invitation where id in (
       select id from identity.invitation where created_at < $1 order by id limit $2 for update skip locked)
     returning person_id as "personId", accepted_at is not null as came`,
    [before, limit],
  );
  // of one row each: a person is entered for every invitation
  for (const { personId, came } of removed) if (!came) await vault.forget(tx, personId, now, BY);
  return removed.length;
}
