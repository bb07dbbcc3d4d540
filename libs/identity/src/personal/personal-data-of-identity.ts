import { randomBytes } from 'node:crypto';
import type { Transaction } from '@carbon/database';
import type { Json } from '@carbon/kernel';
import type { PersonalDataSource, PersonVault } from '@carbon/privacy';
import { personalDataOfUsers } from '../users/personal-data';
import { removeInvitations } from './remove-invitations';

/** What identity holds of a person: accounts, logins elsewhere, invitations, mails. */
export function personalDataOfIdentity(vault: PersonVault): PersonalDataSource {
  return {
    room: 'identity',
    exportOf,
    erase: async (tx, personId, now) => {
      await personalDataOfUsers.erase?.(tx, personId, now);
      await removeLinks(tx, personId);
      await tx.query('delete from identity.mail where person_id = $1', [personId]);
      await closeInvitations(tx, personId, 'person-erased', now);
      // nothing leads from the address to what is kept of the invitation
      await tx.query(
        `update identity.invitation set email_index = sha256($2 || id::text::bytea) where person_id = $1`,
        [personId, randomBytes(32)],
      );
    },
    restrict: async (tx, personId, now) => {
      await personalDataOfUsers.restrict?.(tx, personId, now);
      await closeInvitations(tx, personId, 'person-restricted', now);
      // a mail that waits would be processing; sent ones are stored and nothing else
      await tx.query(`delete from identity.mail where person_id = $1 and state = 'waiting'`, [personId]);
    },
    retention: [
      ...(personalDataOfUsers.retention ?? []),
      { category: 'mails', removeDue: removeMails },
      {
        category: 'mails',
        removeDue: (tx, before, limit, now) => removeInvitations(tx, vault, before, limit, now),
      },
    ],
  };
}

async function exportOf(tx: Transaction, personId: string): Promise<Json> {
  const accounts = await personalDataOfUsers.exportOf(tx, personId);
  const [row] = await tx.query<{ linked: Json; invitations: Json; mails: Json }>(
    `select (select coalesce(jsonb_agg(jsonb_build_object('issuer', o.issuer, 'linkedAt', o.linked_at)
                      order by o.id), '[]')
               from identity.oidc_identity o join identity.user_account u on u.id = o.user_id
              where u.person_id = $1) as linked,
            (select coalesce(jsonb_agg(jsonb_build_object('holder', h.code, 'role', i.role, 'at', i.created_at,
                      'acceptedAt', i.accepted_at, 'withdrawnAt', i.withdrawn_at) order by i.id), '[]')
               from identity.invitation i join identity.holder h on h.id = i.holder_id
              where i.person_id = $1) as invitations,
            (select coalesce(jsonb_agg(jsonb_build_object('template', m.template, 'at', m.created_at,
                      'sentAt', m.sent_at) order by m.id), '[]')
               from identity.mail m where m.person_id = $1) as mails`,
    [personId],
  );
  const { linked = [], invitations = [], mails = [] } = row ?? {};
  return { accounts, linked, invitations, mails };
}

async function removeLinks(tx: Transaction, personId: string): Promise<void> {
  await tx.query(
    `delete from identity.oidc_identity o using identity.user_account u
      where u.id = o.user_id and u.person_id = $1`,
    [personId],
  );
}

async function closeInvitations(tx: Transaction, personId: string, why: string, now: Date): Promise<void> {
  await tx.query(
    `update identity.invitation set withdrawn_at = $2, withdrawn_by = $3
      where person_id = $1 and accepted_at is null and withdrawn_at is null`,
    [personId, now, why],
  );
}

/** Removes mails from before a moment, sent or not. */
async function removeMails(tx: Transaction, before: Date, limit: number): Promise<number> {
  const removed = await tx.query(
    `delete from identity.mail where id in (
       select id from identity.mail where created_at < $1 order by id limit $2 for update skip locked)
     returning id`,
    [before, limit],
  );
  return removed.length;
}
