import type { Transaction } from '@carbon/database';
import { publishDocument } from '@carbon/documents';
import type { Caller } from '@carbon/http';
import { chinaDate } from '@carbon/kernel';
import type { CreditDesk } from '../../desk';
import { waitingTimeRuns } from '../../life-cycle/domain/refusals';
import { actingOf, CLOCK_ACTS } from '../../life-cycle/use-cases/acting';
import { waitingTime } from '../../life-cycle/use-cases/waiting-time';
import { disclosureMissing, disclosureNotWanted } from '../domain/refusals';
import type { Project } from '../persistence/project';
import { setCommentTime, setDisclosure } from '../persistence/write-projects';
import { judgeOn, requireEligible, rulesOf } from './judge';
import { lockedByOwner } from './project-in-reach';
import { stepProject } from './step-project';

/**
 * PHI-005: the owner publishes fees and benefit sharing some working days before it files the project for comment.
 * @throws Refusal CREDITS_DISCLOSURE_NOT_WANTED where the scheme asks for none
 */
export async function discloseProject(
  tx: Transaction,
  desk: CreditDesk,
  { number, text }: { readonly number: string; readonly text: string },
  caller: Caller,
): Promise<Project> {
  const now = desk.clock.now();
  const project = await lockedByOwner(tx, number, caller, { act: 'disclose', now });
  const days = rulesOf(project, now).scheme.disclosureWorkingDays.value;
  if (days === 0) throw disclosureNotWanted(project.scheme);
  const { until } = await waitingTime(tx, now, days);
  const disclosed = await stepProject(tx, project, {
    act: 'disclose',
    by: actingOf(caller),
    now,
    details: { until },
  });
  await setDisclosure(tx, project.id, { text, until });
  return { ...disclosed, disclosure: text, disclosureUntil: until };
}

/**
 * CCR-003: makes the design document public for comment, for as many working days as the scheme says; where it says
 * none, the time is over at once. Only what is eligible becomes public.
 * @throws Refusal CREDITS_DISCLOSURE_MISSING, CREDITS_WAITING_TIME_RUNS (PHI-005), CREDITS_NOT_ELIGIBLE
 */
export async function publishProject(
  tx: Transaction,
  desk: CreditDesk,
  number: string,
  caller: Caller,
): Promise<Project> {
  const now = desk.clock.now();
  const project = await lockedByOwner(tx, number, caller, { act: 'publish', now });
  const { scheme } = rulesOf(project, now);
  const { disclosureUntil } = project;
  const before = scheme.disclosureWorkingDays.value;
  if (before > 0 && project.state === 'drafted') throw disclosureMissing(number, before);
  if (disclosureUntil !== null && chinaDate(now) <= disclosureUntil) {
    throw waitingTimeRuns(number, disclosureUntil, 'PHI-005');
  }
  requireEligible((await judgeOn(tx, 'filing', project, now)).unmet);
  const days = scheme.designCommentWorkingDays.value;
  const { from, until } = await waitingTime(tx, now, days);
  const published = await stepProject(
    tx,
    { ...project, commentFrom: from, commentUntil: until },
    { act: 'publish', by: actingOf(caller), now, documentHash: project.designDocument, details: { until } },
  );
  await setCommentTime(tx, project.id, { from, until });
  await publishDocument(tx, project.designDocument, `project:${number}`, {
    ...{ holderId: project.holderId, actor: caller.id, now },
  });
  return days === 0 ? stepProject(tx, published, { act: 'close-comment', by: CLOCK_ACTS, now }) : published;
}
