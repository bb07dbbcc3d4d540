import type { Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import type { ReportCheck } from '../../domain/index';
import type { ReportDesk } from '../desk';
import { isInTheWay } from '../domain/finding-state';
import { notTheLatest, nothingToCorrect, reportIncomplete } from '../domain/refusals';
import { readFindings } from '../persistence/findings';
import type { EmissionReport, ReportVersion } from '../persistence/report';
import { insertSubmission } from '../persistence/versions';
import { checkVersion } from './check-version';
import { reportingDates } from './dates';
import { versionOf } from './report-in-reach';
import { type Acting, requireStep, stepReport } from './step-report';

/**
 * What must hold for a version to be submitted: it is the latest and complete, and during verification there is something
 * to put right.
 * @throws Refusal EMISSION_REPORT_STEP_NOT_OPEN, EMISSION_VERSION_UNKNOWN, EMISSION_VERSION_NOT_LATEST,
 * EMISSION_REPORT_INCOMPLETE (CYC-01), EMISSION_NOTHING_TO_CORRECT
 */
export async function requireSubmittable(
  tx: Transaction,
  desk: ReportDesk,
  report: EmissionReport,
  number: number,
): Promise<{ readonly version: ReportVersion; readonly checks: readonly ReportCheck[] }> {
  requireStep(report, 'submit');
  const version = await versionOf(tx, report, number);
  const latest = await versionOf(tx, report);
  if (latest.number !== number) throw notTheLatest(number, latest.number);
  if (report.submittedVersion === number) throw nothingToCorrect(report.number);
  if (report.state === 'under-verification') {
    const findings = await readFindings(tx, report.id);
    if (!findings.some(isInTheWay)) throw nothingToCorrect(report.number);
  }
  const checks = await checkVersion(tx, desk, report, version);
  const errors = checks.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw reportIncomplete(report.number, errors);
  return { version, checks };
}

/** Submits a version of a locked report; what is late is taken and marked (CYC-01). @throws as `requireSubmittable` */
export async function submitReport(
  tx: Transaction,
  desk: ReportDesk,
  report: EmissionReport,
  number: number,
  acting: Acting & { readonly taskId: string },
): Promise<EmissionReport> {
  const { version, checks } = await requireSubmittable(tx, desk, report, number);
  const { now, by, approvedBy = by, taskId } = acting;
  const today = chinaDate(now);
  const dueOn = reportingDates(await desk.packs(tx), report, today).report ?? report.dueOn;
  // a correction is late only when the report itself was
  const firstOn = report.submittedAt === null ? today : chinaDate(report.submittedAt);
  const late = dueOn !== null && firstOn > dueOn;
  await insertSubmission(tx, report.id, {
    version: number,
    at: now,
    by,
    approvedBy,
    dueOn,
    late,
    checks,
    taskId,
  });
  return stepReport(
    tx,
    report,
    {
      act: 'submit',
      change: { submittedVersion: number, submittedAt: report.submittedAt ?? now, dueOn },
      details: { version: number, totalT: version.totalT.toString(), late, warnings: checks.length },
    },
    acting,
  );
}
