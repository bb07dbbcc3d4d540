import type { Reader, Transaction } from '@carbon/database';
import type { Caller, Reach } from '@carbon/http';
import { notYoursToDo, reportUnknown, versionUnknown } from '../domain/refusals';
import { findReport } from '../persistence/read-reports';
import type { EmissionReport, ReportVersion } from '../persistence/report';
import { findVersion } from '../persistence/versions';

/** A report by id or number, as a caller may see it. @throws Refusal EMISSION_REPORT_UNKNOWN */
export async function reportInReach(reader: Reader, name: string, reach: Reach): Promise<EmissionReport> {
  const found = await findReport(reader, name, reach);
  if (found === undefined) throw reportUnknown(name);
  return found;
}

/** The same, and nobody else acts on it until this transaction ends. @throws Refusal EMISSION_REPORT_UNKNOWN */
export async function lockedReport(tx: Transaction, name: string, reach: Reach): Promise<EmissionReport> {
  const found = await findReport(tx, name, reach, 'for update of r');
  if (found === undefined) throw reportUnknown(name);
  return found;
}

/** Who acts in a house: its people and systems, or a machine of the operator. */
type Actor = Pick<Caller, 'reach' | 'holder'>;

/** @throws Refusal EMISSION_NOT_YOURS_TO_DO for those who may only look */
export function requireActsFor({ holder, reach }: Actor, houseId: string | null): void {
  const own = holder === undefined ? reach === 'everything' : holder.id === houseId;
  if (!own) throw notYoursToDo();
}

/** A report that its enterprise acts upon. @throws Refusal EMISSION_REPORT_UNKNOWN, EMISSION_NOT_YOURS_TO_DO */
export async function lockedByOwner(tx: Transaction, name: string, actor: Actor): Promise<EmissionReport> {
  const report = await lockedReport(tx, name, actor.reach);
  requireActsFor(actor, report.holderId);
  return report;
}

/** A report that its verifier acts upon. @throws Refusal EMISSION_REPORT_UNKNOWN, EMISSION_NOT_YOURS_TO_DO */
export async function lockedByVerifier(
  tx: Transaction,
  name: string,
  actor: Actor,
): Promise<EmissionReport & { readonly verifierId: string }> {
  const report = await lockedReport(tx, name, actor.reach);
  requireActsFor(actor, report.verifierId);
  if (report.verifierId === null) throw reportUnknown(name);
  return { ...report, verifierId: report.verifierId };
}

/** A version of a report, the latest when no number is given. @throws Refusal EMISSION_VERSION_UNKNOWN */
export async function versionOf(
  reader: Reader,
  report: Pick<EmissionReport, 'id'>,
  number?: number,
): Promise<ReportVersion> {
  const found = await findVersion(reader, report.id, number);
  if (found === undefined) throw versionUnknown(number ?? 1);
  return found;
}
