import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, EVERYTHING } from '@carbon/http';
import { findHoldersById, holderInReach } from '@carbon/identity';
import { chinaDate, newId } from '@carbon/kernel';
import { calculateEmissions, isReportingSector, type ReportContent } from '../../domain/index';
import { requireListed } from '../../emitters/index';
import type { ReportDesk } from '../desk';
import { notYoursToDo, reportExists, sectorNotReported } from '../domain/refusals';
import { numberOfYear } from '../persistence/read-reports';
import type { EmissionReport, ReportVersion } from '../persistence/report';
import { findVersion, insertVersion } from '../persistence/versions';
import { insertEvent, insertReport, nextReportNumber } from '../persistence/write-reports';
import { reportingDates } from './dates';
import { lockedByOwner } from './report-in-reach';
import { refuseReviewer } from './service-body-rule';
import { type Acting, requireStep, stepReport } from './step-report';

/** What somebody wants a version to hold. */
export interface NewVersion {
  readonly content: ReportContent;
  /** Code of the technical service body that wrote it, if one did. */
  readonly preparedBy?: string | undefined;
  /** `form`, or `import:<job>`. */
  readonly source: string;
  readonly documentHash?: string | undefined;
}

export interface ReportWish extends NewVersion {
  readonly market: string;
  readonly year: number;
}

type Actor = Pick<Caller, 'id' | 'reach' | 'holder'>;

/**
 * Opens the report of a year as a draft, with its first version. One enterprise has one report a market and year.
 * @throws Refusal EMITTERS_NOT_LISTED (ETS-004), EMISSION_SECTOR_UNSUPPORTED, EMISSION_REPORT_EXISTS, INPUT_MALFORMED
 */
export async function openReport(
  tx: Transaction,
  desk: ReportDesk,
  wish: ReportWish,
  actor: Actor,
): Promise<{ readonly report: EmissionReport; readonly version: ReportVersion }> {
  const holderId = actor.holder?.id;
  if (holderId === undefined) throw notYoursToDo();
  const { market, year } = wish;
  const { sector, province } = await requireListed(tx, { market, year, holderId });
  if (!isReportingSector(sector)) throw sectorNotReported(sector);
  const now = desk.clock.now();
  const dueOn = reportingDates(await desk.packs(tx), { market, sector, year }, chinaDate(now)).report ?? null;
  const [id, number] = [newId(), await nextReportNumber(tx)];
  const head = { id, number, market, year, holderId, sector, province, dueOn, openedAt: now };
  if (!(await insertReport(tx, head, actor.id))) {
    throw reportExists((await numberOfYear(tx, { market, year, holderId })) ?? '');
  }
  await insertEvent(tx, id, { act: 'open', from: null, to: 'draft', at: now, by: actor.id, details: {} });
  await recordAudit(
    tx,
    {
      action: 'emission-report.opened',
      subject: { kind: 'emission-report', id: number },
      holderId,
      after: { market, year, sector },
    },
    now,
  );
  return saveVersion(tx, desk, number, wish, actor);
}

/**
 * Adds a version to a report: what it comes to is calculated and kept with it. Nothing of earlier versions changes.
 * @throws Refusal EMISSION_REPORT_UNKNOWN, EMISSION_NOT_YOURS_TO_DO, EMISSION_REPORT_STEP_NOT_OPEN,
 * EMISSION_BODY_WRITES_AND_REVIEWS (ETS-007), INPUT_MALFORMED naming flows and figures
 */
export async function saveVersion(
  tx: Transaction,
  desk: ReportDesk,
  name: string,
  wish: NewVersion,
  actor: Actor,
): Promise<{ readonly report: EmissionReport; readonly version: ReportVersion }> {
  const report = await lockedByOwner(tx, name, actor);
  requireStep(report, 'save');
  const now = desk.clock.now();
  const content = JSON.parse(JSON.stringify(wish.content)) as ReportContent;
  const { sector, year } = report;
  const result = calculateEmissions(await desk.packs(tx), { sector, year, asOf: chinaDate(now) }, content);
  const latest = await findVersion(tx, report.id);
  const acting: Acting = { by: actor.id, now };
  const version: ReportVersion = {
    ...{ number: (latest?.number ?? 0) + 1, content, result, totalT: BigInt(result.totalT) },
    ...{ preparedBy: await writerOf(tx, report, wish.preparedBy), source: wish.source },
    ...{ savedAt: now, savedBy: actor.id },
  };
  await insertVersion(tx, report.id, { ...version, documentHash: wish.documentHash });
  const details = { version: version.number, totalT: result.totalT, source: wish.source };
  const { documentHash } = wish;
  return { report: await stepReport(tx, report, { act: 'save', details, documentHash }, acting), version };
}

async function writerOf(
  tx: Transaction,
  { province, year, holderId }: EmissionReport,
  code: string | undefined,
): Promise<string | null> {
  if (code === undefined) return null;
  const body = await holderInReach(tx.manager, code, EVERYTHING);
  if (body.id !== holderId) await refuseReviewer(tx, { body, province, year });
  return body.id;
}

/** Codes of the holders that a report names, by id. */
export async function codesOf(
  tx: Pick<Transaction, 'manager'>,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const holders = await findHoldersById(
    tx.manager,
    ids.filter((id) => id !== null),
  );
  return new Map([...holders].map(([id, { code }]) => [id, code]));
}
