import type { Database } from '@carbon/database';
import type { PersonVault } from '@carbon/privacy';
import { secretContext } from './create-webhook';

interface Sealed {
  readonly id: string;
  readonly secret: Buffer;
  readonly former: Buffer | null;
}

/** Seals the secrets of webhooks under the current master key; returns how many webhooks were touched. */
export async function resealWebhooks(database: Database, vault: PersonVault): Promise<number> {
  const rows = await database.query<Sealed>(`select id, secret, former_secret as former from events.webhook`);
  let touched = 0;
  for (const { id, secret, former } of rows) {
    const anew = vault.resealed(secretContext(id), secret);
    const formerAnew = former === null ? undefined : vault.resealed(secretContext(id), former);
    if (anew === undefined && formerAnew === undefined) continue;
    await database.query(`update events.webhook set secret = $2, former_secret = $3 where id = $1`, [
      id,
      anew ?? secret,
      formerAnew ?? former,
    ]);
    touched += 1;
  }
  return touched;
}
