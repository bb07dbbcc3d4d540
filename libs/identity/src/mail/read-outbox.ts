import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { PersonVault } from '@carbon/privacy';
import { type Letter, writeLetter } from './letters';
import { letterContext } from './outbox-mailer';

export type MailState = 'waiting' | 'sent' | 'given-up' | 'erased';

/** A mail as the outbox shows it: never to whom. */
export interface OutboxMail {
  readonly id: string;
  readonly template: string;
  readonly state: MailState;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly lastError: string | null;
  /** What it says, where that may be seen. */
  readonly letter: Letter | null;
}

type Row = Omit<OutboxMail, 'letter'> & { readonly values: Buffer | null };

/** Mails, newest first. @param reveal opens the letters that wait, where a demonstration shows them */
export async function readOutbox(
  reader: Reader,
  page: PageRequest,
  reveal?: PersonVault,
): Promise<Page<OutboxMail>> {
  const rows = await reader.query<Row>(
    `select id, template, state, attempts, created_at as "createdAt", last_error as "lastError",
            letter_values as values
       from identity.mail where $1::uuid is null or id < $1 order by id desc limit $2`,
    [page.after?.[0] ?? null, page.limit + 1],
  );
  const mails = rows.map(({ values, ...mail }) => ({
    ...mail,
    letter: reveal === undefined || values === null ? null : letterOf(reveal, mail, values),
  }));
  return toPage(mails, page.limit, ({ id }) => [id]);
}

function letterOf(
  vault: PersonVault,
  { id, template }: Pick<Row, 'id' | 'template'>,
  values: Buffer,
): Letter {
  const opened = JSON.parse(vault.open(letterContext(id), values).toString()) as Record<string, string>;
  return writeLetter(template, opened, '');
}
