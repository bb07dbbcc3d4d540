import type { Database, Transaction } from '@carbon/database';
import type { OnProgress } from '@carbon/kernel';
import type { PersonVault } from '@carbon/privacy';
import { secretContext } from '../keys/api-key';
import { letterContext } from '../mail/outbox-mailer';
import { totpContext } from '../users/totp';

/** A column of sealed secrets, and what each is bound to. */
interface SealedColumn {
  readonly step: string;
  readonly table: string;
  readonly column: string;
  readonly context: (id: string) => string;
}

const COLUMNS: readonly SealedColumn[] = [
  { step: 'second factors', table: 'user_account', column: 'totp_secret', context: totpContext },
  { step: 'second factors under way', table: 'user_account', column: 'totp_pending', context: totpContext },
  { step: 'secrets of keys', table: 'api_key', column: 'secret', context: secretContext },
  { step: 'waiting mails', table: 'mail', column: 'letter_values', context: letterContext },
];

const BATCH = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Seals every secret of identity under the current master key, a batch a transaction while everything goes on. When it is
 * done, the former keys seal nothing of identity. Begun again after a crash it does what is left.
 * @returns how many were sealed anew
 */
export async function resealIdentitySecrets(
  database: Database,
  vault: PersonVault,
  onProgress: OnProgress = () => undefined,
): Promise<number> {
  let resealed = 0;
  for (const [at, column] of COLUMNS.entries()) {
    onProgress({ step: column.step, done: at, total: COLUMNS.length });
    resealed += await resealColumn(database, vault, column);
  }
  onProgress({ step: 'secrets of identity', done: COLUMNS.length, total: COLUMNS.length });
  return resealed;
}

async function resealColumn(database: Database, vault: PersonVault, column: SealedColumn): Promise<number> {
  let resealed = 0;
  for (let after: string | undefined = FIRST; after !== undefined;) {
    const from: string = after;
    const batch = await database.transaction((tx) => resealBatch(tx, vault, column, from));
    resealed += batch.resealed;
    after = batch.last;
  }
  return resealed;
}

async function resealBatch(
  tx: Transaction,
  vault: PersonVault,
  { table, column, context }: SealedColumn,
  after: string,
): Promise<{ readonly resealed: number; readonly last: string | undefined }> {
  const rows = await tx.query<{ id: string; sealed: Buffer }>(
    `select id, ${column} as sealed from identity.${table}
      where ${column} is not null and id > $1 order by id limit $2 for no key update`,
    [after, BATCH],
  );
  const fresh = rows.flatMap(({ id, sealed }) => {
    const anew = vault.resealed(context(id), sealed);
    return anew === undefined ? [] : [{ id, anew }];
  });
  await tx.query(
    `update identity.${table} t set ${column} = n.anew
       from unnest($1::uuid[], $2::bytea[]) as n(id, anew) where t.id = n.id`,
    [fresh.map(({ id }) => id), fresh.map(({ anew }) => anew)],
  );
  return { resealed: fresh.length, last: rows.at(-1)?.id };
}
