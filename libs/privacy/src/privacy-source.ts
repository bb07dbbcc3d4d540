import type { Transaction } from '@carbon/database';
import { chinaTimestamp, type Json } from '@carbon/kernel';
import { personErased } from './domain/refusals';
import { allConsents } from './persistence/consents';
import { guardianshipsOf } from './persistence/guardianships';
import type { PersonalDataSource } from './personal-data-sources';
import type { SealedPersonVault } from './sealed-person-vault';

/**
 * What this room itself holds. Consents stay after erasure, as the record of what was allowed: they name nobody but by
 * an id that leads nowhere then.
 */
export function privacySource(vault: SealedPersonVault): PersonalDataSource {
  return { room: 'privacy', exportOf: (tx, personId) => exportOf(tx, vault, personId) };
}

async function exportOf(tx: Transaction, vault: SealedPersonVault, personId: string): Promise<Json> {
  const fields = await vault.ownCopy(tx, personId);
  if (fields === undefined) throw personErased();
  const consents = (await allConsents(tx, personId)).map((consent) => ({
    ...consent,
    at: chinaTimestamp(consent.at),
  }));
  const guardianships = (await guardianshipsOf(tx, personId)).map((row) => ({
    ...row,
    beganAt: chinaTimestamp(row.beganAt),
    endedAt: row.endedAt === null ? null : chinaTimestamp(row.endedAt),
  }));
  return { person: { id: personId, ...fields }, consents, guardianships };
}
