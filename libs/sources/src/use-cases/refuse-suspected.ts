import type { Transaction } from '@carbon/database';
import { assetSuspected } from '../domain/refusals';
import { findAssets, rootAsset } from '../persistence/read-assets';
import { openSuspicions } from '../persistence/suspicions';

/**
 * Nothing of an asset goes on while an earlier one may be the same; the earlier one is not held up.
 * @throws Refusal SOURCE_ASSET_SUSPECTED while somebody must decide whether two files are of one asset
 */
export async function refuseSuspected(tx: Transaction, assetId: string): Promise<void> {
  const asset = await rootAsset(tx, assetId);
  const suspicions = await openSuspicions(tx, asset.id, { asLater: true });
  if (suspicions.length === 0) return;
  const others = await findAssets(
    tx,
    suspicions.map(({ otherId }) => otherId),
  );
  throw assetSuspected(
    asset.number,
    others.map(({ number }) => number),
  );
}
