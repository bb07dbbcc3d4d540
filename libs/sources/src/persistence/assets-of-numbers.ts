import type { Reader, Transaction } from '@carbon/database';
import { normalNumber } from '../domain/names';
import { lockAssets } from './write-assets';

/** A number that an asset is known by, as numbers are compared, and what the asset counts as. */
export interface NumberedAsset {
  readonly normal: string;
  readonly assetId: string;
}

const NUMBERED = `select distinct i.normal, coalesce(a.same_as, a.id) as "assetId"
  from sources.asset_identity i join sources.asset a on a.id = i.asset_id
  where i.kind in ('meter', 'parcel', 'number')`;

/**
 * Which of these numbers assets are known by, be it as a meter, a parcel or another number, whoever gave it. No asset is
 * filed or named until the transaction ends, so that what is not there now does not come to be meanwhile.
 */
export async function assetsOfNumbers(
  tx: Transaction,
  numbers: readonly string[],
): Promise<readonly NumberedAsset[]> {
  await lockAssets(tx);
  if (numbers.length === 0) return [];
  return tx.query(`${NUMBERED} and i.normal = any($1::text[])`, [numbers.map(normalNumber)]);
}

/** Every number of every asset, for whoever keeps nothing but keyed fingerprints of numbers. */
export async function allNumbers(reader: Reader): Promise<readonly NumberedAsset[]> {
  return reader.query(NUMBERED);
}

/** The code under which the energy of assets counts: of each, that of the file that came first. */
export async function plantsOfAssets(
  reader: Reader,
  assets: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (assets.length === 0) return new Map();
  const rows = await reader.query<{ asset: string; code: string }>(
    `select distinct on (r.id) r.id as asset, substr(f.filed_as, 7) as code
       from unnest($1::uuid[]) as r(id)
       join sources.asset s on s.id = r.id or s.same_as = r.id
       join sources.asset_filing f on f.asset_id = s.id and f.filed_as like 'plant:%'
      order by r.id, s.ordinal, f.at, f.filed_as`,
    [assets],
  );
  return new Map(rows.map(({ asset, code }) => [asset, code]));
}
