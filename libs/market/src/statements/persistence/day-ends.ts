import type { Reader, Transaction } from '@carbon/database';
import { type ChinaDate, type Json, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { DayFileForm } from '../domain/day-file-json';

/** A day of a market that was ended. */
export interface DayEnd {
  readonly market: string;
  readonly day: ChinaDate;
  readonly version: number;
  readonly fromAt: Date;
  readonly toAt: Date;
  readonly accounts: number;
  readonly changed: number;
  readonly faulty: number;
  /** Figures by instrument and the composite, as the file has them. */
  readonly figures: {
    readonly figures: readonly Record<string, string | null>[];
    readonly composite: Record<string, string> | null;
    readonly pack: string | null;
  };
  readonly faults: readonly Json[];
  readonly madeAt: Date;
  readonly trades: number;
  readonly jsonHash: Buffer;
  readonly csvHash: Buffer;
}

export interface DayFileContent {
  readonly form: DayFileForm;
  readonly trades: number;
  readonly content: string;
  readonly jsonHash: Buffer;
  readonly csvHash: Buffer;
}

const SELECT = `select e.market, e.day::text, e.version, e.from_at as "fromAt", e.to_at as "toAt", e.accounts, e.changed,
    e.faulty, e.figures, e.faults, e.made_at as "madeAt", f.trades, f.json_hash as "jsonHash", f.csv_hash as "csvHash"
  from market.day_end e
  join market.day_file f on f.market = e.market and f.day = e.day and f.version = e.version and f.form = 'public'`;

/** The latest version of a day's end. */
export async function findDayEnd(
  reader: Pick<Reader, 'query'>,
  market: string,
  day: ChinaDate,
): Promise<DayEnd | undefined> {
  const [row] = await reader.query<DayEnd>(
    `${SELECT} where e.market = $1 and e.day = $2 order by e.version desc limit 1`,
    [market, day],
  );
  return row;
}

/** When the latest day before one ended: where the next begins. */
export async function endOfDayBefore(
  reader: Pick<Reader, 'query'>,
  market: string,
  day: ChinaDate,
): Promise<Date | undefined> {
  const [row] = await reader.query<{ to_at: Date }>(
    'select to_at from market.day_end where market = $1 and day < $2 order by day desc, version desc limit 1',
    [market, day],
  );
  return row?.to_at;
}

/** Ended days of a market, the latest first, each in its latest version. */
export async function readDayEnds(
  reader: Pick<Reader, 'query'>,
  market: string,
  page: PageRequest,
): Promise<Page<DayEnd>> {
  const rows = await reader.query<DayEnd>(
    `select distinct on (d.day) d.* from (${SELECT} where e.market = $1 and e.day < coalesce($2::date, 'infinity')) d
      order by d.day desc, d.version desc limit $3`,
    [market, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ day }) => [day]);
}

/** The latest file of a day. */
export async function findDayFile(
  reader: Pick<Reader, 'query'>,
  { market, day, form }: { readonly market: string; readonly day: ChinaDate; readonly form: DayFileForm },
): Promise<DayFileContent | undefined> {
  const [row] = await reader.query<DayFileContent>(
    `select form, trades, content, json_hash as "jsonHash", csv_hash as "csvHash" from market.day_file
      where market = $1 and day = $2 and form = $3 order by version desc limit 1`,
    [market, day, form],
  );
  return row;
}

export async function insertDayEnd(
  tx: Transaction,
  end: Omit<DayEnd, 'trades' | 'jsonHash' | 'csvHash'>,
  files: readonly DayFileContent[],
): Promise<void> {
  const { market, day, version } = end;
  await tx.query(
    `insert into market.day_end (market, day, version, from_at, to_at, accounts, changed, faulty, figures, faults, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[market, day, version, end.fromAt, end.toAt, end.accounts, end.changed, end.faulty],
      ...[JSON.stringify(end.figures), JSON.stringify(end.faults), end.madeAt],
    ],
  );
  for (const { form, trades, content, jsonHash, csvHash } of files)
    await tx.query(
      `insert into market.day_file (market, day, version, form, trades, content, json_hash, csv_hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [market, day, version, form, trades, content, jsonHash, csvHash],
    );
}

/** Says that a job was asked to end a day. @returns false when one was, not long ago */
export async function claimDay(
  tx: Transaction,
  { market, day }: { readonly market: string; readonly day: ChinaDate },
  { job, now, stale }: { readonly job: string; readonly now: Date; readonly stale: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into market.day_end_request as r (market, day, job, requested_at) values ($1, $2, $3, $4)
     on conflict (market, day) do update set job = excluded.job, requested_at = excluded.requested_at
       where r.requested_at <= $5 returning market`,
    [market, day, job, now, stale],
  );
  return rows.length > 0;
}
