import type { Transaction } from '@carbon/database';

export interface LinkCode {
  readonly residentId: bigint;
  readonly partnerId: number;
  readonly textVersion: string;
  readonly child: boolean;
}

/** Keeps the fingerprint of a code; the one before for the same partner works no more. */
export async function writeLinkCode(
  tx: Transaction,
  code: LinkCode & { readonly hash: Buffer; readonly expiresAt: Date },
): Promise<void> {
  await tx.query(
    `insert into inclusion.link_code (resident_id, partner_id, code_hash, text_version, child, expires_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (resident_id, partner_id) do update set code_hash = excluded.code_hash,
       text_version = excluded.text_version, child = excluded.child, expires_at = excluded.expires_at`,
    [code.residentId.toString(), code.partnerId, code.hash, code.textVersion, code.child, code.expiresAt],
  );
}

/** Whose code it is; undefined when it is another partner's, or has expired. Nothing is locked. */
export async function peekLinkCode(
  tx: Transaction,
  { partnerId, hash }: { readonly partnerId: number; readonly hash: Buffer },
  now: Date,
): Promise<bigint | undefined> {
  const [row] = await tx.query<{ id: string }>(
    `select resident_id as id from inclusion.link_code
      where code_hash = $1 and partner_id = $2 and expires_at > $3`,
    [hash, partnerId, now],
  );
  return row === undefined ? undefined : BigInt(row.id);
}

/** Uses a code up. @returns undefined when somebody else has used it, or it was taken back */
export async function useLinkCode(
  tx: Transaction,
  { partnerId, hash }: { readonly partnerId: number; readonly hash: Buffer },
): Promise<LinkCode | undefined> {
  const [row] = await tx.query<{ id: string; textVersion: string; child: boolean }>(
    `delete from inclusion.link_code where code_hash = $1 and partner_id = $2
     returning resident_id as id, text_version as "textVersion", child`,
    [hash, partnerId],
  );
  if (row === undefined) return undefined;
  return { residentId: BigInt(row.id), partnerId, textVersion: row.textVersion, child: row.child };
}
