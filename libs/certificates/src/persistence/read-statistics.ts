import { type ChinaMonth, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import type { ProvinceCode } from '../domain/provinces';
import type { TechnologyCode } from '../domain/technology';

/** How many certificates of a month, province and technology there are, and what became of them (GEC-019). */
export interface StatisticsRow {
  readonly month: ChinaMonth;
  readonly province: ProvinceCode;
  readonly technology: TechnologyCode;
  readonly issued: string;
  readonly tradable: string;
  readonly nonTradable: string;
  /** Offered for sale: set apart for orders. */
  readonly listed: string;
  readonly sold: string;
  /** Tradable and not sold. */
  readonly unsold: string;
  /** Sold alone, and with green power. */
  readonly ordinary: string;
  readonly greenPower: string;
}

/** Statistics by production month, province and technology, in that order. */
export async function readStatistics(
  reader: Reader,
  page: PageRequest,
  {
    month,
    province,
  }: { readonly month?: ChinaMonth | undefined; readonly province?: ProvinceCode | undefined },
): Promise<Page<StatisticsRow>> {
  const [afterMonth = '', afterProvince = '', afterTechnology = ''] = page.after ?? [];
  const rows = await reader.query<StatisticsRow>(
    `with cell as (
       select distinct i.month, p.province, p.technology
         from certificates.issue i join certificates.plant p on p.id = i.plant_id
        where ($1::text is null or i.month = $1) and ($2::text is null or p.province = $2)
          and (i.month, p.province, p.technology) > ($3, $4, $5)
        order by 1, 2, 3 limit $6),
     issue as (
       select c.*, i.id, i.instrument from cell c
         join certificates.plant p on p.province = c.province and p.technology = c.technology
         join certificates.issue i on i.plant_id = p.id and i.month = c.month),
     lot as (
       select i.month, i.province, i.technology, sum(l.certificates) as issued,
              coalesce(sum(l.certificates) filter (where l.trade_class = 'tradable'), 0) as tradable
         from issue i join certificates.issue_lot l on l.issue_id = i.id group by 1, 2, 3),
     sold as (
       select i.month, i.province, i.technology, sum(s.last_serial - s.first_serial + 1) as sold,
              coalesce(sum(s.last_serial - s.first_serial + 1)
                filter (where s.ground in ('green-power-sale', 'green-power-settlement')), 0) as green
         from issue i join certificates.sold_range s on s.instrument = i.instrument
        where s.ground in ('sale', 'green-power-sale', 'green-power-settlement') group by 1, 2, 3),
     listed as (
       select i.month, i.province, i.technology, sum(b.frozen) as listed
         from issue i join ledger.instrument n on n.code = i.instrument
         join ledger.balance b on b.instrument_id = n.id and b.account_id >= 1024 group by 1, 2, 3)
     select c.month, c.province, c.technology, coalesce(l.issued, 0)::text as issued,
            coalesce(l.tradable, 0)::text as tradable,
            (coalesce(l.issued, 0) - coalesce(l.tradable, 0))::text as "nonTradable",
            coalesce(f.listed, 0)::text as listed, coalesce(s.sold, 0)::text as sold,
            (coalesce(l.tradable, 0) - coalesce(s.sold, 0))::text as unsold,
            (coalesce(s.sold, 0) - coalesce(s.green, 0))::text as ordinary,
            coalesce(s.green, 0)::text as "greenPower"
       from cell c
       left join lot l using (month, province, technology)
       left join sold s using (month, province, technology)
       left join listed f using (month, province, technology)
      order by 1, 2, 3`,
    [month ?? null, province ?? null, afterMonth, afterProvince, afterTechnology, page.limit + 1],
  );
  return toPage(rows, page.limit, (row) => [row.month, row.province, row.technology]);
}
