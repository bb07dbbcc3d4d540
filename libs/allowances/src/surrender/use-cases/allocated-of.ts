import type { Reader } from '@carbon/database';
import { readVerified } from '../../verified/read-verified';
import { type ObligationName, withPredecessors } from '../persistence/obligations';
import type { AllocatedSource } from './desk';

/**
 * What was allocated for an obligation: to its holder, and to those whose obligations it took over (ETS-015); whole
 * tonnes. Undefined where an allocation of one that has verified emissions is not on file.
 */
export async function allocatedOf(
  reader: Reader,
  allocated: AllocatedSource,
  { market, year, holderId }: ObligationName,
): Promise<bigint | undefined> {
  const holderIds = await withPredecessors(reader, holderId);
  const known = await allocated(reader, { market, year, holderIds });
  if (holderIds.length === 1) return known.get(holderId);
  const obliged = await readVerified(reader, { market, year, holderIds });
  if (obliged.some((one) => !known.has(one.holderId))) return undefined;
  return [...known.values()].reduce((total, one) => total + one, 0n);
}
