import type { Reader } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { type BankEntry, ENTRY_COLUMNS, entryOf, type EntryRow, type EntryState } from './entries';

/** Entries of the banks within reach, in the order in which they became known. */
export async function readEntries(
  reader: Pick<Reader, 'query'>,
  page: PageRequest,
  reach: Reach,
  { state, statement }: { readonly state?: EntryState | undefined; readonly statement?: string | undefined },
): Promise<Page<BankEntry>> {
  const rows = await reader.query<EntryRow>(
    `select ${ENTRY_COLUMNS} where ($1::uuid[] is null or s.bank_id = any($1::uuid[]))
        and ($2::text is null or e.state = $2) and ($3::uuid is null or e.statement_id = $3) and e.id > $4::bigint
      order by e.id limit $5`,
    [reachIds(reach), state ?? null, statement ?? null, page.after?.[0] ?? '0', page.limit + 1],
  );
  return toPage(rows.map(entryOf), page.limit, ({ id }) => [id]);
}
