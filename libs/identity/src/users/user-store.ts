import type { Reader, Transaction } from '@carbon/database';
import type { PersonVault } from '@carbon/privacy';
import type { UserAccount } from './user';

const COLUMNS = `id, person_id as "personId", state, password_hash as "passwordHash", totp_secret as "totpSecret",
  totp_pending as "totpPending"`;

/** How an e-mail address is kept here: nobody reads it back. */
export function emailIndex(vault: PersonVault, email: string): Buffer {
  return vault.blindIndex('login.email', email);
}

/** The account with this e-mail address, however it is written. */
export async function findUserByEmail(
  reader: Reader,
  vault: PersonVault,
  email: string,
): Promise<UserAccount | undefined> {
  const [user] = await reader.query<UserAccount>(
    `select ${COLUMNS} from identity.user_account where email_index = $1`,
    [emailIndex(vault, email)],
  );
  return user;
}

export async function findUser(reader: Reader, id: string): Promise<UserAccount | undefined> {
  const [user] = await reader.query<UserAccount>(
    `select ${COLUMNS} from identity.user_account where id = $1`,
    [id],
  );
  return user;
}

/** The account, which nobody else changes until the transaction ends. */
export async function lockUserAccount(tx: Transaction, id: string): Promise<UserAccount | undefined> {
  const [user] = await tx.query<UserAccount>(
    `select ${COLUMNS} from identity.user_account where id = $1 for update`,
    [id],
  );
  return user;
}

export async function writePassword(
  tx: Transaction,
  userId: string,
  passwordHash: string,
  now: Date,
): Promise<void> {
  await tx.query(
    'update identity.user_account set password_hash = $2, password_changed_at = $3 where id = $1',
    [userId, passwordHash, now],
  );
}
