import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import type { ChinaMonth } from '@carbon/kernel';
import type { SampledReading } from '../domain/verification/case-entry';
import { deviceUnknown } from '../domain/refusals';
import { caseFor } from '../persistence/cases';
import { enterAct } from './verification-case';

export interface SampleWish {
  readonly meter: string;
  readonly month: ChinaMonth;
  readonly count: number;
  /** Anything; the same seed draws the same readings, so that the draw can be repeated. */
  readonly seed: string;
}

/**
 * Draws readings of one of the owner's meters for the verifier to look at, by the hash of the seed and each reading: who
 * draws cannot choose, and anybody can draw again.
 * @throws Refusal VERIFICATION_CASE_UNKNOWN, VERIFICATION_OTHER_SIDE, INTAKE_DEVICE_UNKNOWN
 */
export async function drawSample(
  tx: Transaction,
  caseId: string,
  { meter, month, count, seed }: SampleWish,
  caller: Caller,
  now: Date,
): Promise<{ readonly number: number; readonly readings: readonly SampledReading[] }> {
  const { ownerId } = await caseFor(tx, caseId, caller);
  const [device] = await tx.query<{ id: number }>(
    `select id from intake.device where number = $1 and holder_id = $2`,
    [meter, ownerId],
  );
  if (device === undefined) throw deviceUnknown(meter);
  const rows = await tx.query<SampledReading & { population: number }>(
    `select r.starts_at as start, r.ends_at as "end", r.energy_wh::text as "energyWh", r.batch_id as batch,
            b.source = 'signed' as signed, (count(*) over ())::int as population
       from intake.current_reading r join intake.batch b on b.id = r.batch_id
      where r.device_id = $1 and r.month = $2
      order by sha256(convert_to($3 || ' ' || extract(epoch from r.starts_at)::bigint, 'utf8')) limit $4`,
    [device.id, Number(month.replace('-', '')), seed, count],
  );
  const readings = rows.map(({ start, end, energyWh, batch, signed }): SampledReading => ({
    ...{ energyWh, batch, signed },
    ...{ start: new Date(start).toISOString(), end: new Date(end).toISOString() },
  }));
  const population = rows[0]?.population ?? 0;
  const act = { kind: 'sample-drawn', meter, month, seed, population, readings } as const;
  return { ...(await enterAct(tx, caseId, act, caller, now)), readings };
}
