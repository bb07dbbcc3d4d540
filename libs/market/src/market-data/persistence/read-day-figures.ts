import type { Reader } from '@carbon/database';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { DaySpan } from '../domain/candle';

/** A day of an instrument as everybody may see it (TRD-008, TRD-009). Prices and amounts in fen. */
export interface PublicDay {
  readonly instrument: string;
  readonly day: ChinaDate;
  readonly previousCloseFen: bigint;
  readonly openFen: bigint | undefined;
  readonly highFen: bigint | undefined;
  readonly lowFen: bigint | undefined;
  readonly lastFen: bigint | undefined;
  /** The average of the day's listed trades, once the day is closed. */
  readonly closeFen: bigint | undefined;
  readonly listed: { readonly quantity: bigint; readonly amountFen: bigint; readonly trades: number };
  readonly block: { readonly quantity: bigint; readonly amountFen: bigint };
  readonly auction: { readonly quantity: bigint; readonly amountFen: bigint };
}

export interface DayRow {
  instrument: string;
  day: ChinaDate;
  previous_close_fen: string;
  open_fen: string | null;
  high_fen: string | null;
  low_fen: string | null;
  last_fen: string | null;
  close_fen: string | null;
  listed_quantity: string;
  listed_fen: string;
  listed_trades: string;
  block_quantity: string;
  block_fen: string;
  auction_quantity: string;
  auction_fen: string;
}

/** What `publicDay` needs of `d`, a row of market.day_figure. */
export const DAY_COLUMNS = `d.instrument, d.day::text, d.previous_close_fen, d.open_fen, d.high_fen, d.low_fen, d.last_fen,
  d.close_fen, d.listed_quantity, d.listed_fen, d.listed_trades, d.block_quantity, d.block_fen, d.auction_quantity,
  d.auction_fen`;

/** Days of one instrument, the latest first. */
export async function readDaysOf(
  reader: Pick<Reader, 'query'>,
  instrument: string,
  { from, to }: Partial<DaySpan>,
  page: PageRequest,
): Promise<Page<PublicDay>> {
  const rows = await reader.query<DayRow>(
    `select ${DAY_COLUMNS} from market.day_figure d
      where d.instrument = $1 and ($2::date is null or d.day >= $2) and ($3::date is null or d.day <= $3)
        and d.day < coalesce($4::date, 'infinity')
      order by d.day desc limit $5`,
    [instrument, from ?? null, to ?? null, page.after?.[0] ?? null, page.limit + 1],
  );
  const found = toPage(rows, page.limit, ({ day }) => [day]);
  return { ...found, items: found.items.map(publicDay) };
}

/** The instruments of a market on one day, by code. */
export async function readDaysOn(
  reader: Pick<Reader, 'query'>,
  market: string,
  day: ChinaDate,
): Promise<readonly PublicDay[]> {
  const rows = await reader.query<DayRow>(
    `select ${DAY_COLUMNS} from market.tradable t join market.day_figure d on d.instrument = t.instrument and d.day = $2
      where t.market = $1 order by d.instrument`,
    [market, day],
  );
  return rows.map(publicDay);
}

/** The latest day of each instrument of a market that has begun any, by code. */
export async function readLatestDays(
  reader: Pick<Reader, 'query'>,
  market: string,
  instrument?: string,
): Promise<readonly PublicDay[]> {
  const rows = await reader.query<DayRow>(
    `select d.* from market.tradable t cross join lateral (
       select ${DAY_COLUMNS} from market.day_figure d where d.instrument = t.instrument order by d.day desc limit 1) d
      where t.market = $1 and ($2::text is null or t.instrument = $2) order by t.instrument`,
    [market, instrument ?? null],
  );
  return rows.map(publicDay);
}

/** Days of a market on which anything began, the latest first. */
export async function readDaysOfMarket(
  reader: Pick<Reader, 'query'>,
  market: string,
  { from, to }: Partial<DaySpan>,
  page: PageRequest,
): Promise<Page<readonly PublicDay[]>> {
  const rows = await reader.query<DayRow>(
    `with days as (
       select distinct d.day from market.tradable t join market.day_figure d on d.instrument = t.instrument
        where t.market = $1 and ($2::date is null or d.day >= $2) and ($3::date is null or d.day <= $3)
          and d.day < coalesce($4::date, 'infinity')
        order by d.day desc limit $5)
     select ${DAY_COLUMNS} from days join market.day_figure d on d.day = days.day
       join market.tradable t on t.instrument = d.instrument and t.market = $1
      order by d.day desc, d.instrument`,
    [market, from ?? null, to ?? null, page.after?.[0] ?? null, page.limit + 1],
  );
  const byDay = new Map<ChinaDate, DayRow[]>();
  for (const row of rows) byDay.set(row.day, [...(byDay.get(row.day) ?? []), row]);
  const found = toPage([...byDay], page.limit, ([day]) => [day]);
  return { ...found, items: found.items.map(([, days]) => days.map(publicDay)) };
}

const fenOrNot = (text: string | null) => (text === null ? undefined : BigInt(text));

export const publicDay = (row: DayRow): PublicDay => ({
  ...{ instrument: row.instrument, day: row.day, previousCloseFen: BigInt(row.previous_close_fen) },
  ...{ openFen: fenOrNot(row.open_fen), highFen: fenOrNot(row.high_fen), lowFen: fenOrNot(row.low_fen) },
  ...{ lastFen: fenOrNot(row.last_fen), closeFen: fenOrNot(row.close_fen) },
  listed: {
    ...{ quantity: BigInt(row.listed_quantity), amountFen: BigInt(row.listed_fen) },
    trades: Number(row.listed_trades),
  },
  block: { quantity: BigInt(row.block_quantity), amountFen: BigInt(row.block_fen) },
  auction: { quantity: BigInt(row.auction_quantity), amountFen: BigInt(row.auction_fen) },
});
