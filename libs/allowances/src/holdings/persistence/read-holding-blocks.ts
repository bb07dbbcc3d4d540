import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { type AccountKind, PARTS } from '@carbon/ledger';
import { sideOf, type SubBalance, subBalanceOf } from '../domain/sub-balances';

/** A run of serials that a holder has. */
export interface HoldingBlock {
  readonly account: string;
  readonly subBalance: SubBalance;
  readonly first: bigint;
  readonly last: bigint;
}

interface Row {
  readonly number: string;
  readonly kind: AccountKind;
  readonly part: number;
  readonly first: string;
  readonly last: string;
}

/** The serials of one instrument that a holder has now, by first serial. */
export async function readHoldingBlocks(
  reader: Reader,
  { holderId, instrument }: { readonly holderId: string; readonly instrument: string },
  page: PageRequest,
): Promise<Page<HoldingBlock>> {
  const rows = await reader.query<Row>(
    `select a.number, a.kind, b.part, b.first_serial as first, b.last_serial as last
       from ledger.account a join ledger.block b on b.account_id = a.id
       join ledger.instrument i on i.id = b.instrument_id
      where a.holder_id = $1 and i.code = $2 and b.first_serial > $3::bigint
      order by b.first_serial limit $4`,
    [holderId, instrument, page.after?.[0] ?? '0', page.limit + 1],
  );
  const blocks = rows.map(({ number, kind, part, first, last }) => ({
    account: number,
    subBalance: subBalanceOf(sideOf(kind), PARTS[part] ?? 'available'),
    first: BigInt(first),
    last: BigInt(last),
  }));
  return toPage(blocks, page.limit, ({ first }) => [first.toString()]);
}
