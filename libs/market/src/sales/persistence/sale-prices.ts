import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import type { SaleType } from './sale';

/** What was sold of a scheme in a China month by one way of selling; nobody is named. */
export interface SalePrices {
  readonly month: string;
  readonly scheme: string;
  readonly instrumentKind: string;
  readonly type: SaleType;
  readonly unit: string;
  readonly sales: number;
  readonly quantity: bigint;
  readonly amountFen: bigint;
  readonly lowestFen: bigint;
  readonly highestFen: bigint;
}

interface Row {
  month: string;
  scheme: string;
  instrument_kind: string;
  type: SaleType;
  unit: string;
  sales: number;
  quantity: string;
  amount_fen: string;
  lowest: string;
  highest: string;
}

export interface SalePricesFilter {
  readonly scheme?: string | undefined;
  readonly month?: string | undefined;
}

/** Closing statistics by month, scheme, kind, unit and way of selling, in that order. */
export async function readSalePrices(
  reader: Reader,
  page: PageRequest,
  { scheme, month }: SalePricesFilter,
): Promise<Page<SalePrices>> {
  const after = page.after ?? ['', '', '', '', ''];
  const rows = await reader.query<Row>(
    `select * from (
       select to_char(settled_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, scheme, instrument_kind, unit, type,
              count(*)::int as sales, sum(quantity) as quantity, sum(amount_fen) as amount_fen,
              min(unit_price_fen) as lowest, max(unit_price_fen) as highest
         from market.sale
        where ($1::text is null or scheme = $1)
        group by 1, 2, 3, 4, 5) p
      where ($2::text is null or month = $2)
        and (month, scheme, instrument_kind, unit, type) > ($3::text, $4::text, $5::text, $6::text, $7::text)
      order by month, scheme, instrument_kind, unit, type limit $8`,
    [scheme ?? null, month ?? null, ...after, page.limit + 1],
  );
  const found = toPage(rows, page.limit, (row) => [
    row.month,
    row.scheme,
    row.instrument_kind,
    row.unit,
    row.type,
  ]);
  return { ...found, items: found.items.map(toPrices) };
}

const toPrices = (row: Row): SalePrices => ({
  month: row.month,
  scheme: row.scheme,
  instrumentKind: row.instrument_kind,
  type: row.type,
  unit: row.unit,
  sales: row.sales,
  quantity: BigInt(row.quantity),
  amountFen: BigInt(row.amount_fen),
  lowestFen: BigInt(row.lowest),
  highestFen: BigInt(row.highest),
});
