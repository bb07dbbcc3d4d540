import { type Database, errorCode, type Transaction } from '@carbon/database';
import type { PersonVault } from '@carbon/privacy';
import { writeLetter } from './letters';
import type { MailTransport } from './mail-transport';
import { letterContext } from './outbox-mailer';

export interface SendingParts {
  readonly vault: PersonVault;
  readonly transport: MailTransport;
  /** The address of our pages, without a slash at its end. */
  readonly site: string;
}

interface Waiting {
  readonly id: string;
  readonly person_id: string;
  readonly template: string;
  readonly letter_values: Buffer;
  readonly attempts: number;
}

const MOST_ATTEMPTS = 10;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * Sends what waits, one mail a transaction, until nothing is due. A mail that cannot be handed over is tried again later,
 * ever later; a mail handed over in the moment in which we die may go out twice, and never not at all.
 * @returns how many were handed over
 */
export async function sendMails(database: Database, parts: SendingParts, now: Date): Promise<number> {
  for (let sent = 0; ;) {
    const happened = await database.transaction((tx) => sendNext(tx, parts, now));
    if (happened === 'none') return sent;
    if (happened === 'sent') sent += 1;
  }
}

async function sendNext(
  tx: Transaction,
  { vault, transport, site }: SendingParts,
  now: Date,
): Promise<'sent' | 'not-sent' | 'none'> {
  const [mail] = await tx.query<Waiting>(
    `select id, person_id, template, letter_values, attempts from identity.mail
      where state = 'waiting' and next_attempt_at <= $1
      order by next_attempt_at limit 1 for update skip locked`,
    [now],
  );
  if (mail === undefined) return 'none';
  const person = await vault.own(tx, mail.person_id);
  if (person?.email === undefined) {
    await settle(tx, mail.id, 'erased', now);
    return 'not-sent';
  }
  const values = JSON.parse(vault.open(letterContext(mail.id), mail.letter_values).toString()) as Record<
    string,
    string
  >;
  try {
    await transport.send(person.email, writeLetter(mail.template, values, site));
  } catch (error) {
    await postpone(tx, mail, errorCode(error) ?? 'unknown', now);
    return 'not-sent';
  }
  await settle(tx, mail.id, 'sent', now);
  return 'sent';
}

/** What filled the letter is forgotten with it: tokens need not lie around. */
async function settle(tx: Transaction, id: string, state: string, now: Date): Promise<void> {
  await tx.query(
    `update identity.mail set state = $2, sent_at = case when $2 = 'sent' then $3::timestamptz end,
            attempts = attempts + 1, letter_values = null, last_error = null
      where id = $1`,
    [id, state, now],
  );
}

async function postpone(tx: Transaction, { id, attempts }: Waiting, error: string, now: Date): Promise<void> {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS);
  const givenUp = attempts + 1 >= MOST_ATTEMPTS;
  await tx.query(
    `update identity.mail set attempts = attempts + 1, last_error = $2, state = $3, next_attempt_at = $4,
            letter_values = case when $3 = 'given-up' then null else letter_values end
      where id = $1`,
    [id, error, givenUp ? 'given-up' : 'waiting', new Date(now.getTime() + pause)],
  );
}
