import { hash } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { canonicalJson, type ChinaMonth, newId } from '@carbon/kernel';
import type { SerialRange } from '@carbon/ledger';
import { planCorrection } from '../domain/correction';
import type { ElectricityClass } from '../domain/electricity-class';
import { type Wh, wh } from '../domain/energy';
import { stretchesOf } from '../domain/energy-split';
import { monthNotIssued, nothingToCorrect } from '../domain/refusals';
import { commonSerials, countSerials, takeSerials } from '../domain/serial-ranges';
import { correctionEntity, type MeterMonthCorrection } from '../persistence/correction.entity';
import { findPlant } from '../persistence/find-plant';
import { type Issue, issueEntity } from '../persistence/issue.entity';
import { unsoldSerials } from '../persistence/ledger-holdings';
import { meterMonthEntity } from '../persistence/meter-month.entity';
import type { Plant } from '../persistence/plant.entity';
import { lastSerialOf, lotsOfIssues } from '../persistence/read-lots';
import { auditActor } from './audit-actor';
import type { Actor, Desk } from './desk';
import { lockIssuing } from './locks';

export interface CorrectMeterMonth extends Actor {
  /** Short code or 17 digits. */
  readonly plant: string;
  readonly month: ChinaMonth;
  /** The grid company's later figure of this class of the month. */
  readonly energyWh: Wh;
  /** Where the plant's power goes when absent. */
  readonly electricityClass?: ElectricityClass;
  /** Cancel unsold certificates of the month for what it has less. */
  readonly cancelUnsold: boolean;
  readonly basis: string;
  readonly documentHash?: Buffer;
}

/** A correction as it would be, with the certificates to cancel. */
export interface PlannedCorrection {
  readonly plant: Plant;
  readonly issue: Issue;
  readonly record: Omit<MeterMonthCorrection, 'id' | 'transactionId' | 'recordedAt'>;
  readonly cancels: { readonly account: string; readonly serials: readonly SerialRange[] } | undefined;
}

/**
 * Takes a later figure of a month that is issued. The month, its issue and its reading stay; the difference counts from
 * the next issue on (X).
 * @throws Refusal GEC_PLANT_UNKNOWN, GEC_MONTH_NOT_ISSUED, GEC_NOTHING_TO_CORRECT, or the ledger's
 */
export async function correctMeterMonth(
  tx: Transaction,
  desk: Desk,
  command: CorrectMeterMonth,
): Promise<MeterMonthCorrection> {
  await lockIssuing(tx);
  const planned = await planMeterCorrection(tx, command);
  const id = newId();
  const correction: MeterMonthCorrection = {
    ...planned.record,
    id,
    transactionId: await cancel(tx, desk, command, { id, planned }),
    recordedAt: desk.clock.now(),
  };
  await tx.manager.insert(correctionEntity, correction);
  await audit(tx, planned.plant, correction, command);
  return correction;
}

/** What a correction would be; writes nothing. @throws Refusal as correctMeterMonth */
export async function planMeterCorrection(
  tx: Transaction,
  command: CorrectMeterMonth,
): Promise<PlannedCorrection> {
  const { manager } = tx;
  const { month, energyWh: figureWh, basis } = command;
  const plant = await findPlant(manager, command.plant);
  const electricityClass = command.electricityClass ?? plant.powerUse;
  const issue = await manager.findOneBy(issueEntity, { plantId: plant.id, month });
  const latest = await manager.findOne(issueEntity, {
    where: { plantId: plant.id },
    order: { month: 'DESC' },
  });
  if (issue === null || latest === null) throw monthNotIssued(plant.shortCode, month);

  const counted = await countedOf(tx, plant, issue, electricityClass);
  if (counted.countedWh === figureWh) throw nothingToCorrect(plant.shortCode, month);
  const unsold = command.cancelUnsold ? await unsoldOf(tx, issue, electricityClass) : undefined;
  const { whPerCertificate } = issue;
  const cancellable = countSerials(unsold?.serials ?? []);
  const plan = planCorrection({ month, figureWh, whPerCertificate, cancellable, ...counted });
  const evidence = canonicalJson({
    ...{ plant: plant.code, month, electricityClass, basis },
    ...{ previousWh: counted.countedWh.toString(), energyWh: figureWh.toString() },
  });
  return {
    plant,
    issue,
    record: {
      plantId: plant.id,
      month,
      electricityClass,
      afterMonth: latest.month,
      previousWh: counted.countedWh,
      energyWh: figureWh,
      addedFromWh: plan.added?.fromWh ?? null,
      addedToWh: plan.added?.toWh ?? null,
      owedWh: plan.owedWh,
      cancelled: plan.cancelled,
      whPerCertificate,
      basis,
      evidenceHash: hash('sha256', evidence, 'buffer'),
      documentHash: command.documentHash ?? null,
      proposedBy: command.actor,
      approvedBy: command.approver ?? null,
    },
    cancels:
      unsold === undefined || plan.cancelled === 0n
        ? undefined
        : { account: unsold.account, serials: takeSerials(unsold.serials, plan.cancelled) },
  };
}

/** What counts of a class of a month so far, the reading and every correction of it, and where its stretches end. */
async function countedOf(
  { manager }: Transaction,
  plant: Plant,
  issue: Issue,
  electricityClass: ElectricityClass,
): Promise<{ readonly countedWh: Wh; readonly topWh: Wh }> {
  const meter = await manager.findOneByOrFail(meterMonthEntity, { id: issue.meterMonthId });
  const read = stretchesOf(meter.energyWh, meter, plant.powerUse)
    .filter(({ goes }) => goes === electricityClass)
    .reduce((sum, { fromWh, toWh }) => sum + toWh - fromWh, 0n);
  const before = await manager.find(correctionEntity, {
    where: { plantId: plant.id, month: issue.month },
    order: { id: 'ASC' },
  });
  const last = before.findLast((each) => each.electricityClass === electricityClass);
  const tops = before.map(({ addedToWh }) => addedToWh ?? wh(0n));
  return {
    countedWh: last?.energyWh ?? wh(read),
    topWh: tops.reduce((top, each) => (each > top ? each : top), meter.energyWh),
  };
}

/** Certificates of a class of an issue that nobody bought and that stand free where they were issued to. */
async function unsoldOf(
  tx: Transaction,
  issue: Issue,
  electricityClass: ElectricityClass,
): Promise<{ readonly account: string; readonly serials: SerialRange[] } | undefined> {
  const lots = (await lotsOfIssues(tx.manager, [issue])).get(issue.id) ?? [];
  const lot = lots.find((each) => each.electricityClass === electricityClass);
  if (lot === undefined) return undefined;
  const own = [{ first: lot.firstSerial, last: lastSerialOf(lot) }];
  const { accountNumber: account } = lot;
  return { account, serials: commonSerials(await unsoldSerials(tx, account, issue.instrument), own) };
}

async function cancel(
  tx: Transaction,
  desk: Desk,
  { actor, approver, documentHash }: CorrectMeterMonth,
  { id, planned }: { readonly id: string; readonly planned: PlannedCorrection },
): Promise<bigint | null> {
  const { cancels, issue, record } = planned;
  if (cancels === undefined) return null;
  const [outcome] = await desk.ledger.submit(tx, [
    {
      kind: 'cancel',
      instrument: issue.instrument,
      quantity: record.cancelled,
      from: cancels.account,
      serials: cancels.serials,
      cause: {
        actor,
        ...(approver && { approver }),
        reference: `gec-correction:${id}`,
        reason: 'gec:meter-month-correction',
        documentHash: documentHash ?? record.evidenceHash,
      },
    },
  ]);
  if (outcome === undefined) throw new Error('a cancellation without outcome');
  if (outcome.status === 'refused') throw outcome.refusal;
  return outcome.transactionId;
}

async function audit(
  tx: Transaction,
  plant: Plant,
  correction: MeterMonthCorrection,
  { actor, approver }: CorrectMeterMonth,
): Promise<void> {
  const { id, month, electricityClass, previousWh, energyWh, cancelled, owedWh, recordedAt } = correction;
  await recordAudit(
    tx,
    {
      action: 'meter-month.corrected',
      subject: { kind: 'meter-month-correction', id },
      holderId: plant.holderId,
      before: { energyWh: previousWh.toString() },
      after: {
        ...{ plant: plant.code, month, electricityClass, energyWh: energyWh.toString() },
        ...{ cancelled: cancelled.toString(), owedWh: owedWh.toString() },
      },
      ...(correction.documentHash && { documentHash: correction.documentHash.toString('hex') }),
      ...(approver && { approver }),
    },
    recordedAt,
    auditActor(actor),
  );
}
