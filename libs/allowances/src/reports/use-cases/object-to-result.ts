import type { Transaction } from '@carbon/database';
import { requireDocument } from '@carbon/documents';
import type { Caller, Reach } from '@carbon/http';
import { chinaDate, newId } from '@carbon/kernel';
import { findVerified } from '../../verified/read-verified';
import type { VerifiedYear } from '../../verified/verified-records';
import type { ReportDesk } from '../desk';
import {
  nothingChanges,
  objectedBefore,
  objectionDecided,
  objectionTooLate,
  objectionUnknown,
  partsUnknown,
  verifiedOfAnother,
  verifiedUnknown,
} from '../domain/refusals';
import { correctedFigures, type PartFigure } from '../domain/verified-parts';
import { findObjection, insertDecision, insertObjection, type Objection } from '../persistence/objections';
import type { EmissionReport } from '../persistence/report';
import { objectionDays } from './dates';
import { recordAndTell } from './record-and-tell';
import { lockedByOwner, lockedReport } from './report-in-reach';
import { type Acting, requireStep, stepReport } from './step-report';

/**
 * ETS-013: the enterprise objects to verified figures within the working days after their notice.
 * @throws Refusal EMISSION_REPORT_UNKNOWN, EMISSION_NOT_YOURS_TO_DO, EMISSION_REPORT_STEP_NOT_OPEN,
 * EMISSION_OBJECTION_TOO_LATE, EMISSION_OBJECTED_BEFORE, DOCUMENT_UNKNOWN
 */
export async function objectToResult(
  tx: Transaction,
  desk: ReportDesk,
  name: string,
  { grounds, document }: { readonly grounds: string; readonly document?: string | undefined },
  caller: Caller,
): Promise<Objection> {
  const report = await lockedByOwner(tx, name, caller);
  requireStep(report, 'object');
  const now = desk.clock.now();
  const until = report.objectUntil;
  if (until === null || chinaDate(now) > until) throw objectionTooLate(until ?? '');
  if (document !== undefined) await requireDocument(tx, document, caller);
  const verified = await verifiedOfReport(tx, report);
  const { decideBy } = await objectionDays(tx, await desk.packs(tx), report.market, now);
  const id = newId();
  const entered = await insertObjection(tx, {
    ...{ id, reportId: report.id, holderId: report.holderId, verifiedId: verified.id, grounds },
    ...{ document: document ?? null, filedAt: now, objectUntil: until, decideBy, by: caller.id },
  });
  if (!entered) throw objectedBefore();
  const details = { objection: id, version: verified.version, decideBy };
  await stepReport(tx, report, { act: 'object', documentHash: document, details }, { by: caller.id, now });
  const filed = await findObjection(tx, id, caller.reach);
  if (filed === undefined) throw objectionUnknown(id);
  return filed;
}

/** The figures of a report that count now. @throws Refusal EMISSION_VERIFIED_UNKNOWN, EMISSION_VERIFIED_OF_ANOTHER */
async function verifiedOfReport(tx: Transaction, report: EmissionReport): Promise<VerifiedYear> {
  if (report.originId !== report.holderId) throw verifiedOfAnother();
  const verified = await findVerified(tx, report);
  if (verified === undefined) throw verifiedUnknown(report.market, report.year);
  return verified;
}

export interface ObjectionDecision {
  readonly outcome: 'upheld' | 'dismissed';
  readonly reason: string;
  readonly parts: readonly PartFigure[];
  readonly totalT?: bigint | undefined;
}

/**
 * An objection within reach with its report, locked, that is not decided.
 * @throws Refusal EMISSION_OBJECTION_UNKNOWN, EMISSION_OBJECTION_DECIDED
 */
export async function openObjection(
  tx: Transaction,
  id: string,
  reach: Reach,
): Promise<{ readonly objection: Objection; readonly report: EmissionReport }> {
  const found = await findObjection(tx, id, reach);
  if (found === undefined) throw objectionUnknown(id);
  const report = await lockedReport(tx, found.reportId, reach);
  const objection = (await findObjection(tx, id, reach)) ?? found;
  if (objection.outcome !== null) throw objectionDecided(id);
  requireStep(report, 'decide');
  return { objection, report };
}

/** The figures that an upheld objection would leave. @throws Refusal EMISSION_NOTHING_CHANGES, INPUT_MALFORMED */
export async function figuresIfUpheld(
  tx: Transaction,
  report: EmissionReport,
  { parts, totalT }: Pick<ObjectionDecision, 'parts' | 'totalT'>,
): Promise<ReturnType<typeof correctedFigures>['figures']> {
  const standing = await verifiedOfReport(tx, report);
  const { figures, unknown } = correctedFigures(standing, parts, totalT);
  if (unknown.length > 0) throw partsUnknown(unknown);
  const moved = parts.some(({ id, verifiedT }) => partOf(standing, id) !== verifiedT);
  if (!moved && figures.verifiedT === standing.verifiedT) throw nothingChanges();
  return figures;
}

const partOf = ({ units, lines }: VerifiedYear, id: string) =>
  units.find((unit) => unit.id === id)?.verifiedT ?? lines.find((line) => line.id === id)?.emissionsT;

/** Decides on an objection; upheld, it leaves another version of the figures (ALC-012 is whoever listens). */
export async function decideObjection(
  tx: Transaction,
  desk: ReportDesk,
  of: { readonly objection: Objection; readonly report: EmissionReport },
  decision: ObjectionDecision,
  acting: Acting & { readonly approvedBy: string; readonly taskId: string },
): Promise<{ readonly report: EmissionReport; readonly verified: VerifiedYear | undefined }> {
  const { objection, report } = of;
  const { outcome, reason } = decision;
  const { now, by, approvedBy, taskId } = acting;
  const [verified] =
    outcome === 'dismissed'
      ? []
      : await recordAndTell(
          tx,
          desk.listeners,
          [{ ...(await figuresIfUpheld(tx, report, decision)), source: `objection:${objection.id}` }],
          acting,
          reason,
        );
  const late = chinaDate(now) > objection.decideBy;
  const entry = { objectionId: objection.id, outcome, reason, verifiedId: verified?.id ?? null, late };
  await insertDecision(tx, { ...entry, at: now, by, approvedBy, taskId });
  const details = {
    ...{ objection: objection.id, outcome, late },
    ...(verified === undefined
      ? {}
      : { version: verified.version, verifiedT: verified.verifiedT.toString() }),
  };
  return { report: await stepReport(tx, report, { act: 'decide', reason, details }, acting), verified };
}
