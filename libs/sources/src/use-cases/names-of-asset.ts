import type { Transaction } from '@carbon/database';
import { readNames } from '../persistence/read-assets';
import { lockReservations } from '../persistence/reservations';

/**
 * Every id that an asset goes by: its own, and of each file that was found to be it. No two assets become one until the
 * transaction ends, so that what is looked up by these ids stays whole.
 */
export async function namesOfAsset(tx: Transaction, assetId: string): Promise<string[]> {
  await lockReservations(tx, 'write');
  return readNames(tx, assetId);
}
