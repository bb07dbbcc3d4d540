import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import type { CreditDesk } from '../../desk';
import { actingOf } from '../../life-cycle/use-cases/acting';
import type { Project } from '../persistence/project';
import { lockedByOwner, lockedInReach } from './project-in-reach';
import { stepProject } from './step-project';

/** The registry takes an application up for review. @throws Refusal CREDITS_STEP_NOT_OPEN */
export async function takeUpProject(
  tx: Transaction,
  desk: CreditDesk,
  number: string,
  caller: Caller,
): Promise<Project> {
  const now = desk.clock.now();
  const project = await lockedInReach(tx, number, caller.reach, now);
  return stepProject(tx, project, { act: 'take-up', by: actingOf(caller), now });
}

/** The registry gives an application back to be completed; the owner applies again. @throws Refusal CREDITS_STEP_NOT_OPEN */
export async function returnProject(
  tx: Transaction,
  desk: CreditDesk,
  { number, reason }: { readonly number: string; readonly reason: string },
  caller: Caller,
): Promise<Project> {
  const now = desk.clock.now();
  const project = await lockedInReach(tx, number, caller.reach, now);
  return stepProject(tx, project, { act: 'return', by: actingOf(caller), now, reason });
}

/** The owner gives a project up before the registry decides. @throws Refusal CREDITS_STEP_NOT_OPEN */
export async function withdrawProject(
  tx: Transaction,
  desk: CreditDesk,
  { number, reason }: { readonly number: string; readonly reason: string },
  caller: Caller,
): Promise<Project> {
  const now = desk.clock.now();
  const project = await lockedByOwner(tx, number, caller, { act: 'withdraw', now });
  return stepProject(tx, project, { act: 'withdraw', by: actingOf(caller), now, reason });
}
