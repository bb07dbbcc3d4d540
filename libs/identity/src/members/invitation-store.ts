import type { Reader, Transaction } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { hashOfToken } from '../sessions/tokens';
import type { Invitation } from './invitation';

const SELECT = `
  select i.id, i.role, i.person_id as "personId", i.invited_by as "invitedBy", i.created_at as "createdAt",
         i.expires_at as "expiresAt", i.accepted_at as "acceptedAt", i.withdrawn_at as "withdrawnAt",
         jsonb_build_object('id', h.id, 'code', h.code, 'kind', h.kind, 'state', h.state, 'nameZh', h.name_zh,
                            'nameEn', h.name_en) as holder
    from identity.invitation i join identity.holder h on h.id = i.holder_id`;

/** Mailed and not used, or waiting for approval; $3 is now. */
const STANDS = `accepted_at is null and withdrawn_at is null and (expires_at is null or expires_at > $3)`;

/** Invitations within reach, the latest first. */
export async function readInvitations(
  reader: Reader,
  page: PageRequest,
  reach: Reach,
): Promise<Page<Invitation>> {
  const rows = await reader.query<Invitation>(
    `${SELECT} where ($1::uuid[] is null or i.holder_id = any($1)) and ($2::uuid is null or i.id < $2)
      order by i.id desc limit $3`,
    [reachIds(reach), page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}

/** An invitation, which nobody else ends until the transaction ends. */
export async function lockInvitation(tx: Transaction, id: string): Promise<Invitation | undefined> {
  const [invitation] = await tx.query<Invitation>(`${SELECT} where i.id = $1 for no key update of i`, [id]);
  return invitation;
}

/** The same by its mailed token: whoever comes with it at the same time waits here. */
export async function lockInvitationOf(tx: Transaction, token: string): Promise<Invitation | undefined> {
  const [invitation] = await tx.query<Invitation>(
    `${SELECT} where i.token_hash = $1 for no key update of i`,
    [hashOfToken(token)],
  );
  return invitation;
}

/** Whether an invitation of this address to this holder stands: mailed and not used, or waiting for approval. */
export async function invitationStandsFor(
  tx: Transaction,
  { holderId, emailIndex }: { readonly holderId: string; readonly emailIndex: Buffer },
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `select from identity.invitation
      where holder_id = $1 and email_index = $2 and ${STANDS} limit 1`,
    [holderId, emailIndex, now],
  );
  return rows.length > 0;
}

/** Whether an invitation of anybody to be an administrator of this holder stands. */
export async function administratorIsInvited(tx: Transaction, holderId: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `select from identity.invitation where holder_id = $1 and role = $2 and ${STANDS} limit 1`,
    [holderId, 'administrator', now],
  );
  return rows.length > 0;
}
