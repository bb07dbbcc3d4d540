import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import type { PersonVault } from '@carbon/privacy';
import { type Mail, Mailer } from './mailer';

/** What the sealed values of a letter are bound to. */
export const letterContext = (id: string): string => `mail:${id}`;

/** Keeps mails in a table until they are sent: a mail stands or falls with the transaction it tells of. */
export class OutboxMailer extends Mailer {
  constructor(private readonly vault: PersonVault) {
    super();
  }

  async enqueue(tx: Transaction, { toPersonId, template, values }: Mail, now: Date): Promise<void> {
    const id = newId();
    const sealed = this.vault.seal(letterContext(id), Buffer.from(JSON.stringify(values)));
    await tx.query(
      `insert into identity.mail (id, person_id, template, letter_values, created_at, next_attempt_at)
       values ($1, $2, $3, $4, $5, $5)`,
      [id, toPersonId, template, sealed, now],
    );
  }
}
