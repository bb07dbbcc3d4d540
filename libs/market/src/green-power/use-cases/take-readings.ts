import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { fault, type FieldFault } from '@carbon/kernel';
import { amountFen, deliveredOf } from '../../domain/green-power/index';
import { noPartner } from '../domain/refusals';
import { insertReadings, noteMetered, plantKey, readUnmetered } from '../persistence/contracts';
import { type PowerInterval, shareIntervals } from '../persistence/intervals';
import { findPlants, type Plant } from '../persistence/plants';

export interface AskedReading {
  /** Number of the plant. */
  readonly plant: string;
  readonly start: Date;
  readonly energyWh: bigint;
}

/** What became of each reading, in the order in which they came. */
export interface TakenReading {
  readonly accepted: boolean;
  readonly fault: FieldFault | undefined;
}

interface Checked {
  readonly startsAt: Date;
  readonly assetId: string;
  readonly energyWh: bigint;
}

/**
 * Takes what plants metered in intervals, from a data partner that is none of their owners. Each row is taken or refused by
 * itself. What was metered is shared among the plant's contracts of the interval at once; money follows.
 * @throws Refusal GREEN_POWER_NO_PARTNER
 */
export async function takeReadings(
  tx: Transaction,
  asked: readonly AskedReading[],
  { caller, now }: { readonly caller: Caller; readonly now: Date },
): Promise<readonly TakenReading[]> {
  const partnerId = caller.holder?.id;
  if (partnerId === undefined) throw noPartner();
  const intervals = await shareIntervals(
    tx,
    asked.map(({ start }) => start),
  );
  const plants = await findPlants(
    tx,
    asked.map(({ plant }) => plant),
  );
  const seen = new Set<string>();
  const judged = asked.map((reading, at): Checked | FieldFault => {
    const interval = intervals.get(reading.start.getTime());
    return judge(reading, at, { interval, plant: plants.get(reading.plant), seen, partnerId, now });
  });
  const checked = judged.filter((one): one is Checked => 'assetId' in one);
  const known = await insertReadings(tx, checked, { partnerId, actor: caller.id }, now);
  const fresh = checked.filter(({ startsAt, assetId }) => !known.has(plantKey(startsAt, assetId)));
  await meter(tx, fresh);
  const taken = judged.map((one, at): TakenReading => {
    if (!('assetId' in one)) return { accepted: false, fault: one };
    const again = known.has(plantKey(one.startsAt, one.assetId));
    return { accepted: !again, fault: again ? READ_ALREADY(at) : undefined };
  });
  const accepted = taken.filter((one) => one.accepted).length;
  const entry = {
    action: 'green-power.readings-taken',
    subject: { kind: 'holder', id: partnerId },
    holderId: partnerId,
    after: { accepted, refused: taken.length - accepted },
  };
  await recordAudit(tx, entry, now);
  return taken;
}

const READ_ALREADY = (at: number) =>
  fault(`readings[${at}]`, 'known', 'the plant was read for this interval already', '该电源该时段已有读数');

function judge(
  { energyWh, start }: AskedReading,
  at: number,
  {
    interval,
    plant,
    seen,
    partnerId,
    now,
  }: {
    readonly interval: PowerInterval | undefined;
    readonly plant: Plant | undefined;
    readonly seen: Set<string>;
    readonly partnerId: string;
    readonly now: Date;
  },
): Checked | FieldFault {
  const place = (field: string) => `readings[${at}].${field}`;
  if (plant === undefined) return fault(place('plant'), 'unknown', 'is no plant here', '电源不存在');
  if (plant.holderId === partnerId)
    return fault(place('plant'), 'own', 'is the partner’s own plant', '不得上报自有电源的读数');
  if (interval === undefined || interval.state === 'open')
    return fault(place('interval'), 'unknown', 'nothing was contracted for it', '该时段无合同');
  if (interval.endsAt > now) return fault(place('interval'), 'early', 'has not ended', '该时段尚未结束');
  if (interval.readingBy <= now || interval.state === 'settled')
    return fault(place('interval'), 'late', 'its readings were due before', '已超过该时段读数期限');
  const key = plantKey(start, plant.rootId);
  if (seen.has(key)) return fault(`readings[${at}]`, 'unique', 'is repeated', '重复');
  seen.add(key);
  return { startsAt: start, assetId: plant.rootId, energyWh };
}

/** Shares what was metered among contracts, and says what of it is due. */
async function meter(tx: Transaction, readings: readonly Checked[]): Promise<void> {
  const byPlant = new Map<string, Awaited<ReturnType<typeof readUnmetered>>[number][]>();
  for (const contract of await readUnmetered(tx, readings)) {
    const key = plantKey(contract.startsAt, contract.assetId);
    const together = byPlant.get(key);
    if (together === undefined) byPlant.set(key, [contract]);
    else together.push(contract);
  }
  const metered = readings.flatMap(({ startsAt, assetId, energyWh }) => {
    const contracts = byPlant.get(plantKey(startsAt, assetId)) ?? [];
    const delivered = deliveredOf(energyWh, contracts);
    return contracts.map(({ id, price }) => {
      const deliveredWh = delivered.get(id) ?? 0n;
      return { id, deliveredWh, dueFen: amountFen(deliveredWh, price) };
    });
  });
  await noteMetered(tx, metered);
}
