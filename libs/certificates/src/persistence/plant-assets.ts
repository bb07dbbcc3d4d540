import type { Transaction } from '@carbon/database';
import type { Reader } from '@carbon/ledger';
import { Raw } from 'typeorm';
import { type Plant, plantEntity } from './plant.entity';

/** The name under which a plant's file stands with the room of sources. */
export const filedAs = (plantCode: string): string => `plant:${plantCode}`;

/** Notes which asset a plant is; gives the short code of the plant that has the asset already. */
export async function claimAsset(
  tx: Transaction,
  plantId: string,
  assetId: string,
  now: Date,
): Promise<string | undefined> {
  const noted = await tx.query(
    `insert into certificates.plant_asset (plant_id, asset_id, registered_at) values ($1, $2, $3)
     on conflict do nothing returning plant_id`,
    [plantId, assetId, now],
  );
  if (noted.length > 0) return undefined;
  const [row] = await tx.query<{ short_code: string }>(
    `select p.short_code from certificates.plant_asset a join certificates.plant p on p.id = a.plant_id
      where a.asset_id = $1 and a.plant_id <> $2`,
    [assetId, plantId],
  );
  return row?.short_code;
}

/** Plants that were filed before there were assets. */
export function plantsWithoutAsset({ manager }: Pick<Transaction, 'manager'>): Promise<Plant[]> {
  return manager.find(plantEntity, {
    where: {
      id: Raw((id) => `not exists (select from certificates.plant_asset a where a.plant_id = ${id})`),
    },
    order: { code: 'ASC' },
  });
}

/** Why a plant issues nothing: nobody has decided whether it is another one, or it was found to be one. */
export interface DoubtfulPlant {
  readonly plantId: string;
  readonly assetId: string;
  /** Short code of the plant that was filed first, once it is decided that they are one. */
  readonly sameAs: string | undefined;
}

/** Those of these plants whose identity stands in the way of issuing, by plant id. */
export async function doubtfulPlants(
  reader: Reader,
  plantIds: readonly string[],
): Promise<ReadonlyMap<string, DoubtfulPlant>> {
  const rows = await reader.query<{ plant_id: string; asset_id: string; same_as: string | null }>(
    `select a.plant_id, a.asset_id, first.short_code as same_as
       from certificates.plant_asset a
       join sources.asset s on s.id = a.asset_id
       left join certificates.plant_asset b on b.asset_id = s.same_as
       left join certificates.plant first on first.id = b.plant_id
      where a.plant_id = any($1::uuid[]) and (b.plant_id is not null or exists (
        select from sources.asset_suspicion d
         where d.state = 'open' and (d.asset_id = s.id or d.asset_id = s.same_as or d.asset_id in (
           select id from sources.asset where same_as = s.id))))`,
    [plantIds],
  );
  return new Map(
    rows.map(({ plant_id, asset_id, same_as }) => [
      plant_id,
      { plantId: plant_id, assetId: asset_id, sameAs: same_as ?? undefined },
    ]),
  );
}

/** Other codes under which the energy of plants was counted before they were found to be one, by plant id. */
export async function siblingCodes(
  reader: Reader,
  plantIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await reader.query<{ plant_id: string; codes: string[] }>(
    `select a.plant_id, array_agg(q.code order by q.code) as codes
       from certificates.plant_asset a
       join sources.asset s on s.id = a.asset_id
       join sources.asset t on t.id <> s.id and (t.same_as = coalesce(s.same_as, s.id) or t.id = s.same_as)
       join certificates.plant_asset b on b.asset_id = t.id
       join certificates.plant q on q.id = b.plant_id
      where a.plant_id = any($1::uuid[]) group by 1`,
    [plantIds],
  );
  return new Map(rows.map(({ plant_id, codes }) => [plant_id, codes]));
}
