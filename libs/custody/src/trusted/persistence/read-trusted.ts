import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import { type Entry, type EntryState, entryState } from '../domain/trust';

export interface TrustedAccount extends Entry {
  readonly id: string;
  readonly account: string;
  readonly trusted: string;
  readonly label: string;
  readonly taskId: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly approvedBy: string | null;
  readonly removedBy: string | null;
  readonly removalReason: string | null;
}

export interface TrustedAccountView extends TrustedAccount {
  readonly state: EntryState;
}

interface Row {
  id: string;
  account: string;
  trusted: string;
  label: string;
  task_id: string;
  holder_id: string;
  current_holder_id: string;
  trusted_edition: number;
  current_edition: number;
  proposed_by: string;
  proposed_at: Date;
  approved_by: string | null;
  approved_at: Date | null;
  effective_at: Date | null;
  removed_by: string | null;
  removed_at: Date | null;
  removal_reason: string | null;
}

const ENTRY = `
  select t.*, a.holder_id as current_holder_id, coalesce(e.edition, 0) as current_edition
    from custody.trusted_account t
    join ledger.account a on a.number = t.account
    left join custody.account_edition e on e.account = t.trusted`;

const toEntry = (row: Row): TrustedAccount => ({
  id: row.id,
  account: row.account,
  trusted: row.trusted,
  label: row.label,
  taskId: row.task_id,
  holderId: row.holder_id,
  currentHolderId: row.current_holder_id,
  edition: row.trusted_edition,
  currentEdition: row.current_edition,
  proposedBy: row.proposed_by,
  proposedAt: row.proposed_at,
  approvedBy: row.approved_by,
  approvedAt: row.approved_at,
  effectiveAt: row.effective_at,
  removedBy: row.removed_by,
  removedAt: row.removed_at,
  removalReason: row.removal_reason,
});

/** The entry of an account for another that was not removed; at most one. */
export async function findEntry(
  reader: Reader,
  account: string,
  trusted: string,
): Promise<TrustedAccount | undefined> {
  const [row] = await reader.query<Row>(
    `${ENTRY} where t.account = $1 and t.trusted = $2 and t.removed_at is null`,
    [account, trusted],
  );
  return row === undefined ? undefined : toEntry(row);
}

/** As `findEntry`, locked: an approval and a removal at once happen one after the other. */
export async function lockEntry(
  reader: Reader,
  account: string,
  trusted: string,
): Promise<TrustedAccount | undefined> {
  const [row] = await reader.query<Row>(
    `${ENTRY} where t.account = $1 and t.trusted = $2 and t.removed_at is null for update of t`,
    [account, trusted],
  );
  return row === undefined ? undefined : toEntry(row);
}

/** The list of an account, newest first, removed entries included. */
export async function readEntries(
  reader: Reader,
  account: string,
  now: Date,
  page: PageRequest,
): Promise<Page<TrustedAccountView>> {
  const rows = await reader.query<Row>(
    `${ENTRY} where t.account = $1 and ($2::uuid is null or t.id < $2) order by t.id desc limit $3`,
    [account, page.after?.[0] ?? null, page.limit + 1],
  );
  const found = toPage(rows, page.limit, (row) => [row.id]);
  return {
    ...found,
    items: found.items.map((row) => {
      const entry = toEntry(row);
      return { ...entry, state: entryState(entry, now) };
    }),
  };
}

/** How often the holder or state of an account changed. */
export async function editionOf(reader: Reader, account: string): Promise<number> {
  const [row] = await reader.query<{ edition: number }>(
    'select edition from custody.account_edition where account = $1',
    [account],
  );
  return row?.edition ?? 0;
}
