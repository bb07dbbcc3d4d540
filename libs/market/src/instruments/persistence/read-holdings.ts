import type { Reader } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';

/** What one holder has of an instrument, on all its accounts and in whatever part. */
export interface Holding {
  readonly holderId: string;
  readonly quantity: bigint;
}

/** Who holds an instrument, the most first. */
export async function readHoldings(
  reader: Reader,
  instrument: string,
  reach: Reach,
  page: PageRequest,
): Promise<Page<Holding>> {
  const [quantity, holder] = page.after ?? [];
  const rows = await reader.query<{ holderId: string; quantity: string }>(
    `with held as (
       select a.holder_id, sum(b.available + b.frozen + b.locked + b.pledged + b.judicial + b.pending)::bigint as quantity
         from ledger.balance b join ledger.account a on a.id = b.account_id
        where b.instrument_id = (select id from ledger.instrument where code = $1) and a.holder_id is not null
          and ($2::uuid[] is null or a.holder_id = any($2))
        group by a.holder_id)
     select holder_id as "holderId", quantity from held
      where quantity > 0
        and ($3::bigint is null or quantity < $3 or (quantity = $3 and holder_id > $4::uuid))
      order by quantity desc, holder_id limit $5`,
    [instrument, reachIds(reach), quantity ?? null, holder ?? null, page.limit + 1],
  );
  const found = toPage(rows, page.limit, (row) => [row.quantity, row.holderId]);
  return {
    ...found,
    items: found.items.map((row) => ({ holderId: row.holderId, quantity: BigInt(row.quantity) })),
  };
}
