import { type Reader, sqlState, type Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Acting } from '../desk';

export type ProvincialKind = 'issued' | 'released' | 'surrendered' | 'handed-back' | 'taken-over';

/** A change of what a province's account holds for an enterprise (ALC-010); below zero where it leaves. */
export interface ProvincialEntry {
  readonly market: string;
  readonly year: number;
  readonly holderId: string;
  readonly account: string;
  readonly instrument: string;
  readonly kind: ProvincialKind;
  readonly quantity: bigint;
  readonly reference: string;
  readonly transactionId?: bigint;
}

export async function insertProvincial(
  tx: Transaction,
  entries: readonly ProvincialEntry[],
  { actor, approver }: Acting,
  at: Date,
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((one) => ({
    ...{ market: one.market, year: one.year, holder_id: one.holderId, account: one.account },
    ...{ instrument: one.instrument, kind: one.kind, quantity: one.quantity.toString() },
    ...{ reference: one.reference, transaction_id: one.transactionId?.toString() },
  }));
  await tx.query(
    `insert into allowances.provincial_entry (market, year, holder_id, account, instrument, kind, quantity, reference,
       transaction_id, at, by_whom, approver)
     select e.*, $2, $3, $4
       from jsonb_to_recordset($1::jsonb) as e (market text, year int, holder_id uuid, account text, instrument text,
         kind text, quantity bigint, reference text, transaction_id bigint)`,
    [JSON.stringify(rows), at, actor, approver ?? null],
  );
}

export function provinceHoldsLess(error: unknown): boolean {
  return (
    sqlState(error) === '23514' && error instanceof Error && error.message.includes('provincial_position')
  );
}

/** Units of an enterprise that stand in a province's account. */
export interface ProvincialHolding {
  readonly holderId: string;
  readonly account: string;
  readonly instrument: string;
  readonly market: string;
  readonly year: number;
  readonly heldT: bigint;
}

type Row = Omit<ProvincialHolding, 'heldT'> & { readonly heldT: string };
const holdingOf = (row: Row): ProvincialHolding => ({ ...row, heldT: BigInt(row.heldT) });
const COLUMNS = `p.holder_id as "holderId", p.account, p.instrument, p.market, p.year, p.held_t as "heldT"`;

/** What provinces hold for these enterprises in a market, by holder and instrument. */
export async function readProvincialHoldings(
  reader: Reader,
  of: {
    readonly market: string;
    readonly holderIds: readonly string[];
    readonly instrument?: string | undefined;
  },
): Promise<ProvincialHolding[]> {
  const rows = await reader.query<Row>(
    `select ${COLUMNS} from allowances.provincial_position p
      where p.market = $1 and p.holder_id = any($2) and ($3::text is null or p.instrument = $3) and p.held_t > 0
      order by p.holder_id, p.instrument, p.account`,
    [of.market, of.holderIds, of.instrument ?? null],
  );
  return rows.map(holdingOf);
}

export interface ShownProvincialHolding extends ProvincialHolding {
  readonly holder: string;
}

/** Of holders within reach, by code, instrument and account. */
export async function readProvincialPage(
  reader: Reader,
  reachIds: readonly string[] | null,
  page: PageRequest,
): Promise<Page<ShownProvincialHolding>> {
  const [code = '', instrument = '', account = ''] = page.after ?? [];
  const rows = await reader.query<Row & { holder: string }>(
    `select ${COLUMNS}, h.code as holder from allowances.provincial_position p
       join identity.holder h on h.id = p.holder_id
      where ($1::uuid[] is null or p.holder_id = any($1)) and p.held_t > 0
        and (h.code, p.instrument, p.account) > ($2, $3, $4)
      order by h.code, p.instrument, p.account limit $5`,
    [reachIds, code, instrument, account, page.limit + 1],
  );
  const found = toPage(rows, page.limit, (row) => [row.holder, row.instrument, row.account]);
  return { ...found, items: found.items.map((row) => ({ ...holdingOf(row), holder: row.holder })) };
}
