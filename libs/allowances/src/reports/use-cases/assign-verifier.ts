import type { Transaction } from '@carbon/database';
import { EVERYTHING } from '@carbon/http';
import { engagedHolders, enterEngagement, getHolder, type Holder, holderInReach } from '@carbon/identity';
import { addDays, chinaDate, type ChinaDate, newId, startOfChinaDay } from '@carbon/kernel';
import { reportRules } from '../../domain/index';
import type { ReportDesk } from '../desk';
import { noVerifier } from '../domain/refusals';
import type { EmissionReport } from '../persistence/report';
import { insertAssignment } from '../persistence/verification';
import { reportingDates } from './dates';
import { refuseWriter } from './service-body-rule';
import { type Acting, requireStep, stepReport } from './step-report';

/**
 * A body that may verify a report: an active verifier, another than the enterprise, that writes no reports in the province.
 * @throws Refusal HOLDER_UNKNOWN, EMISSION_NO_VERIFIER, EMISSION_BODY_WRITES_AND_REVIEWS (ETS-007),
 * EMISSION_REPORT_STEP_NOT_OPEN
 */
export async function requireAssignable(
  tx: Transaction,
  report: EmissionReport,
  code: string,
): Promise<Holder> {
  requireStep(report, 'assign');
  const body = await holderInReach(tx.manager, code, EVERYTHING);
  if (body.kind !== 'verifier' || body.state !== 'active' || body.id === report.holderId)
    throw noVerifier(code);
  await refuseWriter(tx, { body, province: report.province, year: report.year });
  return body;
}

/**
 * Gives a locked report to a verifier. The verifier is engaged with the enterprise from the data year on, until some days
 * after verification should be done (CYC-02), unless it is engaged there already.
 */
export async function assignVerifier(
  tx: Transaction,
  desk: ReportDesk,
  report: EmissionReport,
  wish: { readonly verifier: string; readonly documentHash: string; readonly taskId: string },
  acting: Acting & { readonly approvedBy: string },
): Promise<EmissionReport> {
  const body = await requireAssignable(tx, report, wish.verifier);
  const { now, by, approvedBy } = acting;
  const { documentHash, taskId } = wish;
  const engagementId = await engage(tx, desk, report, body, { ...wish, ...acting });
  const id = newId();
  const entry = { id, reportId: report.id, verifierId: body.id, engagementId, documentHash, taskId };
  await insertAssignment(tx, { ...entry, at: now, by, approvedBy });
  const details = { verifier: body.code, engagement: engagementId };
  return stepReport(
    tx,
    report,
    { act: 'assign', change: { verifierId: body.id }, documentHash, details },
    acting,
  );
}

async function engage(
  tx: Transaction,
  desk: ReportDesk,
  report: EmissionReport,
  auditor: Holder,
  review: { readonly documentHash: string; readonly taskId: string } & Acting & {
      readonly approvedBy: string;
    },
): Promise<string | null> {
  const { now, by, approvedBy: approver, taskId, documentHash } = review;
  if ((await engagedHolders(tx, auditor.id, now)).has(report.holderId)) return null;
  const today = chinaDate(now);
  const packs = await desk.packs(tx);
  const due = reportingDates(packs, report, today).verification ?? today;
  const lastDay = addDays(due > today ? due : today, reportRules(packs, today).accessDays);
  const { number, year } = report;
  return enterEngagement(
    tx,
    {
      ...{ auditor, holders: [await getHolder(tx.manager, report.holderId)], instruments: null },
      ...{ windowFrom: `${year}-01-01` as ChinaDate, windowTo: lastDay },
      ...{ accessFrom: now, accessUntil: startOfChinaDay(addDays(lastDay, 1)) },
      purpose: `核查 ${year} 年度排放报告 ${number} / verification of the emission report ${number} of ${year}`,
    },
    { by, approver, taskId, reason: number, documentHash, now },
  );
}
