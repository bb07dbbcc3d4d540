import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { AssetFacts, Suspicion } from '../domain/asset';
import { likeness, sameLand } from '../domain/likeness';
import { LIKENESS, type Sign } from '../domain/rules/likeness';
import type { Asset } from '../persistence/asset-rows';
import { candidates, exactMatches } from '../persistence/match-assets';
import { findAssets, getAsset } from '../persistence/read-assets';
import { openSuspicions, raiseSuspicions } from '../persistence/suspicions';
import {
  addIdentities,
  completeAsset,
  filedAsset,
  insertAsset,
  insertFiling,
  lockAssets,
  requireOwnPlantFile,
} from '../persistence/write-assets';
import { auditActor } from './audit-actor';
import { refuseWatched } from './watch-numbers';

export interface AssetFiling {
  readonly facts: AssetFacts;
  readonly holderId: string;
  /** Who files it: `plant:<code>`, `project:<id>`. */
  readonly filedAs: string;
  readonly now: Date;
}

export interface RegisteredAsset {
  /** What the file is of; the first of those that were found to be one. */
  readonly asset: Asset;
  /** Whether it was there before. */
  readonly known: boolean;
  /** What it may also be, and nobody has decided yet. */
  readonly suspicions: readonly Suspicion[];
}

/**
 * Enters an asset or finds it again: by the file's own name, a meter, a number of the same giver, or the very same parcels.
 * What is merely like another is entered and suspected.
 * @throws Refusal INPUT_MALFORMED for the file code of another plant, and of rooms that watch numbers
 */
export async function registerAsset(tx: Transaction, filing: AssetFiling): Promise<RegisteredAsset> {
  const { facts, filedAs, now } = filing;
  requireOwnPlantFile(facts, filedAs);
  await lockAssets(tx);
  await refuseWatched(tx, facts);
  const exact = await exactMatches(tx, facts);
  const before =
    (await filedAsset(tx, filedAs)) ?? [...exact.keys()][0] ?? (await landOfSameParcels(tx, facts));
  const id = before ?? (await insertAsset(tx, facts, filing));
  if (before !== undefined) await completeAsset(tx, id, facts);
  const filed = await insertFiling(tx, { ...filing, assetId: id });
  const added = await addIdentities(tx, id, facts, filing);
  const asset = await getAsset(tx, id);
  if (added > 0 || filed) {
    exact.delete(id);
    await suspect(tx, asset, exact, now);
  }
  if (filed) await recordFiling(tx, filing, asset, before !== undefined);
  return {
    asset,
    known: before !== undefined,
    suspicions: await openSuspicions(tx, id, { asLater: false }),
  };
}

async function landOfSameParcels(tx: Transaction, facts: AssetFacts): Promise<string | undefined> {
  if (facts.kind !== 'land' || facts.parcels.length === 0) return undefined;
  const others = await findAssets(tx, await candidates(tx, facts, NOBODY));
  return others.find((other) => sameLand(facts, other))?.id;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Raises what an asset is suspected to be. `sure` are other assets that have a meter or number of the file: the two are
 * one, or one of the files is wrong; a person says which.
 */
export async function suspect(
  tx: Transaction,
  asset: Asset,
  sure: ReadonlyMap<string, readonly Sign[]>,
  now: Date,
): Promise<Suspicion[]> {
  const ids = await candidates(tx, asset, asset.id);
  const others = await findAssets(tx, [...new Set([...sure.keys(), ...ids])]);
  const pairs = others
    .map((other) => ({ otherId: other.id, ...likeness(asset, other, sure.get(other.id)) }))
    .filter(({ suspected, otherId }) => suspected || sure.has(otherId));
  const told = new Set(mostTelling(pairs.filter(({ otherId }) => !sure.has(otherId))));
  const raising = pairs
    .filter((pair) => told.has(pair) || sure.has(pair.otherId))
    .map(({ otherId, signs }) => ({ assetId: asset.id, otherId, signs }));
  const raised = await raiseSuspicions(tx, raising, now);
  for (const { id, assetId, otherId, signs } of raised) {
    await recordAudit(
      tx,
      {
        action: 'asset.suspected',
        subject: { kind: 'asset', id: assetId },
        holderId: asset.holderId,
        after: { suspicion: id, other: otherId, signs: [...signs] },
      },
      now,
      auditActor(),
    );
  }
  return raised;
}

/**
 * Of more than can be looked at, those that are most alike, and those that were there first: whoever files a crowd of
 * closer doubles does not push what they double out of sight. Oldest first.
 */
function mostTelling<P extends { readonly weight: number }>(pairs: readonly P[]): P[] {
  const { mostSuspicions } = LIKENESS.value;
  const alike = [...pairs].sort((a, b) => b.weight - a.weight).slice(0, mostSuspicions);
  return [...new Set([...pairs.slice(0, mostSuspicions), ...alike])];
}

async function recordFiling(
  tx: Transaction,
  filing: AssetFiling,
  asset: Asset,
  known: boolean,
): Promise<void> {
  const entry = {
    action: known ? 'asset.recognised' : 'asset.registered',
    subject: { kind: 'asset', id: asset.id },
    holderId: filing.holderId,
    after: { number: asset.number, filedAs: filing.filedAs },
  };
  await recordAudit(tx, entry, filing.now, auditActor());
}
