import { recordAudit } from '@carbon/audit';
import type { Reader, Transaction } from '@carbon/database';
import { newId, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { PersonVault } from '@carbon/privacy';
import type { OidcClaims } from './oidc-claims';
import { oidcIdentityTaken, oidcLinkUnknown } from './refusals';

/** An identity elsewhere that opens an account here. */
export interface OidcLink {
  readonly id: string;
  readonly issuer: string;
  readonly linkedAt: Date;
  readonly how: 'by-user' | 'by-email';
}

type Identity = Pick<OidcClaims, 'issuer' | 'subject'>;

/** How a subject is kept: nobody reads it back. */
function subjectIndex(vault: PersonVault, { issuer, subject }: Identity): Buffer {
  return vault.blindIndex('oidc.subject', JSON.stringify([issuer, subject]));
}

export async function userOfIdentity(
  reader: Reader,
  vault: PersonVault,
  identity: Identity,
): Promise<string | undefined> {
  const [row] = await reader.query<{ userId: string }>(
    'select user_id as "userId" from identity.oidc_identity where subject_index = $1',
    [subjectIndex(vault, identity)],
  );
  return row?.userId;
}

/** Links an identity to an account, which has one of an issuer. @throws Refusal OIDC_IDENTITY_TAKEN */
export async function linkIdentity(
  tx: Transaction,
  vault: PersonVault,
  {
    userId,
    identity,
    how,
  }: { readonly userId: string; readonly identity: Identity; readonly how: OidcLink['how'] },
  now: Date,
): Promise<void> {
  const id = newId();
  const made = await tx.query(
    `insert into identity.oidc_identity (id, user_id, issuer, subject_index, linked_how, linked_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id`,
    [id, userId, identity.issuer, subjectIndex(vault, identity), how, now],
  );
  if (made.length === 0) throw oidcIdentityTaken();
  await recordAudit(
    tx,
    {
      action: 'user.oidc-linked',
      subject: { kind: 'user', id: userId },
      after: { link: id, issuer: identity.issuer, how },
    },
    now,
    { actor: `user:${userId}` },
  );
}

/** The links of an account, oldest first. */
export async function readLinks(reader: Reader, userId: string, page: PageRequest): Promise<Page<OidcLink>> {
  const rows = await reader.query<OidcLink>(
    `select id, issuer, linked_at as "linkedAt", linked_how as how from identity.oidc_identity
      where user_id = $1 and ($2::uuid is null or id > $2) order by id limit $3`,
    [userId, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}

/** @throws Refusal OIDC_LINK_UNKNOWN */
export async function removeLink(tx: Transaction, userId: string, id: string, now: Date): Promise<void> {
  const removed = await tx.query<{ issuer: string }>(
    'delete from identity.oidc_identity where id = $1 and user_id = $2 returning issuer',
    [id, userId],
  );
  const [link] = removed;
  if (link === undefined) throw oidcLinkUnknown();
  const subject = { kind: 'user', id: userId };
  const before = { link: id, issuer: link.issuer };
  await recordAudit(tx, { action: 'user.oidc-unlinked', subject, before }, now);
}
