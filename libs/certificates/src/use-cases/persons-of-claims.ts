import type { Transaction } from '@carbon/database';
import { chinaTimestamp, type Json } from '@carbon/kernel';
import type { PersonalDataSource, PersonVault } from '@carbon/privacy';
import { claimEntity } from '../persistence/claim.entity';
import { openSecrets } from './beneficiaries';

/**
 * What this room holds of persons: the claims that name them. A claim stays, for its certificates are used for good;
 * erasure forgets what it was for and the salt, so that its commitment says nothing of anybody any more (PII-005).
 */
export function personsOfClaims(vault: PersonVault): PersonalDataSource {
  return {
    room: 'certificates',
    exportOf: (tx, personId) => claimsOf(tx, vault, personId),
    async erase(tx, personId) {
      await tx.manager.update(claimEntity, { beneficiaryPersonId: personId }, { sealed: null });
    },
  };
}

async function claimsOf(tx: Transaction, vault: PersonVault, personId: string): Promise<Json> {
  const claims = await tx.manager.find(claimEntity, {
    where: { beneficiaryPersonId: personId },
    order: { id: 'ASC' },
  });
  const told: Json[] = [];
  for (const claim of claims) {
    const { purpose = null, place = null } = (await openSecrets(tx, { vault }, claim)) ?? {};
    told.push({
      receiptNumber: claim.receiptNumber,
      quantity: claim.quantity.toString(),
      ...{ purpose, place },
      consumptionStart: claim.consumptionStart,
      consumptionEnd: claim.consumptionEnd,
      createdAt: chinaTimestamp(claim.createdAt),
    });
  }
  return { claims: told };
}
