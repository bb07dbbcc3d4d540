import type { Reader, Transaction } from '@carbon/database';

/** A partner's file until its acts have landed. */
export interface StoredFile {
  readonly id: string;
  readonly partnerId: number;
  readonly name: string;
  readonly bytes: Buffer;
}

export async function keepFile(
  tx: Transaction,
  file: StoredFile & { readonly sha256: Buffer; readonly actor: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    `insert into inclusion.act_file (id, partner_id, name, sha256, bytes, actor, received_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [file.id, file.partnerId, file.name, file.sha256, file.bytes, file.actor, file.now],
  );
}

export async function findFile(reader: Reader, id: string): Promise<StoredFile | undefined> {
  const [row] = await reader.query<StoredFile>(
    'select id, partner_id as "partnerId", name, bytes from inclusion.act_file where id = $1',
    [id],
  );
  return row;
}

/** Files whose job was cancelled or died are not read any more. */
export async function dropFilesBefore(tx: Transaction, moment: Date): Promise<void> {
  await tx.query('delete from inclusion.act_file where received_at < $1', [moment]);
}

/** Its acts are in the batches; the file holds the partner's references and goes. */
export async function dropFile(tx: Transaction, id: string): Promise<void> {
  await tx.query('delete from inclusion.act_file where id = $1', [id]);
}
