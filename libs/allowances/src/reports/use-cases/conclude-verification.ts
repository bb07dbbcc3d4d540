import type { Transaction } from '@carbon/database';
import { requireDocument } from '@carbon/documents';
import type { Caller } from '@carbon/http';
import { viewCase } from '@carbon/intake';
import { chinaDate } from '@carbon/kernel';
import { calculateEmissions, reportRules } from '../../domain/index';
import type { ReportDesk } from '../desk';
import { isInTheWay } from '../domain/finding-state';
import { caseDoesNotFit, coverageShort, findingsOpen, partsUnknown } from '../domain/refusals';
import { type PartFigure, verifiedParts } from '../domain/verified-parts';
import { readFindings } from '../persistence/findings';
import type { EmissionReport } from '../persistence/report';
import {
  type Conclusion,
  type EmissionOpinion,
  insertConclusion,
  readConclusions,
} from '../persistence/verification';
import { lockedByVerifier, versionOf } from './report-in-reach';
import { requireStep, stepReport } from './step-report';

export interface ConclusionWish {
  readonly opinion: EmissionOpinion;
  readonly text: string;
  /** The case at the verifier's desk in which documents were reviewed and facilities visited (S28). */
  readonly deskCase: string;
  /** Figures other than what the report comes to. */
  readonly parts: readonly PartFigure[];
  /** SHA-256 of the signed verification report, hex. */
  readonly document: string;
}

/**
 * The verifier concludes on the version that was submitted last: it is calculated again, and the verified figures stand
 * beside what was reported. An opinion in the enterprise's favour needs its findings closed, and enough documents and
 * facilities looked at.
 * @throws Refusal EMISSION_REPORT_UNKNOWN, EMISSION_NOT_YOURS_TO_DO, EMISSION_REPORT_STEP_NOT_OPEN, EMISSION_FINDINGS_OPEN,
 * EMISSION_CASE_DOES_NOT_FIT, EMISSION_COVERAGE_SHORT, DOCUMENT_UNKNOWN, INPUT_MALFORMED for parts that are none
 */
export async function concludeVerification(
  tx: Transaction,
  desk: ReportDesk,
  name: string,
  wish: ConclusionWish,
  caller: Caller,
): Promise<Conclusion> {
  const report = await lockedByVerifier(tx, name, caller);
  requireStep(report, 'conclude');
  const now = desk.clock.now();
  await requireDocument(tx, wish.document, caller);
  const coverage = await coverageOf(tx, desk, report, wish, caller);
  if (wish.opinion !== 'negative') {
    const open = (await readFindings(tx, report.id)).filter(isInTheWay);
    if (open.length > 0) throw findingsOpen(open.map(({ number }) => number));
  }
  const version = await versionOf(tx, report, report.submittedVersion ?? undefined);
  const { sector, year } = report;
  const scope = { sector, year, asOf: chinaDate(now) };
  const recalculated = calculateEmissions(await desk.packs(tx), scope, version.content);
  const { parts, totalT, unknown } = verifiedParts(recalculated, wish.parts);
  if (unknown.length > 0) throw partsUnknown(unknown);
  const number = (await readConclusions(tx, report.id)).length + 1;
  const conclusion: Conclusion = {
    ...{
      number,
      version: version.number,
      verifierId: report.verifierId,
      opinion: wish.opinion,
      text: wish.text,
    },
    ...{ reportedT: version.totalT, recalculatedT: BigInt(recalculated.totalT), verifiedT: totalT, parts },
    ...{ deskCase: wish.deskCase, coverage, document: wish.document, at: now, by: caller.id },
  };
  await insertConclusion(tx, report.id, conclusion);
  await stepReport(
    tx,
    report,
    {
      act: 'conclude',
      change: { conclusion: number },
      documentHash: wish.document,
      details: { conclusion: number, opinion: wish.opinion, verifiedT: totalT.toString() },
    },
    { by: caller.id, now },
  );
  return conclusion;
}

/** S28: how much was looked at, as the desk has it. */
async function coverageOf(
  tx: Transaction,
  desk: ReportDesk,
  report: EmissionReport,
  { deskCase, opinion }: ConclusionWish,
  caller: Caller,
): Promise<Conclusion['coverage']> {
  const { verification, state } = await viewCase(tx, deskCase, caller);
  const fits =
    verification.subjectKind === 'inventory' &&
    verification.subjectId === report.number &&
    verification.verifierId === report.verifierId &&
    verification.ownerId === report.holderId;
  if (!fits) throw caseDoesNotFit();
  const documentsPercent = state.documentCoveragePercent;
  // nothing named is nothing visited
  const facilitiesPercent = state.facilities.length === 0 ? 0 : state.facilityCoveragePercent;
  const { coverage } = reportRules(await desk.packs(tx), chinaDate(desk.clock.now()));
  const enough =
    coverage.documents.lessThanOrEqualTo(documentsPercent) &&
    coverage.facilities.lessThanOrEqualTo(facilitiesPercent);
  if (opinion !== 'negative' && !enough) {
    throw coverageShort({
      documents: `${documentsPercent} %`,
      documentsNeeded: `${coverage.documents.toFixed()} %`,
      facilities: `${facilitiesPercent} %`,
      facilitiesNeeded: `${coverage.facilities.toFixed()} %`,
    });
  }
  return { documentsPercent, facilitiesPercent };
}
