import { hash, randomInt } from 'node:crypto';
import type { Reader, Transaction } from '@carbon/database';

const COUNT = 10;
/** 24 of the 32 characters are 120 bits: nothing to guess from a stolen hash, so a plain one is enough to store. */
const LENGTH = 24;
/** Without 0, 1, I and O, which are taken for one another. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** What people write between the characters says nothing. */
const plain = (code: string): string => code.toUpperCase().replace(/[^0-9A-Z]/g, '');

function hashOf(code: string): Buffer {
  return hash('sha256', plain(code), 'buffer');
}

function newCode(): string {
  const characters = Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
  return characters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** Makes ten new codes for the day the authenticator app is lost; those before them no longer work. */
export async function replaceRecoveryCodes(tx: Transaction, userId: string, now: Date): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, newCode);
  await tx.query('delete from identity.recovery_code where user_id = $1', [userId]);
  await tx.query(
    `insert into identity.recovery_code (user_id, hash, created_at)
     select $1, hash, $3 from unnest($2::bytea[]) as hash`,
    [userId, codes.map(hashOf), now],
  );
  return codes;
}

/** Uses a code; false when it is none of this user's, or was used. */
export async function useRecoveryCode(
  tx: Transaction,
  userId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const used = await tx.query(
    `update identity.recovery_code set used_at = $3
      where user_id = $1 and hash = $2 and used_at is null returning user_id`,
    [userId, hashOf(code), now],
  );
  return used.length > 0;
}

export async function countRecoveryCodes(reader: Reader, userId: string): Promise<number> {
  const [row] = await reader.query<{ left: number }>(
    'select count(*)::integer as left from identity.recovery_code where user_id = $1 and used_at is null',
    [userId],
  );
  return row?.left ?? 0;
}
