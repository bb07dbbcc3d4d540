import type { Reader, Transaction } from '@carbon/database';

/** Markets that have something to trade. */
export async function tradingMarkets(reader: Reader): Promise<readonly string[]> {
  const rows = await reader.query<{ market: string }>(
    'select distinct market from market.tradable order by market',
  );
  return rows.map(({ market }) => market);
}

/** A detector that was never asked begins at a moment. */
export async function beginWatermarks(
  tx: Transaction,
  market: string,
  kinds: readonly string[],
  from: Date,
): Promise<void> {
  await tx.query(
    `insert into market.watermark (market, detector, looked_until) select $1, unnest($2::text[]), $3
     on conflict do nothing`,
    [market, kinds, from],
  );
}

/** How far each detector has looked. */
export async function readWatermarks(reader: Reader, market: string): Promise<ReadonlyMap<string, Date>> {
  const rows = await reader.query<{ detector: string; looked_until: Date }>(
    'select detector, looked_until from market.watermark where market = $1',
    [market],
  );
  return new Map(rows.map((row) => [row.detector, row.looked_until]));
}

/** How far a detector has looked, kept from other processes; undefined while one of them looks. */
export async function lockWatermark(
  tx: Transaction,
  market: string,
  detector: string,
): Promise<Date | undefined> {
  const [row] = await tx.query<{ looked_until: Date }>(
    'select looked_until from market.watermark where market = $1 and detector = $2 for update skip locked',
    [market, detector],
  );
  return row?.looked_until;
}

export async function moveWatermark(
  tx: Transaction,
  market: string,
  detector: string,
  until: Date,
): Promise<void> {
  await tx.query(
    'update market.watermark set looked_until = $3 where market = $1 and detector = $2 and looked_until < $3',
    [market, detector, until],
  );
}

/** The ten minutes of a stretch of time, by their beginning, in which anything happened in a market. */
export async function busySlots(
  reader: Reader,
  market: string,
  from: Date,
  to: Date,
): Promise<readonly Date[]> {
  const rows = await reader.query<{ slot: Date }>(
    `select date_bin('10 minutes', at, timestamptz '2000-01-01T00:00:00Z') as slot from (
       select happened_at as at from market.command where market = $1 and happened_at >= $2 and happened_at < $3
       union all
       select traded_at from market.trade where market = $1 and traded_at >= $2 and traded_at < $3
       union all
       select closed_at from market.day_figure where market = $1 and closed_at >= $2 and closed_at < $3) happened
      group by slot order by slot`,
    [market, from, to],
  );
  return rows.map(({ slot }) => slot);
}
