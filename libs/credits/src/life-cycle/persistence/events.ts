import type { Reader, Transaction } from '@carbon/database';
import { type Json, type Page, type PageRequest, toPage } from '@carbon/kernel';

/** What has a life cycle; the word names its tables. */
export type Subject = 'project' | 'report';

export interface NewEvent<S extends string = string, A extends string = string> {
  readonly subjectId: string;
  readonly act: A;
  readonly from: S | 'new';
  readonly to: S;
  readonly at: Date;
  readonly by: string;
  readonly approver?: string | undefined;
  /** The house that acted; null for the clock. */
  readonly houseId: string | null;
  /** SHA-256 of the document it rests on, hex. */
  readonly documentHash?: string | undefined;
  readonly reason?: string | undefined;
  readonly details?: Readonly<Record<string, Json>> | undefined;
}

/** An event as it is kept. */
export interface LifeEvent {
  readonly id: string;
  readonly act: string;
  readonly from: string;
  readonly to: string;
  readonly at: Date;
  readonly by: string;
  readonly approver: string | null;
  readonly houseId: string | null;
  readonly documentHash: string | null;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, Json>>;
}

/** Adds an event; the state of its subject follows in the database, which refuses a step that is not in the table. */
export async function addEvent(tx: Transaction, subject: Subject, event: NewEvent): Promise<void> {
  await tx.query(
    `insert into credits.${subject}_event
       (subject_id, act, from_state, to_state, at, by_whom, approver, house_id, document_hash, reason, details)
     values ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), $10, $11)`,
    [
      event.subjectId,
      event.act,
      event.from,
      event.to,
      event.at,
      event.by,
      event.approver ?? null,
      event.houseId,
      event.documentHash ?? null,
      event.reason ?? null,
      JSON.stringify(event.details ?? {}),
    ],
  );
}

/** When a subject took a step last; undefined when it never did. */
export async function lastTimeOf(
  reader: Reader,
  subject: Subject,
  subjectId: string,
  act: string,
): Promise<Date | undefined> {
  const [row] = await reader.query<{ at: Date }>(
    `select at from credits.${subject}_event where subject_id = $1 and act = $2 order by id desc limit 1`,
    [subjectId, act],
  );
  return row?.at;
}

/** The events of one subject, in the order in which they happened. */
export async function readEvents(
  reader: Reader,
  subject: Subject,
  subjectId: string,
  page: PageRequest,
): Promise<Page<LifeEvent>> {
  const rows = await reader.query<LifeEvent>(
    `select id, act, from_state as "from", to_state as "to", at, by_whom as "by", approver, house_id as "houseId",
            encode(document_hash, 'hex') as "documentHash", reason, details
       from credits.${subject}_event where subject_id = $1 and id > $2 order by id limit $3`,
    [subjectId, page.after?.[0] ?? '0', page.limit + 1],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}
