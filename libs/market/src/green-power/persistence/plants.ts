import type { Reader } from '@carbon/ledger';

/** A plant as it is known by a number; everything counts at its root. */
export interface Plant {
  readonly rootId: string;
  readonly holderId: string;
}

/** Plants that ever offered power here, by number. */
export async function findPlants(
  reader: Reader,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, Plant>> {
  const rows = await reader.query<{ number: string; asset_id: string; holder_id: string }>(
    `select distinct on (o.asset_number) o.asset_number as number, o.asset_id, h.holder_id
       from market.power_offer o join ledger.account h on h.number = o.funds_account
      where o.asset_number = any($1::text[]) order by o.asset_number, o.seq desc`,
    [[...new Set(numbers)]],
  );
  return new Map(rows.map((row) => [row.number, { rootId: row.asset_id, holderId: row.holder_id }]));
}
