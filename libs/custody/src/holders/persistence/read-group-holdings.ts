import type { Reader } from '@carbon/ledger';
import { type Part, PARTS } from '@carbon/ledger';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';

export type Parts = Readonly<Record<Part, bigint>>;

/** What the companies of a group hold of one instrument, together and each. */
export interface GroupHolding {
  readonly instrument: string;
  readonly kind: string;
  readonly unit: string;
  readonly parts: Parts;
  readonly lines: readonly { readonly holderId: string; readonly parts: Parts }[];
}

type Row = { code: string; kind: string; unit: string; holder_id: string } & Record<Part, string>;

const SUMS = PARTS.map((part) => `sum(b.${part})::text as ${part}`).join(', ');
const HELD = PARTS.map((part) => `b.${part}`).join(' + ');

/** The holdings of holders by instrument code; instruments of which none of them holds anything are left out. */
export async function readGroupHoldings(
  reader: Reader,
  holderIds: readonly string[],
  page: PageRequest,
): Promise<Page<GroupHolding>> {
  const rows = await reader.query<Row>(
    `with held as (
       select distinct i.id, i.code, i.kind, i.unit
         from ledger.account a join ledger.balance b on b.account_id = a.id
         join ledger.instrument i on i.id = b.instrument_id
        where a.holder_id = any($1::uuid[]) and ${HELD} > 0 and i.code > $2
        order by i.code limit $3
     )
     select held.code, held.kind, held.unit, a.holder_id, ${SUMS}
       from held join ledger.balance b on b.instrument_id = held.id and ${HELD} > 0
       join ledger.account a on a.id = b.account_id and a.holder_id = any($1::uuid[])
      group by held.code, held.kind, held.unit, a.holder_id order by held.code`,
    [holderIds, page.after?.[0] ?? '', page.limit + 1],
  );
  const byCode = new Map<string, Row[]>();
  for (const row of rows) byCode.set(row.code, [...(byCode.get(row.code) ?? []), row]);
  return toPage([...byCode.values()].flatMap(toHolding), page.limit, ({ instrument }) => [instrument]);
}

function toHolding(rows: readonly Row[]): GroupHolding[] {
  const [first] = rows;
  if (first === undefined) return [];
  const lines = rows.map((row) => ({ holderId: row.holder_id, parts: partsOf((part) => BigInt(row[part])) }));
  const parts = partsOf((part) => lines.reduce((sum, line) => sum + line.parts[part], 0n));
  return [{ instrument: first.code, kind: first.kind, unit: first.unit, parts, lines }];
}

function partsOf(quantity: (part: Part) => bigint): Parts {
  return Object.fromEntries(PARTS.map((part) => [part, quantity(part)])) as Record<Part, bigint>;
}
