import type { ChinaMonth } from '@carbon/kernel';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import { type Wh, wh } from '../domain/energy';
import type { PlantMonthFilter } from './in-reach';

/** What the grid and the owner say of a plant-month; null where one says nothing. */
export interface ComparedMonth {
  readonly plant: string;
  readonly month: ChinaMonth;
  readonly gridWh: Wh | null;
  readonly ownerWh: Wh | null;
}

/** Plant-months with the figure that issues beside the owner's (GEC-002), by month and plant. */
export async function readComparison(
  reader: Reader,
  page: PageRequest,
  { plants, month }: PlantMonthFilter,
): Promise<Page<ComparedMonth>> {
  const [afterMonth = '', afterPlant = ''] = page.after ?? [];
  const seen = (plants ?? []).flatMap(({ plantIds, from, to }) =>
    plantIds.map((id) => ({ id, from: from ?? '0000-01', to: to ?? '9999-12' })),
  );
  const rows = await reader.query<{
    month: ChinaMonth;
    plant: string;
    grid: string | null;
    owner: string | null;
  }>(
    `select m.month, p.short_code as plant,
            coalesce(max(m.energy_wh) filter (where m.reported_by = 'grid-company'),
                     max(m.energy_wh) filter (where m.reported_by = 'power-exchange')) as grid,
            max(m.energy_wh) filter (where m.reported_by = 'owner') as owner
       from certificates.meter_month m join certificates.plant p on p.id = m.plant_id
      where ($1::text is null or m.month = $1) and (m.month, p.short_code) > ($2, $3)
        and ($4::boolean or exists (select from unnest($5::uuid[], $6::text[], $7::text[]) as s(id, since, until)
          where s.id = m.plant_id and m.month between s.since and s.until))
      group by 1, 2 order by 1, 2 limit $8`,
    [
      month ?? null,
      afterMonth,
      afterPlant,
      plants === undefined,
      seen.map(({ id }) => id),
      seen.map(({ from }) => from),
      seen.map(({ to }) => to),
      page.limit + 1,
    ],
  );
  const compared = rows.map((row) => ({
    plant: row.plant,
    month: row.month,
    gridWh: row.grid === null ? null : wh(BigInt(row.grid)),
    ownerWh: row.owner === null ? null : wh(BigInt(row.owner)),
  }));
  return toPage(compared, page.limit, (row) => [row.month, row.plant]);
}
