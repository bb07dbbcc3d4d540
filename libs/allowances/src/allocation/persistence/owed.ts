import { type Reader, sqlState, type Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Acting } from '../desk';

export const OWED_KINDS = [
  'decided',
  'waived',
  'deducted',
  'deduction-returned',
  'not-handed-back',
  'handed-back',
  'cancelled',
  'taken-over',
] as const;
export type OwedKind = (typeof OWED_KINDS)[number];

/** A change of what an enterprise owes (ALC-011); below zero where it owes less. */
export interface OwedEntry {
  readonly market: string;
  readonly holderId: string;
  readonly year: number;
  readonly kind: OwedKind;
  readonly quantity: bigint;
  readonly reference: string;
  readonly reason: string;
  readonly documentHash?: string | null;
}

/** @throws the database's error when somebody would owe less than nothing (`owesLessThanNothing`) */
export async function insertOwed(
  tx: Transaction,
  entries: readonly OwedEntry[],
  { actor, approver }: Acting,
  at: Date,
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((one) => ({
    ...{ market: one.market, holder_id: one.holderId, year: one.year, kind: one.kind },
    ...{ quantity: one.quantity.toString(), reference: one.reference, reason: one.reason },
    document: one.documentHash ?? null,
  }));
  await tx.query(
    `insert into allowances.owed_entry (market, holder_id, year, kind, quantity, reference, reason, document_hash, at,
       by_whom, approver)
     select e.market, e.holder_id, e.year, e.kind, e.quantity, e.reference, e.reason, decode(e.document, 'hex'), $2, $3, $4
       from jsonb_to_recordset($1::jsonb) as e (market text, holder_id uuid, year int, kind text, quantity bigint,
         reference text, reason text, document text)`,
    [JSON.stringify(rows), at, actor, approver ?? null],
  );
}

export function owesLessThanNothing(error: unknown): boolean {
  return sqlState(error) === '23514' && error instanceof Error && error.message.includes('owed_position');
}

/** What enterprises owe in a market, by holder; those that owe nothing are left out. */
export async function readOwed(
  reader: Reader,
  market: string,
  holderIds: readonly string[],
): Promise<Map<string, bigint>> {
  const rows = await reader.query<{ holder_id: string; owed_t: string }>(
    `select holder_id, owed_t from allowances.owed_position where market = $1 and holder_id = any($2) and owed_t > 0`,
    [market, holderIds],
  );
  return new Map(rows.map((row) => [row.holder_id, BigInt(row.owed_t)]));
}

export interface OwedRecord extends OwedEntry {
  readonly id: string;
  readonly holder: string;
  readonly at: Date;
}

/** Entries of holders within reach, the latest first. */
export async function readOwedEntries(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
  { market, holderId }: { readonly market?: string | undefined; readonly holderId?: string | undefined },
): Promise<Page<OwedRecord>> {
  const rows = await reader.query<Omit<OwedRecord, 'quantity'> & { quantity: string }>(
    `select e.id, e.market, e.holder_id as "holderId", h.code as holder, e.year, e.kind, e.quantity, e.reference, e.reason,
            encode(e.document_hash, 'hex') as "documentHash", e.at
       from allowances.owed_entry e join identity.holder h on h.id = e.holder_id
      where ($1::text is null or e.market = $1) and ($2::uuid is null or e.holder_id = $2)
        and e.id < coalesce($3::bigint, 9223372036854775807)
        and ${inReach(5, { holder: 'e.holder_id', moment: 'e.at' })}
      order by e.id desc limit $4`,
    [market ?? null, holderId ?? null, page.after?.[0] ?? null, page.limit + 1, ...reachValues(reach)],
  );
  const found = toPage(rows, page.limit, ({ id }) => [id]);
  return { ...found, items: found.items.map((row) => ({ ...row, quantity: BigInt(row.quantity) })) };
}
