import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Subject } from './events';

/** What somebody said during a public time; who it was stays with the registry. */
export interface PublicComment {
  readonly id: string;
  readonly text: string;
  readonly at: Date;
}

export async function insertComment(
  tx: Transaction,
  comment: PublicComment & { readonly subject: Subject; readonly subjectId: string; readonly by: string },
): Promise<void> {
  const { id, subject, subjectId, text, by, at } = comment;
  await tx.query(
    `insert into credits.comment (id, subject, subject_id, body, by_whom, at) values ($1, $2, $3, $4, $5, $6)`,
    [id, subject, subjectId, text, by, at],
  );
}

export async function readComments(
  reader: Reader,
  subject: Subject,
  subjectId: string,
  page: PageRequest,
): Promise<Page<PublicComment>> {
  const rows = await reader.query<PublicComment>(
    `select id, body as text, at from credits.comment
      where subject = $1 and subject_id = $2 and ($3::uuid is null or id > $3) order by id limit $4`,
    [subject, subjectId, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}
