import type { Reader } from '@carbon/database';
import { type Reach, reaches, reachIds } from '@carbon/http';
import { Refusal } from '@carbon/kernel';
import { PLANT_FILE } from '../domain/asset';
import { assetUnknown } from '../domain/refusals';
import { assetsOfPlants, findAssets, rootAsset } from './read-assets';
import { assetInReach } from './read-assets';

/** What a search for overlaps looks at. */
export interface OverlapSubject {
  /** Assets as they count now. */
  readonly assets: readonly string[];
  /** Whole source keys of what is of no asset that is known. */
  readonly keys: readonly string[];
  /** Only what meets this instrument's source or time. */
  readonly instrument: string | null;
}

export interface OverlapQuestion {
  readonly asset?: string | undefined;
  readonly plant?: string | undefined;
  readonly instrument?: string | undefined;
}

/** What a caller asks about, when it may. @throws Refusal SOURCE_ASSET_UNKNOWN, LEDGER_INSTRUMENT_UNKNOWN */
export async function overlapSubject(
  reader: Reader,
  { asset, plant, instrument }: OverlapQuestion,
  reach: Reach,
): Promise<OverlapSubject> {
  if (asset !== undefined) {
    const { id } = await assetInReach(reader, asset, reach);
    return { assets: [(await rootAsset(reader, id)).id], keys: [], instrument: null };
  }
  if (plant !== undefined) {
    const id = (await assetsOfPlants(reader, [plant])).get(plant);
    const [found] = id === undefined ? [] : await findAssets(reader, [id]);
    // what counts for the plant is named to nobody who may not see it
    if (found === undefined || !reaches(reach, found.holderId)) throw assetUnknown(plant);
    return { assets: [found.id], keys: [], instrument: null };
  }
  return subjectOfInstrument(reader, instrument ?? '', reach);
}

/** Whoever has units of an instrument, or its asset, may ask what else its source stands for. */
async function subjectOfInstrument(reader: Reader, code: string, reach: Reach): Promise<OverlapSubject> {
  const keys = await reader.query<{ key: string; asset: string | null; seen: boolean }>(
    `with k as (
       select distinct s.source_key as key from ledger.source_range s
         join ledger.issuance i on i.id = s.issuance_id join ledger.instrument u on u.id = i.instrument_id
        where u.code = $1),
     named as (
       select k.key, coalesce(
         (select f.asset_id from sources.asset_filing f where f.filed_as = 'plant:' || split_part(k.key, ':', 2)
             and k.key like 'energy:%'),
         (select i.asset_id from sources.asset_identity i where k.key like 'energy:%' and i.kind = 'number'
             and i.giver = '${PLANT_FILE}' and i.normal = split_part(k.key, ':', 2) order by i.id limit 1),
         (select a.id from sources.asset a where k.key = 'reduction:' || a.id),
         (select i.asset_id from sources.asset_identity i where k.key like 'stock:%' and i.kind = 'parcel'
             and substr(k.key, 7) in (i.value, i.normal) order by i.id limit 1)) as asset_id from k)
     select n.key, coalesce(a.same_as, a.id) as asset,
            $2::uuid[] is null or coalesce(a.holder_id = any($2), false) or exists (
              select from ledger.account h join ledger.balance b on b.account_id = h.id
                join ledger.instrument u on u.id = b.instrument_id
               where u.code = $1 and h.holder_id = any($2)) as seen
       from named n left join sources.asset a on a.id = n.asset_id`,
    [code, reachIds(reach)],
  );
  if (!keys.some(({ seen }) => seen)) throw unknownInstrument(code);
  return {
    assets: [...new Set(keys.flatMap(({ asset }) => asset ?? []))],
    keys: keys.flatMap(({ asset, key }) => (asset === null ? [key] : [])),
    instrument: code,
  };
}

/** As the ledger says it. */
function unknownInstrument(code: string): Refusal {
  return new Refusal(
    'LEDGER_INSTRUMENT_UNKNOWN',
    404,
    { zh: `品种 ${code} 不存在，或没有来源`, en: `There is no instrument ${code} with a source` },
    { details: { instrument: code } },
  );
}
