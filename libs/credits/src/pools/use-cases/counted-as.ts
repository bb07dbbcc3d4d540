import type { Transaction } from '@carbon/database';
import type { PersonVault } from '@carbon/privacy';
import { allNumbers, assetsOfPlants, canonicalPlantCodes, plantsOfAssets } from '@carbon/sources';
import { isNumberKey, numberKey, plantOfKey } from '../domain/asset-key';
import type { CountedAs } from '../domain/pool-sources';
import { fingerprintBy } from './numbers-of-pools';

/**
 * What things of members count as today: a plant as its asset, and under the code it was first filed with, whatever
 * schemes it is in; a number as the asset that is known by it, if any is.
 */
export async function countedAs(
  tx: Transaction,
  vault: PersonVault,
  assetKeys: readonly string[],
): Promise<(assetKey: string) => CountedAs> {
  const codes = [...new Set(assetKeys.flatMap((key) => plantOfKey(key) ?? []))];
  const assets = await assetsOfPlants(tx, codes);
  const canonical = await canonicalPlantCodes(tx, codes);
  const numbered = await assetsOfKeys(tx, vault, new Set(assetKeys.filter(isNumberKey)));
  const plants = await plantsOfAssets(tx, [...new Set(numbered.values())]);
  return (assetKey) => {
    const code = plantOfKey(assetKey);
    if (code !== undefined) {
      return { assetKey: assets.get(code) ?? assetKey, plant: canonical.get(code) ?? code };
    }
    const asset = numbered.get(assetKey);
    const plant = asset === undefined ? undefined : plants.get(asset);
    return { assetKey: asset ?? assetKey, ...(plant === undefined ? {} : { plant }) };
  };
}

/** Nobody can read a number out of its key: the numbers of all assets are looked at instead. */
async function assetsOfKeys(
  tx: Transaction,
  vault: PersonVault,
  keys: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  if (keys.size === 0) return new Map();
  const fingerprint = fingerprintBy(vault);
  const known = (await allNumbers(tx)).map(
    ({ normal, assetId }) => [numberKey(normal, fingerprint), assetId] as const,
  );
  return new Map(known.filter(([key]) => keys.has(key)));
}
