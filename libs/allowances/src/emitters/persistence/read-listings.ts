import type { Reader } from '@carbon/database';
import type { Sector } from '../../domain/index';

/** An enterprise on a market's list of a year. */
export interface ListedEmitter {
  readonly market: string;
  readonly year: number;
  readonly holderId: string;
  readonly sector: Sector;
  /** Gases that count, `CO2`, `CF4`, `C2F6`. */
  readonly gases: readonly string[];
  readonly classText: string;
  readonly province: string | null;
  readonly includedSince: number;
  readonly reason: string;
}

export interface ListedQuery {
  readonly market: string;
  readonly year: number;
  readonly sector?: string;
  readonly province?: string;
  /** Only these holders; all when absent. */
  readonly holderIds?: readonly string[];
}

const COLUMNS = `market, year, holder_id as "holderId", sector, gases, class_text as "classText", province,
  included_since as "includedSince", reason`;

/** Who is on a list now, by holder id. Not paged: for set-based work inside the service. */
export function listedEmitters(reader: Reader, query: ListedQuery): Promise<ListedEmitter[]> {
  return reader.query<ListedEmitter>(
    `select ${COLUMNS} from allowances.listed_now
      where market = $1 and year = $2 and ($3::text is null or sector = $3) and ($4::text is null or province = $4)
        and ($5::uuid[] is null or holder_id = any($5))
      order by holder_id`,
    [query.market, query.year, query.sector ?? null, query.province ?? null, query.holderIds ?? null],
  );
}
