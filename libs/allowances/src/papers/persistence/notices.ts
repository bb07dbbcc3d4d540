import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import { receiptNumber } from '@carbon/receipts';
import type { NoticeContent } from '../domain/notice-content';

/** The letters of the numbers of notices (通知). */
export const NOTICE_PREFIX = 'TN';

export interface Notice {
  readonly number: string;
  readonly market: string;
  readonly year: number;
  readonly holderId: string;
  readonly version: number;
  readonly content: NoticeContent;
  readonly contentHash: Buffer;
  readonly madeAt: Date;
  /** The later one that takes its place; null while it is the last. */
  readonly replacedBy: string | null;
}

export type NewNotice = Pick<Notice, 'market' | 'year' | 'holderId' | 'content' | 'contentHash'>;

const SELECT = `
  select n.number, n.market, n.year, n.holder_id as "holderId", n.version, n.content, n.content_hash as "contentHash",
    n.made_at as "madeAt", (select l.number from allowances.compliance_notice l
      where (l.market, l.year, l.holder_id) = (n.market, n.year, n.holder_id) and l.version > n.version
      order by l.version desc limit 1) as "replacedBy"
  from allowances.compliance_notice n`;

export async function findNotice(reader: Reader, number: string): Promise<Notice | undefined> {
  const [row] = await reader.query<Notice>(`${SELECT} where n.number = $1`, [number]);
  return row;
}

export interface PaperFilter {
  readonly market?: string | undefined;
  readonly year?: number | undefined;
}

/** Notices within reach, the latest first. */
export async function readNotices(
  reader: Reader,
  reach: Reach,
  { market, year }: PaperFilter,
  page: PageRequest,
): Promise<Page<Notice>> {
  const rows = await reader.query<Notice>(
    `${SELECT} where ($1::text is null or n.number < $1) and ($3::text is null or n.market = $3)
        and ($4::int is null or n.year = $4) and ${inReach(5, { holder: 'n.holder_id', moment: 'n.made_at' })}
      order by n.number desc limit $2`,
    [page.after?.[0] ?? null, page.limit + 1, market ?? null, year ?? null, ...reachValues(reach)],
  );
  return toPage(rows, page.limit, ({ number }) => [number]);
}

/** Hashes of the notices that stand of a market's year, by holder. */
export async function noticedHashes(
  reader: Reader,
  market: string,
  year: number,
): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.query<{ holder_id: string; hash: string }>(
    `select distinct on (holder_id) holder_id, encode(content_hash, 'hex') as hash
       from allowances.compliance_notice where market = $1 and year = $2 order by holder_id, version desc`,
    [market, year],
  );
  return new Map(rows.map(({ holder_id: id, hash }) => [id, hash]));
}

/** Writes notices down, each as the next version of its holder's year; set-based. @returns their numbers */
export async function insertNotices(
  tx: Transaction,
  notices: readonly NewNotice[],
  { day, now, by }: { readonly day: ChinaDate; readonly now: Date; readonly by: string },
): Promise<string[]> {
  const serials = await tx.query<{ serial: string }>(
    `select nextval('allowances.compliance_notice_number')::text as serial from generate_series(1, $1)`,
    [notices.length],
  );
  const numbers = serials.map(({ serial }) => receiptNumber(NOTICE_PREFIX, day, BigInt(serial)));
  const rows = notices.map(({ market, year, holderId, content, contentHash }, at) => ({
    ...{ number: numbers[at], market, year, holder_id: holderId, content, hash: contentHash.toString('hex') },
  }));
  await tx.query(
    `insert into allowances.compliance_notice (number, market, year, holder_id, version, content, content_hash,
       made_at, made_by)
     select r.number, r.market, r.year, r.holder_id, coalesce(l.version, 0) + 1, r.content, decode(r.hash, 'hex'), $2, $3
       from jsonb_to_recordset($1::jsonb)
         as r (number text, market text, year int, holder_id uuid, content jsonb, hash text)
       left join lateral (select max(version) as version from allowances.compliance_notice n
         where (n.market, n.year, n.holder_id) = (r.market, r.year, r.holder_id)) l on true`,
    [JSON.stringify(rows), now, by],
  );
  return numbers;
}
