import type { Reader, Transaction } from '@carbon/database';
import { type Json, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Subject } from './events';

/** What the rules said of a project or report on an occasion, and which rules. */
export interface Judgement {
  readonly id: string;
  readonly subject: Subject;
  readonly subjectId: string;
  readonly occasion: 'filing' | 'application' | 'registration';
  readonly passed: boolean;
  readonly findings: Json;
  readonly schemePack: string;
  readonly schemePackVersion: string;
  readonly methodology: string;
  readonly methodologyVersion: string;
  readonly methodologyHash: string;
  readonly certainty: string;
  readonly at: Date;
}

export async function insertJudgement(tx: Transaction, judgement: Judgement): Promise<void> {
  await tx.query(
    `insert into credits.judgement (id, subject, subject_id, occasion, passed, findings, scheme_pack,
       scheme_pack_version, methodology, methodology_version, methodology_hash, certainty, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      judgement.id,
      judgement.subject,
      judgement.subjectId,
      judgement.occasion,
      judgement.passed,
      JSON.stringify(judgement.findings),
      judgement.schemePack,
      judgement.schemePackVersion,
      judgement.methodology,
      judgement.methodologyVersion,
      judgement.methodologyHash,
      judgement.certainty,
      judgement.at,
    ],
  );
}

/** The judgements of one subject, oldest first. */
export async function readJudgements(
  reader: Reader,
  subject: Subject,
  subjectId: string,
  page: PageRequest,
): Promise<Page<Judgement>> {
  const rows = await reader.query<Judgement>(
    `select id, subject, subject_id as "subjectId", occasion, passed, findings, scheme_pack as "schemePack",
            scheme_pack_version as "schemePackVersion", methodology, methodology_version as "methodologyVersion",
            methodology_hash as "methodologyHash", certainty, at
       from credits.judgement where subject = $1 and subject_id = $2 and ($3::uuid is null or id > $3)
      order by id limit $4`,
    [subject, subjectId, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}
