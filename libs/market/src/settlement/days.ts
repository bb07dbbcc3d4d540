import type { Reader, Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';

/** A day of an instrument: TRD-008, TRD-009. Prices in fen per unit; undefined where nothing was traded. */
export interface DayFigure {
  readonly instrument: string;
  readonly day: ChinaDate;
  readonly previousCloseFen: bigint;
  readonly openFen: bigint | undefined;
  readonly lastFen: bigint | undefined;
  readonly listedQuantity: bigint;
  readonly listedFen: bigint;
  /** Undefined until the day is closed. */
  readonly closeFen: bigint | undefined;
}

interface Row {
  instrument: string;
  day: ChinaDate;
  previous_close_fen: string;
  open_fen: string | null;
  last_fen: string | null;
  listed_quantity: string;
  listed_fen: string;
  close_fen: string | null;
}

/** An instrument that trades, and what counts as its close before it ever did. */
export interface DayOf {
  readonly instrument: string;
  readonly market: string;
  readonly referencePriceFen: bigint;
}

/**
 * Begins the day of instruments where it has not begun: the previous close is that of the last day that was closed, or the
 * reference price of an instrument that never was. Gives the days as they stand.
 */
export async function openDays(
  tx: Transaction,
  day: ChinaDate,
  instruments: readonly DayOf[],
): Promise<ReadonlyMap<string, DayFigure>> {
  const sorted = [...instruments].sort((a, b) => (a.instrument < b.instrument ? -1 : 1));
  await tx.query(
    {
      name: 'open-days',
      text: `insert into market.day_figure (instrument, day, market, previous_close_fen)
        select given.instrument, $1::date, given.market,
               coalesce((select close_fen from market.day_figure d
                          where d.instrument = given.instrument and d.day < $1::date and d.close_fen is not null
                          order by d.day desc limit 1), given.reference)
          from unnest($2::text[], $3::text[], $4::bigint[]) as given (instrument, market, reference)
         order by given.instrument
        on conflict (instrument, day) do nothing`,
    },
    [
      day,
      sorted.map((one) => one.instrument),
      sorted.map((one) => one.market),
      sorted.map((one) => one.referencePriceFen.toString()),
    ],
  );
  return readDays(
    tx,
    day,
    sorted.map((one) => one.instrument),
  );
}

/** The days of instruments as they stand; those that have not begun are missing. */
export async function readDays(
  reader: Pick<Reader, 'query'>,
  day: ChinaDate,
  instruments: readonly string[],
): Promise<ReadonlyMap<string, DayFigure>> {
  const rows = await reader.query<Row>(
    `select instrument, day::text, previous_close_fen, open_fen, last_fen, listed_quantity, listed_fen, close_fen
       from market.day_figure where day = $1 and instrument = any($2::text[])`,
    [day, instruments],
  );
  return new Map(rows.map((row) => [row.instrument, dayFigure(row)]));
}

const price = (text: string | null) => (text === null ? undefined : BigInt(text));

function dayFigure(row: Row): DayFigure {
  return {
    ...{ instrument: row.instrument, day: row.day },
    previousCloseFen: BigInt(row.previous_close_fen),
    ...{ openFen: price(row.open_fen), lastFen: price(row.last_fen), closeFen: price(row.close_fen) },
    ...{ listedQuantity: BigInt(row.listed_quantity), listedFen: BigInt(row.listed_fen) },
  };
}
