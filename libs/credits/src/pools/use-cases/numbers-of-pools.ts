import type { PersonVault } from '@carbon/privacy';
import type { NumberWatch } from '@carbon/sources';
import { chinaDate } from '@carbon/kernel';
import { type Fingerprint, numberKey } from '../domain/asset-key';
import { numberInPool } from '../domain/refusals';
import { countsInPool } from '../persistence/members';
import type { PoolDesk } from './desk';

/** The keyed fingerprint of a normalised number (PII-004). */
export const fingerprintBy =
  (vault: PersonVault): Fingerprint =>
  (number) =>
    vault.blindIndex('credits.pool-asset', number);

/**
 * PHI-003: no asset is filed with the number of a thing that is in a pool now, or of which something was verified in one.
 * Only fingerprints are compared, so that nobody below needs to know what is in pools (PII-004).
 * @throws Refusal POOL_COUNTS_NUMBER
 */
export const numbersOfPools =
  ({ vault, clock }: PoolDesk): NumberWatch =>
  async (tx, numbers) => {
    const keys = numbers.map((number) => numberKey(number, fingerprintBy(vault)));
    if (await countsInPool(tx, keys, chinaDate(clock.now()))) throw numberInPool();
  };
