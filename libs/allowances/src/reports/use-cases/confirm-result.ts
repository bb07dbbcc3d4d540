import type { Transaction } from '@carbon/database';
import { findVerified } from '../../verified/read-verified';
import type { VerifiedYear } from '../../verified/verified-records';
import type { ReportDesk } from '../desk';
import { opinionNegative, stepNotOpen, verifiedOfAnother } from '../domain/refusals';
import { figuresOfContent } from '../domain/verified-parts';
import type { EmissionReport } from '../persistence/report';
import { type Conclusion, readConclusions } from '../persistence/verification';
import { objectionDays } from './dates';
import { recordAndTell } from './record-and-tell';
import { versionOf } from './report-in-reach';
import { type Acting, requireStep, stepReport } from './step-report';

/** The conclusion that a locked report waits to be decided on. @throws Refusal EMISSION_REPORT_STEP_NOT_OPEN */
export async function standingConclusion(tx: Transaction, report: EmissionReport): Promise<Conclusion> {
  requireStep(report, 'confirm');
  const found = (await readConclusions(tx, report.id)).find(({ number }) => number === report.conclusion);
  if (found === undefined) throw stepNotOpen(report.number, report.state, 'confirm');
  return found;
}

/** @throws Refusal EMISSION_OPINION_NEGATIVE, EMISSION_VERIFIED_OF_ANOTHER (ETS-015) */
export async function requireConfirmable(
  tx: Transaction,
  report: EmissionReport,
  conclusion: Conclusion,
): Promise<void> {
  if (conclusion.opinion === 'negative') throw opinionNegative(report.number);
  if (report.originId === report.holderId) return;
  const standing = await findVerified(tx, report);
  if (standing !== undefined && standing.source !== `report:${report.id}`) throw verifiedOfAnother();
}

/**
 * The province confirms a conclusion: its figures are the verified ones from now on (SUR-001), and the enterprise's time to
 * object begins (ETS-013).
 */
export async function confirmResult(
  tx: Transaction,
  desk: ReportDesk,
  report: EmissionReport,
  acting: Acting,
  reason: string,
): Promise<{ readonly report: EmissionReport; readonly verified: VerifiedYear }> {
  const conclusion = await standingConclusion(tx, report);
  await requireConfirmable(tx, report, conclusion);
  const { content } = await versionOf(tx, report, conclusion.version);
  const { market, year, holderId, sector, province } = report;
  const head = { market, year, holderId, sector, province, source: `report:${report.id}` };
  const [verified] = await recordAndTell(
    tx,
    desk.listeners,
    [figuresOfContent(head, content, conclusion)],
    acting,
    reason,
  );
  if (verified === undefined) throw new Error('figures without a version');
  const { objectUntil } = await objectionDays(tx, await desk.packs(tx), market, acting.now);
  const after = await stepReport(
    tx,
    report,
    {
      ...{ act: 'confirm', change: { confirmedAt: acting.now, objectUntil }, reason },
      details: { verifiedT: conclusion.verifiedT.toString(), version: verified.version, objectUntil },
    },
    acting,
  );
  return { report: after, verified };
}
