import { chinaTimestamp, type Json } from '@carbon/kernel';
import type { PersonalDataSource } from '@carbon/privacy';
import { retirementsOfPerson } from '../persistence/read-retirements';
import { forgetPerson } from '../persistence/write-retirements';
import type { RetirementDesk } from './desk';
import { open } from './seal-retirement';

/**
 * What this part holds of persons: the retirements that name them. A retirement stays, for its units are ended; erasure
 * forgets what it said and its salt, so that its commitment says nothing of anybody any more (PII-005).
 */
export function personsOfRetirements(desk: RetirementDesk): PersonalDataSource {
  return {
    room: 'credits.retirements',
    async exportOf(tx, personId) {
      const told: Json[] = [];
      for (const one of await retirementsOfPerson(tx, personId)) {
        const { document = null } = (await open(tx, desk, one)) ?? {};
        const retiredAt = chinaTimestamp(one.retiredAt);
        told.push({
          receiptNumber: one.receiptNumber,
          quantity: one.quantity.toString(),
          retiredAt,
          document,
        });
      }
      return { retirements: told };
    },
    erase: (tx, personId) => forgetPerson(tx, personId),
  };
}
