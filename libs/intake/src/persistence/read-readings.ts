import type { Reader } from '@carbon/database';
import { type ChinaMonth, type Page, type PageRequest, toPage } from '@carbon/kernel';

/** A reading that counts now. */
export interface StoredReading {
  readonly start: Date;
  readonly end: Date;
  readonly energyWh: string;
  readonly corrected: number;
  readonly signed: boolean;
  readonly batch: string;
}

/** The readings of a meter and month that count now, in order of time. */
export async function readReadings(
  reader: Reader,
  { limit, after }: PageRequest,
  deviceId: number,
  month: ChinaMonth,
): Promise<Page<StoredReading>> {
  const rows = await reader.query<StoredReading>(
    `select r.starts_at as start, r.ends_at as "end", r.energy_wh::text as "energyWh", r.generation as corrected,
            b.source = 'signed' as signed, r.batch_id as batch
       from intake.current_reading r join intake.batch b on b.id = r.batch_id
      where r.device_id = $1 and r.month = $2 and r.starts_at > to_timestamp($3::double precision)
      order by r.starts_at limit $4`,
    [deviceId, Number(month.replace('-', '')), after?.[0] ?? '0', limit + 1],
  );
  return toPage(rows, limit, ({ start }) => [String(start.getTime() / 1_000)]);
}
