import type { Transaction } from '@carbon/database';
import { publishDocument } from '@carbon/documents';
import type { Caller } from '@carbon/http';
import { getHolder } from '@carbon/identity';
import { refuseSameBody } from '@carbon/intake';
import { newId } from '@carbon/kernel';
import type { CreditDesk } from '../../desk';
import { bodyNotWanted, statementContradicts } from '../../life-cycle/domain/refusals';
import { insertStatement, type Statement } from '../../life-cycle/persistence/statements';
import { actingOf, requireActsFor } from '../../life-cycle/use-cases/acting';
import { requireIndependent, requireStaff } from '../../life-cycle/use-cases/named-bodies';
import { requireOwnDocuments } from '../../life-cycle/use-cases/own-document';
import type { Project } from '../persistence/project';
import { rulesOf } from './judge';
import { lockedInReach } from './project-in-reach';
import { stepProject } from './step-project';

/** What a body states, whether of a project or of its reductions. */
export type Stated = Pick<
  Statement,
  'opinion' | 'documentHash' | 'checks' | 'fullTimeStaff' | 'experiencedStaff'
>;

/**
 * CCR-003: the body that was named states what it found; a negative statement ends the project. Statements are public.
 * @throws Refusal CREDITS_NOT_YOURS_TO_DO, CREDITS_WAITING_TIME_RUNS, CREDITS_BODY_LINKED_TO_OWNER,
 * VERIFICATION_SAME_BODY (CCR-005), CREDITS_BODY_TOO_SMALL, CREDITS_DOCUMENT_OF_ANOTHER, CREDITS_STATEMENT_CONTRADICTS
 */
export async function validateProject(
  tx: Transaction,
  desk: CreditDesk,
  { number, ...stated }: Stated & { readonly number: string },
  caller: Caller,
): Promise<Project> {
  const now = desk.clock.now();
  const project = await lockedInReach(tx, number, caller.reach, now);
  const { validatorId, holderId, designAuthorId } = project;
  if (validatorId === null) throw bodyNotWanted(project.scheme);
  requireActsFor(caller, validatorId, 'validate');
  const positive = stated.opinion === 'positive';
  const validated = await stepProject(tx, project, {
    act: positive ? 'validate' : 'refuse-validation',
    by: actingOf(caller),
    now,
    documentHash: stated.documentHash,
    details: { opinion: stated.opinion },
  });
  const body = await getHolder(tx.manager, validatorId);
  const { scheme } = rulesOf(project, now);
  await requireIndependent(tx, body, { ownerId: holderId, authorId: designAuthorId }, scheme);
  if (!scheme.validatorMayVerify.value) {
    await refuseSameBody(tx, { project: number, purpose: 'validation', bodyId: body.id });
  }
  if (positive) requireSound(stated, () => requireStaff(stated, scheme));
  await requireOwnDocuments(tx, body.id, [stated.documentHash]);
  await insertStatement(tx, {
    ...stated,
    ...{ id: newId(), subject: 'project', subjectId: project.id, bodyId: body.id, verifiedT: null },
    ...{ by: caller.id, at: now },
  });
  await publishDocument(tx, stated.documentHash, `project:${number}`, {
    ...{ holderId: body.id, actor: caller.id, now },
  });
  return validated;
}

/** A positive statement has no check that failed, and comes from a body with its people. */
export function requireSound({ checks }: Pick<Stated, 'checks'>, staff: () => void): void {
  if (checks.some(({ passed }) => !passed)) throw statementContradicts();
  staff();
}
