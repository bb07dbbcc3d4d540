import type { Reader, Transaction } from '@carbon/database';
import type { Caller, Reach } from '@carbon/http';
import { requireActsFor } from '../../life-cycle/use-cases/acting';
import type { Project } from '../../projects/persistence/project';
import { lockProjectById } from '../../projects/persistence/read-projects';
import { reportUnknown } from '../domain/refusals';
import { findReport, isReportSeen, lockReport } from '../persistence/read-reports';
import type { Report } from '../persistence/report';
import { closeReportIfOver } from './step-report';

/** A report as a caller may see it: the owner's people, its verifier while engaged, the registry. @throws Refusal CREDITS_REPORT_UNKNOWN */
export async function reportInReach(reader: Reader, number: string, reach: Reach): Promise<Report> {
  const report = await findReport(reader, number);
  if (report === undefined || !(await isReportSeen(reader, report.id, reach))) throw reportUnknown(number);
  return report;
}

/** A report with its project. */
export interface OfProject {
  readonly report: Report;
  readonly project: Project;
}

/** The same, both locked, the project first; its public time ended when it is over. @throws Refusal CREDITS_REPORT_UNKNOWN */
export async function lockedReportInReach(
  tx: Transaction,
  number: string,
  reach: Reach,
  now: Date,
): Promise<OfProject> {
  const { projectId } = await reportInReach(tx, number, reach);
  return lockedWithProject(tx, number, projectId, now);
}

/** A report that everybody may comment on, locked with its project. @throws Refusal CREDITS_REPORT_UNKNOWN */
export async function lockedPublicReport(tx: Transaction, number: string, now: Date): Promise<OfProject> {
  const found = await findReport(tx, number);
  if (found === undefined || found.state === 'withdrawn') throw reportUnknown(number);
  return lockedWithProject(tx, number, found.projectId, now);
}

async function lockedWithProject(
  tx: Transaction,
  number: string,
  projectId: string,
  now: Date,
): Promise<OfProject> {
  const project = await lockProjectById(tx, projectId);
  const report = await lockReport(tx, number);
  if (report === undefined) throw reportUnknown(number);
  return { project, report: await closeReportIfOver(tx, report, now) };
}

/** A report that its owner acts upon. @throws Refusal CREDITS_REPORT_UNKNOWN, CREDITS_NOT_YOURS_TO_DO */
export async function lockedReportByOwner(
  tx: Transaction,
  number: string,
  caller: Caller,
  { act, now }: { readonly act: string; readonly now: Date },
): Promise<OfProject> {
  const found = await lockedReportInReach(tx, number, caller.reach, now);
  requireActsFor(caller, found.project.holderId, act);
  return found;
}
