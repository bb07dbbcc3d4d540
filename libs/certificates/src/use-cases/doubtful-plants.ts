import type { Transaction } from '@carbon/database';
import { Refusal } from '@carbon/kernel';
import { refuseSuspected } from '@carbon/sources';
import { plantFiledTwice } from '../domain/refusals';
import { doubtfulPlants } from '../persistence/plant-assets';
import type { Plant } from '../persistence/plant.entity';

/**
 * Plants that issue nothing because of what they are: filed twice, or suspected to be (INV-04). Why, by plant id. The
 * first of two that are one is not held up.
 */
export async function doubtsOf(
  tx: Transaction,
  plants: readonly Plant[],
): Promise<ReadonlyMap<string, Refusal>> {
  const doubtful = await doubtfulPlants(
    tx,
    plants.map(({ id }) => id),
  );
  const doubts = new Map<string, Refusal>();
  for (const { id, shortCode } of plants) {
    const found = doubtful.get(id);
    if (found === undefined) continue;
    const doubt =
      found.sameAs === undefined
        ? await suspicionOf(tx, found.assetId)
        : plantFiledTwice(shortCode, found.sameAs);
    if (doubt !== undefined) doubts.set(id, doubt);
  }
  return doubts;
}

async function suspicionOf(tx: Transaction, assetId: string): Promise<Refusal | undefined> {
  try {
    await refuseSuspected(tx, assetId);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
