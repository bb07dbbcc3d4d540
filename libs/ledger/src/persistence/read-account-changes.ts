import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';

/** One change of an account's state, or of its block. */
export interface AccountStateChange {
  readonly aspect: 'state' | 'block';
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly actor: string;
  readonly approver: string | null;
  /** Hex. */
  readonly documentHash: string | null;
  readonly at: Date;
}

/** How an account came to be what it is, newest first; only from `from` (included) until `until` (not). */
export async function readAccountStateChanges(
  reader: Reader,
  number: string,
  page: PageRequest,
  { from, until }: { readonly from?: Date; readonly until?: Date } = {},
): Promise<Page<AccountStateChange>> {
  const rows = await reader.query<AccountStateChange & { id: string }>(
    `select c.id, c.aspect, c.from_state as "from", c.to_state as "to", c.reason, c.actor, c.approver,
            encode(c.document_hash, 'hex') as "documentHash", c.at
       from ledger.account_state_change c join ledger.account a on a.id = c.account_id
      where a.number = $1 and c.id < coalesce($2::bigint, 9223372036854775807)
        and c.at >= coalesce($3, '-infinity'::timestamptz) and c.at < coalesce($4, 'infinity'::timestamptz)
      order by c.id desc limit $5`,
    [number, page.after?.[0] ?? null, from ?? null, until ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}
