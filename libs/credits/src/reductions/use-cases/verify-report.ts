import type { Transaction } from '@carbon/database';
import { publishDocument } from '@carbon/documents';
import type { Caller } from '@carbon/http';
import { getHolder, type Holder } from '@carbon/identity';
import { newId } from '@carbon/kernel';
import type { CreditDesk } from '../../desk';
import type { CreditScheme } from '../../domain/schemes/credit-scheme';
import { bodyNotWanted } from '../../life-cycle/domain/refusals';
import { insertStatement } from '../../life-cycle/persistence/statements';
import { actingOf, requireActsFor } from '../../life-cycle/use-cases/acting';
import { requireIndependent, requireStaff } from '../../life-cycle/use-cases/named-bodies';
import { requireOwnDocuments } from '../../life-cycle/use-cases/own-document';
import type { Project } from '../../projects/persistence/project';
import { rulesOf } from '../../projects/use-cases/judge';
import { requireSound, type Stated } from '../../projects/use-cases/validate-project';
import { verifiedAboveComputed } from '../domain/refusals';
import type { Report } from '../persistence/report';
import { setVerified } from '../persistence/write-reports';
import { requireNotValidator } from './not-the-validator';
import { lockedReportInReach } from './report-in-reach';
import { stepReport } from './step-report';

export interface VerifyReport extends Stated {
  /** Number of the report. */
  readonly number: string;
  /** Whole tonnes that were found to be true; with a positive opinion only. */
  readonly verifiedT: bigint | null;
}

/**
 * CCR-004: the body that was named states how much it found to be true; a negative statement ends the report.
 * @throws Refusal CREDITS_NOT_YOURS_TO_DO, CREDITS_WAITING_TIME_RUNS, CREDITS_VALIDATOR_VERIFIES (CCR-005),
 * CREDITS_BODY_LINKED_TO_OWNER (CCR-013), CREDITS_BODY_TOO_SMALL, CREDITS_VERIFIED_ABOVE_COMPUTED (CCR-014),
 * CREDITS_DOCUMENT_OF_ANOTHER, CREDITS_STATEMENT_CONTRADICTS
 */
export async function verifyReport(
  tx: Transaction,
  desk: CreditDesk,
  { number, verifiedT, ...stated }: VerifyReport,
  caller: Caller,
): Promise<Report> {
  const now = desk.clock.now();
  const { report, project } = await lockedReportInReach(tx, number, caller.reach, now);
  if (report.verifierId === null) throw bodyNotWanted(project.scheme);
  requireActsFor(caller, report.verifierId, 'verify');
  const positive = stated.opinion === 'positive';
  const verified = await stepReport(tx, report, {
    act: positive ? 'verify' : 'refuse-verification',
    by: actingOf(caller),
    now,
    documentHash: stated.documentHash,
    details: { opinion: stated.opinion, verifiedT: verifiedT?.toString() ?? null },
  });
  const body = await getHolder(tx.manager, report.verifierId);
  const { scheme } = rulesOf(project, now);
  await requireMayVerify(tx, body, project, scheme);
  if (positive) requireSound(stated, () => requireStaff(stated, scheme));
  await requireOwnDocuments(tx, body.id, [stated.documentHash]);
  await insertStatement(tx, {
    ...stated,
    ...{ id: newId(), subject: 'report', subjectId: report.id, bodyId: body.id, verifiedT },
    ...{ by: caller.id, at: now },
  });
  await publishDocument(tx, stated.documentHash, `reduction-report:${number}`, {
    ...{ holderId: body.id, actor: caller.id, now },
  });
  if (verifiedT === null) return verified;
  if (verifiedT > report.computedT) throw verifiedAboveComputed(report.computedT, verifiedT);
  await setVerified(tx, report.id, { verifiedT, evidenceHash: stated.documentHash });
  return { ...verified, verifiedT, evidenceHash: stated.documentHash };
}

/**
 * CCR-005, CCR-013, as things stand now.
 * @throws Refusal CREDITS_VALIDATOR_VERIFIES, VERIFICATION_SAME_BODY, CREDITS_BODY_LINKED_TO_OWNER
 */
export async function requireMayVerify(
  tx: Transaction,
  body: Holder,
  project: Project,
  scheme: CreditScheme,
): Promise<void> {
  const { holderId, designAuthorId } = project;
  await requireNotValidator(tx, body, project, scheme);
  await requireIndependent(tx, body, { ownerId: holderId, authorId: designAuthorId }, scheme);
}
