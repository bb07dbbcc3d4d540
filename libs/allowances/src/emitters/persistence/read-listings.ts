import type { Reader } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { PackReference } from '@carbon/rules/domain';
import type { ListingVerdict } from '../../domain/emitters/index';
import type { Sector } from '../../domain/index';
import type { ListingBasis } from './publications';

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

const COLUMNS = `l.market, l.year, l.holder_id as "holderId", l.sector, l.gases, l.class_text as "classText", l.province,
  l.included_since as "includedSince", l.reason`;

/** Who is on a list now, by holder id. Not paged: for set-based work inside the service. */
export function listedEmitters(reader: Reader, query: ListedQuery): Promise<ListedEmitter[]> {
  return reader.query<ListedEmitter>(
    `select ${COLUMNS} from allowances.listed_now l
      where market = $1 and year = $2 and ($3::text is null or sector = $3) and ($4::text is null or province = $4)
        and ($5::uuid[] is null or holder_id = any($5))
      order by holder_id`,
    [query.market, query.year, query.sector ?? null, query.province ?? null, query.holderIds ?? null],
  );
}

/** An entry with who it is of and why it stands there. */
export interface ListingEntry extends ListedEmitter {
  readonly holder: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly publication: number;
  readonly publishedOn: ChinaDate;
  readonly pack: (PackReference & { readonly hash: string }) | null;
  readonly verdict: ListingVerdict;
  readonly rule: string | null;
  readonly ground: string | null;
  readonly basis: ListingBasis;
}

export interface EntriesQuery {
  readonly market: string;
  readonly year: number;
  readonly sector?: string | undefined;
  readonly province?: string | undefined;
  readonly reach: Reach;
}

/** Entries of a list by the codes of their holders. */
export async function readEntries(
  reader: Reader,
  query: EntriesQuery,
  { limit, after }: PageRequest,
): Promise<Page<ListingEntry>> {
  const rows = await reader.query<ListingEntry>(
    `select ${COLUMNS}, h.code as holder, h.name_zh as "nameZh", h.name_en as "nameEn", p.number as publication,
            p.published_on::text as "publishedOn", p.pack, l.verdict, l.rule, l.ground, l.basis
       from allowances.listed_now l join identity.holder h on h.id = l.holder_id
       join allowances.emitter_publication p on p.id = l.publication_id
      where l.market = $1 and l.year = $2 and ($3::text is null or l.sector = $3)
        and ($4::text is null or l.province = $4) and ($5::uuid[] is null or l.holder_id = any($5))
        and ($6::text is null or h.code > $6)
      order by h.code limit $7`,
    [
      ...[query.market, query.year, query.sector ?? null, query.province ?? null],
      ...[reachIds(query.reach), after?.[0] ?? null, limit + 1],
    ],
  );
  return toPage(rows, limit, ({ holder }) => [holder]);
}
