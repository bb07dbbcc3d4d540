import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { requireDocument } from '@carbon/documents';
import { type Caller, EVERYTHING } from '@carbon/http';
import { holderInReach } from '@carbon/identity';
import { type Json, newId } from '@carbon/kernel';
import { type CaseAct, OWNERS_ACTS, type Purpose, type SubjectKind } from '../domain/verification/case-entry';
import { type CaseState, caseState } from '../domain/verification/case-state';
import { judgeAct, notForThisSide, noVerifier, sameBody } from '../domain/verification/judge-act';
import { caseFor, lockCase, readEntries, type VerificationCase } from '../persistence/cases';

export interface NewCase {
  readonly purpose: Purpose;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly project: string;
  /** Code of the body that the owner names. */
  readonly verifier: string;
  readonly requiredDocuments: readonly string[];
}

/**
 * CCR-005: the validator of a project may not verify its reductions, nor the other way round, also as the body that it
 * was merged into. Whoever asks next for the same project waits until this transaction ends.
 * @param bodyId holder of the body @throws Refusal VERIFICATION_SAME_BODY
 */
export async function refuseSameBody(
  tx: Transaction,
  {
    project,
    purpose,
    bodyId,
  }: { readonly project: string; readonly purpose: Purpose; readonly bodyId: string },
): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('intake.project ' || $1::text, 0))`, [
    project,
  ]);
  const other: Purpose = purpose === 'validation' ? 'verification' : 'validation';
  const found = await tx.query(
    `with recursive body (id) as (
       select $3::uuid union select h.id from identity.holder h join body b on h.successor_id = b.id)
     select c.id from intake.verification_case c join body on body.id = c.verifier_id
      where c.project = $1 and c.purpose = $2 limit 1`,
    [project, other, bodyId],
  );
  if (found.length > 0) throw sameBody(project);
}

/** Opens a case at a body. @throws Refusal HOLDER_UNKNOWN, VERIFICATION_NO_VERIFIER, VERIFICATION_SAME_BODY */
export async function openCase(
  tx: Transaction,
  wish: NewCase,
  caller: Caller,
  now: Date,
): Promise<VerificationCase> {
  const verifier = await holderInReach(tx.manager, wish.verifier, EVERYTHING);
  const ownerId = caller.holder?.id;
  if (verifier.kind !== 'verifier' || ownerId === undefined || ownerId === verifier.id) {
    throw noVerifier(wish.verifier);
  }
  const { purpose, subjectKind, subjectId, project, requiredDocuments } = wish;
  await refuseSameBody(tx, { project, purpose, bodyId: verifier.id });
  const id = newId();
  await tx.query(
    `insert into intake.verification_case (id, purpose, subject_kind, subject_id, project, owner_id, verifier_id,
       required_documents, opened_by, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, purpose, subjectKind, subjectId, project, ownerId, verifier.id, requiredDocuments, caller.id, now],
  );
  await recordAudit(
    tx,
    {
      action: 'verification.case-opened',
      subject: { kind: 'verification-case', id },
      holderId: ownerId,
      after: { purpose, subjectKind, subjectId, project, verifier: verifier.code },
    },
    now,
  );
  return caseFor(tx, id, { reach: EVERYTHING });
}

/**
 * Adds an act to a case; what is added stays.
 * @throws Refusal VERIFICATION_CASE_UNKNOWN, VERIFICATION_OTHER_SIDE, VERIFICATION_CONCLUDED, DOCUMENT_UNKNOWN, and what
 * `judgeAct` refuses
 */
export async function enterAct(
  tx: Transaction,
  id: string,
  act: CaseAct,
  caller: Caller,
  now: Date,
): Promise<{ readonly number: number }> {
  const found = await caseFor(tx, id, caller);
  const side = OWNERS_ACTS.has(act.kind) ? found.ownerId : found.verifierId;
  if (caller.holder?.id !== side) throw notForThisSide();
  await lockCase(tx, id);
  const entries = await readEntries(tx, id);
  judgeAct(caseState(found.requiredDocuments, entries), act);
  for (const sha256 of documentsOf(act)) await requireDocument(tx, sha256, caller);
  const number = entries.length + 1;
  const { kind, ...body } = act;
  await tx.query(
    `insert into intake.case_entry (case_id, number, kind, body, holder_id, entered_by, entered_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, number, kind, JSON.stringify(body), side, caller.id, now],
  );
  await recordAudit(
    tx,
    {
      action: `verification.${kind}`,
      subject: { kind: 'verification-case', id },
      holderId: found.ownerId,
      after: { number, ...toldOf(act) },
    },
    now,
  );
  return { number };
}

/** Documents that must be the caller's own to be named. */
function documentsOf(act: CaseAct): readonly string[] {
  if (act.kind === 'document-provided') return [act.sha256];
  if (act.kind === 'finding-answered') return act.documents;
  return act.kind === 'site-visited' ? act.photos : [];
}

/** What the audit trail says of an act: never its free texts. */
function toldOf(act: CaseAct): { readonly [key: string]: Json } {
  if (act.kind === 'document-provided') return { documentKind: act.documentKind, sha256: act.sha256 };
  if (act.kind === 'document-reviewed') return { sha256: act.sha256, review: act.review };
  if (act.kind === 'finding-raised') return { severity: act.severity };
  if (act.kind === 'finding-answered') return { finding: act.finding };
  if (act.kind === 'finding-decided') return { finding: act.finding, decision: act.decision };
  if (act.kind === 'sample-drawn')
    return { meter: act.meter, month: act.month, readings: act.readings.length };
  return act.kind === 'concluded' ? { opinion: act.opinion } : {};
}

/** A case with what it has come to. @throws Refusal VERIFICATION_CASE_UNKNOWN */
export async function viewCase(
  tx: Transaction,
  id: string,
  caller: Pick<Caller, 'reach'>,
): Promise<{ readonly verification: VerificationCase; readonly state: CaseState }> {
  const verification = await caseFor(tx, id, caller);
  return { verification, state: caseState(verification.requiredDocuments, await readEntries(tx, id)) };
}
