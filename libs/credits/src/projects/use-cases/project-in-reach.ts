import type { Reader, Transaction } from '@carbon/database';
import type { Caller, Reach } from '@carbon/http';
import { VERIFIER_SEES } from '../../reductions/domain/report-steps';
import { requireActsFor } from '../../life-cycle/use-cases/acting';
import { projectUnknown } from '../domain/refusals';
import type { Project } from '../persistence/project';
import { findProject, isProjectSeen, lockProject } from '../persistence/read-projects';
import { closeCommentIfOver } from './step-project';

/** A project as a caller may see it: the owner's people, a body while it is engaged for it, the registry. @throws Refusal CREDITS_PROJECT_UNKNOWN */
export async function projectInReach(reader: Reader, number: string, reach: Reach): Promise<Project> {
  const project = await findProject(reader, number);
  if (project === undefined || !(await isProjectSeen(reader, project.id, reach, VERIFIER_SEES))) {
    throw projectUnknown(number);
  }
  return project;
}

/** The same, locked, its public time ended when it is over. @throws Refusal CREDITS_PROJECT_UNKNOWN */
export async function lockedInReach(
  tx: Transaction,
  number: string,
  reach: Reach,
  now: Date,
): Promise<Project> {
  const project = await lockProject(tx, number);
  if (project === undefined || !(await isProjectSeen(tx, project.id, reach, VERIFIER_SEES))) {
    throw projectUnknown(number);
  }
  return closeCommentIfOver(tx, project, now);
}

/** A project that its owner acts upon. @throws Refusal CREDITS_PROJECT_UNKNOWN, CREDITS_NOT_YOURS_TO_DO */
export async function lockedByOwner(
  tx: Transaction,
  number: string,
  caller: Caller,
  { act, now }: { readonly act: string; readonly now: Date },
): Promise<Project> {
  const project = await lockedInReach(tx, number, caller.reach, now);
  requireActsFor(caller, project.holderId, act);
  return project;
}
