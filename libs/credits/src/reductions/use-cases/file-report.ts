import type { Transaction } from '@carbon/database';
import { publishDocument } from '@carbon/documents';
import type { Caller } from '@carbon/http';
import { findHolder } from '@carbon/identity';
import { chinaDate, fault, malformed, newId } from '@carbon/kernel';
import type { CreditDesk } from '../../desk';
import { computeReduction } from '../../domain/methodologies/compute-reduction';
import type { Measured, Methodology } from '../../domain/methodologies/methodology';
import type { CreditScheme } from '../../domain/schemes/credit-scheme';
import { bodyNotWanted, holderBanned } from '../../life-cycle/domain/refusals';
import { actingOf, CLOCK_ACTS } from '../../life-cycle/use-cases/acting';
import { namedBody } from '../../life-cycle/use-cases/named-bodies';
import { requireOwnDocuments } from '../../life-cycle/use-cases/own-document';
import { waitingTime } from '../../life-cycle/use-cases/waiting-time';
import { bannedUntil } from '../../persistence/bans';
import { projectNotRegistered } from '../../projects/domain/refusals';
import type { Project } from '../../projects/persistence/project';
import { excludesCertificates } from '../../projects/use-cases/exclusivity';
import { rulesOf } from '../../projects/use-cases/judge';
import { lockedByOwner } from '../../projects/use-cases/project-in-reach';
import { periodFaults } from '../domain/period-faults';
import { monthsTraded, periodNotOver, periodOutsideCrediting, periodReported } from '../domain/refusals';
import { findOverlapping, findReport } from '../persistence/read-reports';
import type { MonitoredInputs, NewReport, Report } from '../persistence/report';
import { insertReport, nextReportNumber } from '../persistence/write-reports';
import { requireNotValidator } from './not-the-validator';
import { stepReport } from './step-report';
import { requireStocksInOrder } from './stocks';
import { tradedMonths } from './traded-months';

export interface FileReport extends Pick<
  Report,
  'periodFrom' | 'periodTo' | 'documentHash' | 'inputs' | 'stocks' | 'source'
> {
  /** Number of the project. */
  readonly project: string;
  /** Id or code of the body that verifies; needed where the scheme asks for a verification. */
  readonly verifier?: string | undefined;
}

/**
 * The owner reports what a registered project did in a period; what it comes to is computed step by step, and the report
 * is public from then on (CCR-004). Periods of a project follow one another or leave days out: several batches are fine.
 * @throws Refusal CREDITS_PROJECT_NOT_REGISTERED, CREDITS_PERIOD_OUTSIDE_CREDITING, CREDITS_PERIOD_NOT_OVER,
 * CREDITS_PERIOD_REPORTED, CREDITS_MONTHS_TRADED (EXC-002), CREDITS_VALIDATOR_VERIFIES (CCR-005), and those of bodies,
 * documents and the methodology
 */
export async function fileReport(
  tx: Transaction,
  desk: CreditDesk,
  filing: FileReport,
  caller: Caller,
): Promise<Report> {
  const now = desk.clock.now();
  const project = await lockedByOwner(tx, filing.project, caller, { act: 'report', now });
  const rules = rulesOf(project, now);
  await requireReportable(tx, project, filing, rules, now);
  const verifierId = await verifierOf(tx, project, filing.verifier, rules.scheme);
  await requireOwnDocuments(tx, project.holderId, documentsOf(filing));
  requireStocksInOrder(project, filing.stocks, rules.methodology);
  const {
    steps,
    exactT,
    reductionT,
    certainty,
    rules: used,
  } = computeReduction(rules.methodology, {
    ...{ parameters: project.parameters, months: filing.inputs.months, period: filing.inputs.period },
  });
  const days = rules.scheme.reportCommentWorkingDays.value;
  const { from, until } = await waitingTime(tx, now, days);
  const { code, version, hash } = rules.methodology;
  const { periodFrom, periodTo, documentHash, inputs, stocks, source } = filing;
  const report: NewReport = {
    ...{ periodFrom, periodTo, documentHash, inputs, stocks, source },
    ...{ id: newId(), number: await nextReportNumber(tx), projectId: project.id, verifierId },
    ...{ methodology: code, methodologyVersion: version, methodologyHash: hash },
    ...{ steps, rules: used, certainty, exactT, computedT: reductionT },
    ...{ commentFrom: from, commentUntil: until, filedBy: caller.id, filedAt: now },
  };
  await insertReport(tx, report);
  const stepping = { ...report, projectNumber: project.number, holderId: project.holderId };
  const filedReport = await stepReport(
    tx,
    { ...stepping, state: 'new' },
    {
      ...{ act: 'file', by: actingOf(caller), now, documentHash: filing.documentHash },
      details: {
        ...{ from: filing.periodFrom, to: filing.periodTo, exactT, computedT: reductionT.toString(), until },
      },
    },
  );
  await publishDocument(tx, filing.documentHash, `reduction-report:${report.number}`, {
    ...{ holderId: project.holderId, actor: caller.id, now },
  });
  if (days === 0) await stepReport(tx, filedReport, { act: 'close-comment', by: CLOCK_ACTS, now });
  const kept = await findReport(tx, report.number);
  if (kept === undefined) throw new Error('a report was not kept');
  return kept;
}

async function requireReportable(
  tx: Transaction,
  project: Project,
  { periodFrom: from, periodTo: to, inputs }: FileReport,
  { scheme, methodology }: { readonly scheme: CreditScheme; readonly methodology: Methodology },
  now: Date,
): Promise<void> {
  const { id, number, state, holderId, creditingFrom, creditingTo } = project;
  if (state !== 'registered') throw projectNotRegistered(number);
  const today = chinaDate(now);
  const banned = await bannedUntil(tx, holderId, today);
  if (banned !== undefined) throw holderBanned(banned);
  const faults = periodFaults(
    methodology,
    { from, to },
    inputs.months.map(({ month }) => month),
  );
  if (faults.length > 0) throw malformed(faults);
  if (from < creditingFrom || to > creditingTo) throw periodOutsideCrediting(creditingFrom, creditingTo);
  if (to >= today) throw periodNotOver(to);
  const other = await findOverlapping(tx, id, { from, to });
  if (other !== undefined) throw periodReported(other);
  if (!excludesCertificates(scheme, methodology)) return;
  const traded = await tradedMonths(tx, project, { from, to });
  if (traded.length > 0) throw monthsTraded(traded);
}

async function verifierOf(
  tx: Transaction,
  project: Project,
  named: string | undefined,
  scheme: CreditScheme,
): Promise<string | null> {
  const { holderId, designAuthorId, scheme: id } = project;
  if (!scheme.verificationNeeded.value) {
    if (named !== undefined) throw bodyNotWanted(id);
    return null;
  }
  if (named === undefined) {
    throw malformed([
      fault(
        'verifier',
        'required',
        'must be named: the scheme asks for a verification',
        '该机制须经核查，必须填写',
      ),
    ]);
  }
  const known = await findHolder(tx.manager, named);
  if (known !== undefined) await requireNotValidator(tx, known, project, scheme);
  return (await namedBody(tx, named, { ownerId: holderId, authorId: designAuthorId }, scheme)).id;
}

/** The report itself, and every document that a monitored value rests on. */
function documentsOf({ documentHash, inputs }: FileReport): string[] {
  return [documentHash, ...valuesOf(inputs).flatMap(({ document }) => document ?? [])];
}

function valuesOf({ months, period }: MonitoredInputs): (Measured & { readonly document?: string })[] {
  return [...months.flatMap(({ values }) => Object.values(values)), ...Object.values(period)];
}
