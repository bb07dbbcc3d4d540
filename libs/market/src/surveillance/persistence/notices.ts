import type { Reader, Transaction } from '@carbon/database';
import { newId, type Page, type PageRequest, type Text, toPage } from '@carbon/kernel';

export const NOTICE_KINDS = ['risk-warning', 'trading-notice'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface Notice {
  readonly id: string;
  readonly market: string;
  readonly kind: NoticeKind;
  readonly instruments: readonly string[];
  readonly title: Text;
  readonly text: Text;
  readonly publishedAt: Date;
}

interface Row {
  id: string;
  seq: string;
  market: string;
  kind: NoticeKind;
  instruments: string[];
  title_zh: string;
  title_en: string;
  text_zh: string;
  text_en: string;
  published_at: Date;
}

export async function insertNotice(
  tx: Transaction,
  { market, kind, instruments, title, text }: Omit<Notice, 'id' | 'publishedAt'>,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<Notice> {
  const id = newId();
  await tx.query(
    `insert into market.risk_notice (id, market, kind, instruments, title_zh, title_en, text_zh, text_en, published_by,
        published_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, market, kind, instruments, title.zh, title.en, text.zh, text.en, actor, now],
  );
  return { id, market, kind, instruments, title, text, publishedAt: now };
}

/** Notices of a market, the latest first. */
export async function readNotices(reader: Reader, market: string, page: PageRequest): Promise<Page<Notice>> {
  const rows = await reader.query<Row>(
    `select id, seq, market, kind, instruments, title_zh, title_en, text_zh, text_en, published_at
       from market.risk_notice where market = $1 and seq < coalesce($2::bigint, 9223372036854775807)
      order by seq desc limit $3`,
    [market, page.after?.[0] ?? null, page.limit + 1],
  );
  const found = toPage(rows, page.limit, ({ seq }) => [seq]);
  return {
    ...found,
    items: found.items.map((row) => ({
      ...{ id: row.id, market: row.market, kind: row.kind, instruments: row.instruments },
      title: { zh: row.title_zh, en: row.title_en },
      text: { zh: row.text_zh, en: row.text_en },
      publishedAt: row.published_at,
    })),
  };
}
