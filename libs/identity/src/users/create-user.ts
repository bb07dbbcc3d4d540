import { type AuditActor, recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import type { PersonFields, PersonVault } from '@carbon/privacy';
import { ownWords, requireStrongPassword } from './password-strength';
import { hashPassword } from './passwords';
import { emailTaken } from './refusals';
import { emailIndex } from './user-store';

export interface NewUser {
  readonly person: PersonFields & { readonly email: string };
  /** Somebody who stands in the vault already, and is told of anew. */
  readonly personId?: string | undefined;
  /** None for somebody who signs in elsewhere. */
  readonly password?: string | undefined;
}

/**
 * Makes an account of a person, who is entered in the vault. It is a member of nothing yet.
 * @throws Refusal USER_EMAIL_TAKEN; INPUT_MALFORMED for the person's fields, or a weak password; those of PersonVault
 */
export async function createUser(
  tx: Transaction,
  vault: PersonVault,
  { person, personId: known, password }: NewUser,
  now: Date,
  by?: AuditActor,
): Promise<{ readonly id: string; readonly personId: string }> {
  if (password !== undefined) requireStrongPassword(password, ownWords(person), 'password');
  const personId = known ?? (await vault.enter(tx, person, now));
  if (known !== undefined) await vault.change(tx, known, person, now);
  const passwordHash = password === undefined ? null : await hashPassword(password);
  const id = newId();
  const made = await tx.query(
    `insert into identity.user_account (id, person_id, email_index, password_hash, password_changed_at, created_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (email_index) do nothing returning id`,
    [id, personId, emailIndex(vault, person.email), passwordHash, passwordHash === null ? null : now, now],
  );
  if (made.length === 0) throw emailTaken();
  const after = { person: personId, password: passwordHash !== null };
  await recordAudit(tx, { action: 'user.created', subject: { kind: 'user', id }, after }, now, by);
  return { id, personId };
}
