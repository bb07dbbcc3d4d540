import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { AssetFacts, Suspicion } from '../domain/asset';
import type { Asset } from '../persistence/asset-rows';
import { exactMatches } from '../persistence/match-assets';
import { getAsset, rootAsset } from '../persistence/read-assets';
import { openSuspicions } from '../persistence/suspicions';
import { addIdentities, lockAssets, requireOwnPlantFile } from '../persistence/write-assets';
import { auditActor } from './audit-actor';
import { suspect } from './register-asset';
import { refuseWatched } from './watch-numbers';

/**
 * Adds what an asset is known by besides. A meter or number of another asset is not added: the two are suspected to be
 * one.
 * @throws Refusal SOURCE_ASSET_UNKNOWN, INPUT_MALFORMED for the file code of a plant, and of rooms that watch numbers
 */
export async function addNames(
  tx: Transaction,
  assetId: string,
  names: Pick<AssetFacts, 'names' | 'meters' | 'numbers'>,
  now: Date,
): Promise<{ readonly asset: Asset; readonly added: number; readonly suspicions: readonly Suspicion[] }> {
  requireOwnPlantFile(names, `asset:${assetId}`);
  await lockAssets(tx);
  await refuseWatched(tx, { ...names, parcels: [] });
  const root = await rootAsset(tx, assetId);
  const known = { ...names, kind: root.kind, parcels: [] };
  const exact = await exactMatches(tx, known);
  exact.delete(root.id);
  const added = await addIdentities(tx, root.id, known, { filedAs: `asset:${root.id}`, now });
  const asset = await getAsset(tx, root.id);
  await suspect(tx, asset, exact, now);
  if (added > 0) {
    await recordAudit(
      tx,
      {
        action: 'asset.names-added',
        subject: { kind: 'asset', id: asset.id },
        holderId: asset.holderId,
        after: { names: [...names.names], meters: [...names.meters], numbers: { ...names.numbers } },
      },
      now,
      auditActor(),
    );
  }
  return { asset, added, suspicions: await openSuspicions(tx, root.id, { asLater: false }) };
}
