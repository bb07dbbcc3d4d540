import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';

/** What a market allocated to a sector in a province; nothing of any one enterprise is told. */
export interface PublicTotal {
  readonly sector: string;
  readonly province: string;
  readonly enterprises: number;
  readonly preAllocatedT: string;
  readonly approvedT: string;
  readonly issuedT: string;
  readonly returnedT: string;
}

/** Sums of what was approved in a market and year, by sector and province. */
export async function readPublicTotals(
  reader: Reader,
  { market, year }: { readonly market: string; readonly year: number },
  page: PageRequest,
): Promise<Page<PublicTotal>> {
  const [sector, province] = page.after ?? ['', ''];
  const rows = await reader.query<PublicTotal>(
    `with settled as (
       select distinct on (s.holder_id, s.phase) s.holder_id, s.phase, s.sector, s.province, s.amount_t
         from allowances.allocation_settlement s
         join allowances.allocation_claim c on (c.market, c.year, c.phase, c.holder_id, c.round_id)
           = (s.market, s.year, s.phase, s.holder_id, s.round_id)
        where s.market = $1 and s.year = $2
        order by s.holder_id, s.phase, s.sequence desc),
     moved as (
       select sector, province, sum(quantity) filter (where kind = 'issue') as issued,
              sum(quantity) filter (where kind = 'return') as returned
         from allowances.allocation_movement where market = $1 and year = $2 group by sector, province),
     given as (
       select sector, province, count(distinct holder_id)::int as enterprises,
              coalesce(sum(amount_t) filter (where phase = 'pre'), 0) as pre,
              coalesce(sum(amount_t) filter (where phase = 'final'), 0) as final
         from settled group by sector, province)
     select g.sector, g.province, g.enterprises, g.pre as "preAllocatedT", g.final as "approvedT",
            coalesce(m.issued, 0) as "issuedT", coalesce(m.returned, 0) as "returnedT"
       from given g left join moved m on (m.sector, m.province) = (g.sector, g.province)
      where (g.sector, g.province) > ($3, $4) or ($3 = '' and $4 = '')
      order by g.sector, g.province limit $5`,
    [market, year, sector, province, page.limit + 1],
  );
  return toPage(rows, page.limit, (row) => [row.sector, row.province]);
}
