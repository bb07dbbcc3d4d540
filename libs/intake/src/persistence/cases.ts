import type { Reader, Transaction } from '@carbon/database';
import { type Caller, inReach, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { CaseAct, CaseEntry, Purpose, SubjectKind } from '../domain/verification/case-entry';
import { caseUnknown } from '../domain/verification/judge-act';

/** A case of validation or verification: an owner's, at a body it named. */
export interface VerificationCase {
  readonly id: string;
  readonly purpose: Purpose;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly project: string;
  readonly ownerId: string;
  readonly verifierId: string;
  readonly requiredDocuments: readonly string[];
  readonly openedAt: Date;
}

const COLUMNS = `c.id, c.purpose, c.subject_kind as "subjectKind", c.subject_id as "subjectId", c.project,
  c.owner_id as "ownerId", c.verifier_id as "verifierId", c.required_documents as "requiredDocuments",
  c.opened_at as "openedAt"`;

type Who = Pick<Caller, 'reach'>;
/** Both sides see a case. Takes three values from `first` on. */
const seen = (first: number) =>
  `(${['c.owner_id', 'c.verifier_id'].map((holder) => inReach(first, { holder, moment: 'c.opened_at' })).join(' or ')})`;

/** @throws Refusal VERIFICATION_CASE_UNKNOWN */
export async function caseFor(reader: Reader, id: string, { reach }: Who): Promise<VerificationCase> {
  const [found] = await reader.query<VerificationCase>(
    `select ${COLUMNS} from intake.verification_case c where c.id = $1 and ${seen(2)}`,
    [id, ...reachValues(reach)],
  );
  if (found === undefined) throw caseUnknown(id);
  return found;
}

/** Cases, the newest first. */
export async function readCases(
  reader: Reader,
  { limit, after }: PageRequest,
  { reach }: Who,
  project?: string,
): Promise<Page<VerificationCase>> {
  const rows = await reader.query<VerificationCase>(
    `select ${COLUMNS} from intake.verification_case c
      where ($1::uuid is null or c.id < $1) and ($2::text is null or c.project = $2) and ${seen(4)}
      order by c.id desc limit $3`,
    [after?.[0] ?? null, project ?? null, limit + 1, ...reachValues(reach)],
  );
  return toPage(rows, limit, ({ id }) => [id]);
}

/** Everything that happened in a case, in order. */
export async function readEntries(reader: Reader, caseId: string): Promise<CaseEntry[]> {
  return reader.query<CaseEntry & { act: CaseAct }>(
    `select number, entered_at as at, body || jsonb_build_object('kind', kind) as act
       from intake.case_entry where case_id = $1 order by number`,
    [caseId],
  );
}

/** Nobody else adds to the case until this transaction ends. */
export async function lockCase(tx: Transaction, id: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('intake.case ' || $1::text, 0))`, [id]);
}
