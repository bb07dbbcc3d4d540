import type { Transaction } from '@carbon/database';

/** A feed whose next page is to be fetched. */
export interface DueFeed {
  readonly partnerId: number;
  readonly url: string;
  readonly cursor: string | null;
  /** Pages landed so far. */
  readonly pages: string;
  readonly failures: number;
}

/** Takes the feed that has waited longest; nobody else takes it before the lease ends. */
export async function takeDueFeed(tx: Transaction, now: Date, until: Date): Promise<DueFeed | undefined> {
  const [row] = await tx.query<DueFeed>(
    `update inclusion.partner_feed f set next_at = $2
      where f.partner_id = (
        select due.partner_id from inclusion.partner_feed due
          join inclusion.partner p on p.id = due.partner_id and p.state = 'active'
         where due.state = 'active' and due.next_at <= $1 order by due.next_at for update of due skip locked limit 1)
      returning f.partner_id as "partnerId", f.url, f.cursor, f.pages, f.failures`,
    [now, until],
  );
  return row;
}

/** Moves a feed on, unless another page was landed or its address changed meanwhile. */
export async function notePage(
  tx: Transaction,
  due: DueFeed,
  { cursor, nextAt, now }: { readonly cursor: string | null; readonly nextAt: Date; readonly now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `update inclusion.partner_feed
        set cursor = $3, pages = pages + 1, turned_at = $4, next_at = $5, fault = null, failures = 0
      where partner_id = $1 and pages = $2::bigint and url = $6 and state = 'active' returning 1`,
    [due.partnerId, due.pages, cursor, now, nextAt, due.url],
  );
  return rows.length > 0;
}

export async function noteFault(
  tx: Transaction,
  due: DueFeed,
  { why, nextAt, now }: { readonly why: string; readonly nextAt: Date; readonly now: Date },
): Promise<void> {
  await tx.query(
    `update inclusion.partner_feed set fault = $2, failures = failures + 1, next_at = $3, turned_at = $4
      where partner_id = $1 and url = $5`,
    [due.partnerId, why, nextAt, now, due.url],
  );
}

/** Sets where a partner's acts are fetched; another address begins at its beginning. */
export async function setFeed(tx: Transaction, partnerId: number, url: string, now: Date): Promise<void> {
  await tx.query(
    `insert into inclusion.partner_feed (partner_id, url, set_at, next_at) values ($1, $2, $3, $3)
     on conflict (partner_id) do update set url = $2, state = 'active', set_at = $3, next_at = $3, failures = 0, fault = null,
       cursor = case when partner_feed.url = $2 then partner_feed.cursor end`,
    [partnerId, url, now],
  );
}

export async function pauseFeed(tx: Transaction, partnerId: number): Promise<void> {
  await tx.query(`update inclusion.partner_feed set state = 'paused' where partner_id = $1`, [partnerId]);
}
