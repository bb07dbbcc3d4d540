import type { Reader, Transaction } from '@carbon/database';
import type { Subject } from './events';

export interface CheckDone {
  readonly check: string;
  readonly passed: boolean;
  readonly note: string;
}

/** What a body says of a project (validation) or of a report (verification). */
export interface Statement {
  readonly id: string;
  readonly subject: Subject;
  readonly subjectId: string;
  readonly bodyId: string;
  readonly opinion: 'positive' | 'negative';
  /** Hex. */
  readonly documentHash: string;
  readonly checks: readonly CheckDone[];
  readonly fullTimeStaff: number;
  readonly experiencedStaff: number;
  readonly verifiedT: bigint | null;
  readonly by: string;
  readonly at: Date;
}

export async function insertStatement(tx: Transaction, statement: Statement): Promise<void> {
  await tx.query(
    `insert into credits.statement (id, subject, subject_id, body_id, opinion, document_hash, checks, full_time_staff,
       experienced_staff, verified_t, by_whom, at)
     values ($1, $2, $3, $4, $5, decode($6, 'hex'), $7, $8, $9, $10, $11, $12)`,
    [
      statement.id,
      statement.subject,
      statement.subjectId,
      statement.bodyId,
      statement.opinion,
      statement.documentHash,
      JSON.stringify(statement.checks),
      statement.fullTimeStaff,
      statement.experiencedStaff,
      statement.verifiedT?.toString() ?? null,
      statement.by,
      statement.at,
    ],
  );
}

/** The statements on one subject, oldest first: a handful at most. */
export async function readStatements(
  reader: Reader,
  subject: Subject,
  subjectId: string,
): Promise<Statement[]> {
  const rows = await reader.query<Omit<Statement, 'verifiedT'> & { readonly verifiedT: string | null }>(
    `select id, subject, subject_id as "subjectId", body_id as "bodyId", opinion,
            encode(document_hash, 'hex') as "documentHash", checks, full_time_staff as "fullTimeStaff",
            experienced_staff as "experiencedStaff", verified_t as "verifiedT", by_whom as "by", at
       from credits.statement where subject = $1 and subject_id = $2 order by id`,
    [subject, subjectId],
  );
  return rows.map((row) => ({ ...row, verifiedT: row.verifiedT === null ? null : BigInt(row.verifiedT) }));
}
