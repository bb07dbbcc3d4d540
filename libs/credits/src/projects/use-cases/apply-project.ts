import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import type { CreditDesk } from '../../desk';
import { statementMissing } from '../../life-cycle/domain/refusals';
import { readStatements } from '../../life-cycle/persistence/statements';
import { actingOf } from '../../life-cycle/use-cases/acting';
import { waitingTime } from '../../life-cycle/use-cases/waiting-time';
import type { Project } from '../persistence/project';
import { setReviewTime } from '../persistence/write-projects';
import { judgeOn, requireEligible, rulesOf } from './judge';
import { lockedByOwner } from './project-in-reach';
import { stepProject } from './step-project';

/**
 * CCR-003: the owner applies for registration; the registry then has some working days for its review. When they are
 * over without a decision that is told, and nothing is registered by itself.
 * @throws Refusal CREDITS_STATEMENT_MISSING, CREDITS_NOT_ELIGIBLE, CREDITS_STEP_NOT_OPEN, CREDITS_WAITING_TIME_RUNS
 */
export async function applyWithProject(
  tx: Transaction,
  desk: CreditDesk,
  number: string,
  caller: Caller,
): Promise<Project> {
  const now = desk.clock.now();
  const project = await lockedByOwner(tx, number, caller, { act: 'apply', now });
  const { scheme } = rulesOf(project, now);
  const { from, until } = await waitingTime(tx, now, scheme.reviewWorkingDays.value);
  const applied = await stepProject(tx, project, {
    act: 'apply',
    by: actingOf(caller),
    now,
    details: { reviewUntil: until },
  });
  if (scheme.validationNeeded.value) await requireValidated(tx, project);
  requireEligible((await judgeOn(tx, 'application', project, now)).unmet);
  await setReviewTime(tx, project.id, { appliedOn: from, until });
  return { ...applied, appliedOn: from, reviewUntil: until };
}

/** The latest statement is the one that counts. */
async function requireValidated(tx: Transaction, { id, number }: Project): Promise<void> {
  const latest = (await readStatements(tx, 'project', id)).at(-1);
  if (latest?.opinion !== 'positive') throw statementMissing(number, 'CCR-003');
}
