import type { Reader } from '@carbon/database';
import { reaches, reachIds, type Reach } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { PLANT_FILE } from '../domain/asset';
import { normalName, normalNumber } from '../domain/names';
import { assetUnknown } from '../domain/refusals';
import { type Asset, type AssetRow, SELECT_ASSETS, toAsset } from './asset-rows';

/** Assets by id; those that are there, oldest first. */
export async function findAssets(reader: Reader, ids: readonly string[]): Promise<Asset[]> {
  if (ids.length === 0) return [];
  const rows = await reader.query<AssetRow>(
    `${SELECT_ASSETS} where a.id = any($1::uuid[]) order by a.ordinal`,
    [ids],
  );
  return rows.map(toAsset);
}

/** The asset of an id. @throws Refusal SOURCE_ASSET_UNKNOWN */
export async function getAsset(reader: Reader, id: string): Promise<Asset> {
  const [asset] = await findAssets(reader, [id]);
  if (asset === undefined) throw assetUnknown(id);
  return asset;
}

/** The asset that an id came to be counted as; itself where it is no other. @throws Refusal SOURCE_ASSET_UNKNOWN */
export async function rootAsset(reader: Reader, id: string): Promise<Asset> {
  const asset = await getAsset(reader, id);
  return asset.sameAs === null ? asset : getAsset(reader, asset.sameAs);
}

/** Every id that the asset of an id goes by; itself first where it was found to be no other. */
export async function readNames(reader: Reader, id: string): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    `select o.id from sources.asset a
       join sources.asset o on coalesce(a.same_as, a.id) in (o.id, o.same_as)
      where a.id = $1 order by o.ordinal`,
    [id],
  );
  return rows.map((row) => row.id);
}

/** The codes of plants that are filed as an asset, under whichever of its names; the one that was filed first leads. */
export async function plantsOfAsset(reader: Reader, id: string): Promise<string[]> {
  const rows = await reader.query<{ code: string }>(
    `select substr(f.filed_as, 7) as code from sources.asset a
       join sources.asset o on coalesce(a.same_as, a.id) in (o.id, o.same_as)
       join sources.asset_filing f on f.asset_id = o.id and f.filed_as like 'plant:%'
      where a.id = $1 order by o.ordinal, f.at, f.filed_as`,
    [id],
  );
  return rows.map(({ code }) => code);
}

/** An asset by number, for those who may see its holder's objects. @throws Refusal SOURCE_ASSET_UNKNOWN */
export async function assetInReach(reader: Reader, number: string, reach: Reach): Promise<Asset> {
  const [row] = await reader.query<AssetRow>(`${SELECT_ASSETS} where a.number = $1`, [number]);
  if (row === undefined || !reaches(reach, row.holder_id)) throw assetUnknown(number);
  return toAsset(row);
}

/** The assets of plants, by plant code: what they were filed as, or the file code they are known by. */
export async function assetsOfPlants(reader: Reader, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await reader.query<{ code: string; asset_id: string }>(
    `select distinct on (c.code) c.code, coalesce(a.same_as, a.id) as asset_id
       from unnest($1::text[]) as c(code)
       join lateral (
         select asset_id, 0 as rank from sources.asset_filing f where f.filed_as = 'plant:' || c.code
         union all
         select asset_id, 1 from sources.asset_identity i where i.kind = 'number' and i.giver = '${PLANT_FILE}' and i.normal = c.code) f on true
       join sources.asset a on a.id = f.asset_id
      order by c.code, f.rank, a.ordinal`,
    [codes],
  );
  return new Map(rows.map((row) => [row.code, row.asset_id]));
}

export interface AssetFilter {
  /** A piece of a name, or a whole number of any kind. */
  readonly text?: string | undefined;
  readonly holderId?: string | undefined;
}

/** Assets by number. */
export async function readAssets(
  reader: Reader,
  page: PageRequest,
  reach: Reach,
  { text, holderId }: AssetFilter = {},
): Promise<Page<Asset>> {
  const holders = holderId === undefined ? reachIds(reach) : [holderId];
  const rows = await reader.query<AssetRow>(
    `${SELECT_ASSETS}
      where a.ordinal > $1 and ($2::uuid[] is null or a.holder_id = any($2))
        and ($3::text is null or a.number = upper($3) or exists (
          select from sources.asset_identity i
           where i.asset_id = a.id and (i.normal = $4 or i.kind = 'name'
             and (strpos(lower(i.value), lower($3)) > 0 or $5 <> '' and strpos(i.normal, $5) > 0))))
      order by a.ordinal limit $6`,
    [
      page.after?.[0] ?? '0',
      holders,
      text ?? null,
      text === undefined ? null : normalNumber(text),
      text === undefined ? '' : normalName(text).key,
      page.limit + 1,
    ],
  );
  const ordinals = new Map(rows.map((row) => [row.id, row.ordinal]));
  return toPage(rows.map(toAsset), page.limit, ({ id }) => [ordinals.get(id) ?? '0']);
}
