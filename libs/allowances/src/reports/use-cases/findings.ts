import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { requireDocument } from '@carbon/documents';
import type { Caller } from '@carbon/http';
import { type ChinaDate, chinaDate, fault, malformed } from '@carbon/kernel';
import type { EmissionFindingKind, FindingSeverity } from '../domain/finding-state';
import { findingClosed, findingUnknown, stepNotOpen } from '../domain/refusals';
import { type Finding, insertFinding, insertFindingAct, readFindings } from '../persistence/findings';
import type { EmissionReport } from '../persistence/report';
import { lockedByOwner, lockedByVerifier, versionOf } from './report-in-reach';
import { stepReport } from './step-report';

export interface FindingWish {
  readonly kind: EmissionFindingKind;
  readonly severity: FindingSeverity;
  /** Where: `flows[3].ncv`. */
  readonly field: string;
  readonly text: string;
  readonly dueOn: ChinaDate;
}

/**
 * The verifier finds something in the version that was submitted last.
 * @throws Refusal EMISSION_REPORT_UNKNOWN, EMISSION_NOT_YOURS_TO_DO, EMISSION_REPORT_STEP_NOT_OPEN, INPUT_MALFORMED
 */
export async function raiseFinding(
  tx: Transaction,
  name: string,
  wish: FindingWish,
  caller: Caller,
  now: Date,
): Promise<Finding> {
  const report = await lockedByVerifier(tx, name, caller);
  if (wish.dueOn < chinaDate(now)) {
    throw malformed([fault('dueOn', 'past', 'must not be in the past', '不得早于今天')]);
  }
  const known = await readFindings(tx, report.id);
  const number = known.length + 1;
  const { severity, kind, dueOn, field } = wish;
  await stepReport(
    tx,
    report,
    { act: 'find', details: { finding: number, kind, severity, field, dueOn } },
    { by: caller.id, now },
  );
  const { verifierId, submittedVersion } = report;
  const entry = { ...wish, number, version: submittedVersion ?? 1, verifierId, at: now, by: caller.id };
  await insertFinding(tx, report.id, entry);
  return { ...entry, thread: [], state: 'open' };
}

export interface FindingAnswer {
  readonly text: string;
  readonly version?: number | undefined;
  readonly document?: string | undefined;
}

/** The enterprise answers a finding. @throws Refusal as `raiseFinding`; EMISSION_FINDING_UNKNOWN, EMISSION_FINDING_CLOSED */
export async function answerFinding(
  tx: Transaction,
  name: string,
  number: number,
  answer: FindingAnswer,
  caller: Caller,
  now: Date,
): Promise<Finding> {
  const report = await lockedByOwner(tx, name, caller);
  if (answer.version !== undefined) await versionOf(tx, report, answer.version);
  if (answer.document !== undefined) await requireDocument(tx, answer.document, caller);
  return addAct(tx, report, number, { act: 'answered', ...answer }, caller, now);
}

/** The verifier closes a finding, or keeps it. @throws Refusal as `answerFinding` */
export async function decideFinding(
  tx: Transaction,
  name: string,
  number: number,
  decision: { readonly act: 'closed' | 'kept'; readonly text: string },
  caller: Caller,
  now: Date,
): Promise<Finding> {
  return addAct(tx, await lockedByVerifier(tx, name, caller), number, decision, caller, now);
}

const AT_WORK: readonly EmissionReport['state'][] = ['under-verification', 'returned'];

async function addAct(
  tx: Transaction,
  report: EmissionReport,
  number: number,
  entry: { readonly act: 'answered' | 'closed' | 'kept' } & FindingAnswer,
  caller: Caller,
  now: Date,
): Promise<Finding> {
  if (!AT_WORK.includes(report.state)) throw stepNotOpen(report.number, report.state, 'find');
  const find = async () => (await readFindings(tx, report.id)).find((one) => one.number === number);
  const finding = await find();
  if (finding === undefined) throw findingUnknown(number);
  if (finding.state === 'closed') throw findingClosed(number);
  const place = finding.thread.length + 1;
  await insertFindingAct(tx, report.id, { finding: number, number: place, ...entry, at: now, by: caller.id });
  await recordAudit(
    tx,
    {
      action: `emission-report.finding-${entry.act}`,
      subject: { kind: 'emission-report', id: report.number },
      holderId: report.holderId,
      after: { finding: number, act: entry.act, version: entry.version ?? null },
      ...(entry.document === undefined ? {} : { documentHash: entry.document }),
    },
    now,
  );
  return (await find()) ?? finding;
}
