import type { Transaction } from '@carbon/database';
import { chinaDate, formatGrams, type Json } from '@carbon/kernel';
import type { PersonalDataSource } from '@carbon/privacy';
import { readStatement } from '../persistence/statements';

/**
 * What pools hold of persons: memberships and what came of them. Shares stay, since they are in units; erasure ends the
 * membership, and the id that is left leads to nobody (PII-005).
 */
export const personsOfPools: PersonalDataSource = {
  room: 'credits.pools',
  exportOf: (tx, personId) => membershipsOf(tx, personId),
  async erase(tx, personId, now) {
    await tx.query(
      `update credits.pool_member set left_on = greatest(joined_on, $2::date), left_reason = 'erased', left_by = 'privacy'
        where person_id = $1 and left_on is null`,
      [personId, chinaDate(now)],
    );
  },
};

/** As many periods as one export tells of a person. */
const ALL = 10_000;

async function membershipsOf(tx: Transaction, personId: string): Promise<Json> {
  const members = await tx.query<{ pool: string; member: string; joinedOn: string; leftOn: string | null }>(
    `select o.number as pool, m.reference as member, m.joined_on::text as "joinedOn", m.left_on::text as "leftOn",
            m.consent_on::text as "consentOn"
       from credits.pool_member m join credits.pool o on o.id = m.pool_id where m.person_id = $1 order by m.id`,
    [personId],
  );
  const { items } = await readStatement(tx, { holderId: null, personId }, { limit: ALL });
  const periods = items.map(({ pool, period, from, to, verifiedUg, soldUg, fen }) => ({
    ...{ pool, period, from, to, fen: fen.toString() },
    verifiedGrams: formatGrams(verifiedUg),
    soldGrams: formatGrams(soldUg),
  }));
  return { memberships: members, periods };
}
