import type { Database } from '@carbon/database';
import { chinaDate, type Json } from '@carbon/kernel';
import { type JournalEntry, type Part, type SerialTrace, traceSerial } from '@carbon/ledger';
import { In, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import { decodeCertificateCode, type DecodedCertificateCode } from '../domain/certificate-code';
import { type SourceRange, sourceOfSerial } from '../domain/monthly-issue';
import { certificateUnknown } from '../domain/refusals';
import { gecPackAt } from '../domain/rules/gec';
import { isExpired, type Validity, validityOf } from '../domain/validity';
import { type Claim, claimEntity, claimItemEntity } from '../persistence/claim.entity';
import { correctionEntity, type MeterMonthCorrection } from '../persistence/correction.entity';
import type { Issue } from '../persistence/issue.entity';
import { type MeterMonth, meterMonthEntity } from '../persistence/meter-month.entity';
import { type Plant, plantEntity } from '../persistence/plant.entity';
import { issueOfCode } from './choose-certificates';
import type { Desk } from './desk';
import type { ProofSource } from './proof-source';

/** Where a certificate is in its life. `held` ones are free; `frozen` ones are held back, `part` says how. */
export type CertificateState = 'held' | 'frozen' | 'claimed' | 'expired' | 'cancelled';

/** A transfer that brought the certificate to another account, with its proof once the log has it. */
export interface TraceStep {
  readonly entry: JournalEntry;
  readonly proof: Json;
}

/** Energy behind the certificate, and the meter reading it is part of. */
export interface TracedEnergy {
  readonly range: SourceRange;
  readonly meter: MeterMonth;
  /** The later figure that added this stretch to the month. */
  readonly correction: MeterMonthCorrection | undefined;
}

export interface CertificateTrace {
  readonly decoded: DecodedCertificateCode;
  readonly plant: Plant;
  readonly issue: Issue;
  readonly state: CertificateState;
  readonly part: Part;
  readonly account: string;
  readonly validity: Validity;
  /** Past its validity by the calendar, whether or not a run has ended it. */
  readonly pastValidity: boolean;
  readonly energy: readonly TracedEnergy[];
  readonly steps: readonly TraceStep[];
  readonly claim: Claim | undefined;
}

/** The state of a step that no proof is known of. */
const PENDING: Json = { anchoring: 'pending' };

/**
 * The whole life of one certificate: the energy it stands for, who measured it, its issue, every change of hands, and
 * how it ended.
 * @throws Refusal INPUT_MALFORMED for a code that is none, GEC_CERTIFICATE_UNKNOWN for one that was never issued
 */
export async function traceCertificate(
  database: Database,
  desk: Desk,
  proofs: ProofSource,
  code: string,
): Promise<CertificateTrace> {
  const { manager } = database.source;
  const decoded = decodeCertificateCode(code);
  const { issue } = await issueOfCode({ manager }, decoded, code);
  const plant = await manager.findOneByOrFail(plantEntity, { id: issue.plantId });
  const trace = await traceSerial(database, issue.instrument, decoded.serial);
  if (trace === undefined) throw certificateUnknown(code);
  const today = chinaDate(desk.clock.now());
  const pack = gecPackAt(today);
  return {
    decoded,
    plant,
    issue,
    state: stateOf(trace),
    part: trace.place.part,
    account: trace.place.account,
    validity: validityOf(issue.month, pack),
    pastValidity: isExpired(issue.month, today, pack),
    energy: await energyBehind(database, issue, decoded.serial),
    steps: await withProofs(trace.hops, proofs),
    claim: await claimOf(database, issue.instrument, decoded.serial),
  };
}

const FINAL_STATES: Readonly<Record<string, CertificateState>> = {
  'SYSTEM-RETIREMENT': 'claimed',
  'SYSTEM-EXPIRY': 'expired',
  'SYSTEM-CANCELLATION': 'cancelled',
};

function stateOf({ place }: SerialTrace): CertificateState {
  return FINAL_STATES[place.account] ?? (place.part === 'available' ? 'held' : 'frozen');
}

async function energyBehind(database: Database, issue: Issue, serial: bigint): Promise<TracedEnergy[]> {
  const ranges = sourceOfSerial(issue, serial - 1n);
  const months = ranges.map(({ month }) => month);
  const { manager } = database.source;
  const issuedOf = await database.query<{ meter_month_id: string }>(
    `select meter_month_id from certificates.issue where plant_id = $1 and month = any($2::text[])`,
    [issue.plantId, months],
  );
  const meters = await manager.findBy(meterMonthEntity, {
    id: In(issuedOf.map(({ meter_month_id }) => meter_month_id)),
  });
  const corrections = await manager.findBy(correctionEntity, { plantId: issue.plantId, month: In(months) });
  return ranges.map((range) => {
    const meter = meters.find(({ month }) => month === range.month);
    if (meter === undefined) throw new Error(`no reading of ${range.month} behind ${issue.instrument}`);
    return { range, meter, correction: corrections.find((each) => added(each, range)) };
  });
}

/** Whether a later figure of the month added this stretch to it. */
function added({ month, addedFromWh, addedToWh }: MeterMonthCorrection, range: SourceRange): boolean {
  if (addedFromWh === null || addedToWh === null) return false;
  return month === range.month && addedFromWh <= range.fromWh && range.toWh <= addedToWh;
}

async function withProofs(hops: readonly JournalEntry[], proofs: ProofSource): Promise<TraceStep[]> {
  const known = await proofs.proofsOf(hops.map(({ id }) => id));
  return hops.map((entry) => ({ entry, proof: known.get(entry.id) ?? PENDING }));
}

async function claimOf(database: Database, instrument: string, serial: bigint): Promise<Claim | undefined> {
  const { manager } = database.source;
  const item = await manager.findOneBy(claimItemEntity, {
    instrument,
    firstSerial: LessThanOrEqual(serial),
    lastSerial: MoreThanOrEqual(serial),
  });
  return item === null ? undefined : manager.findOneByOrFail(claimEntity, { id: item.claimId });
}
