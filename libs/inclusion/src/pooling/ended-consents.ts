import type { Transaction } from '@carbon/database';
import type { ConsentListener, EndedConsent } from '@carbon/privacy';
import { type Programme, readProgrammes } from '../programmes/programme';
import { consentSourceOf, PLATFORM_SOURCE } from '../residents/consents';
import type { PoolingParts } from './parts';
import { takeAllBack } from './use-cases/take-back';

/** Who did it: whoever ended the consent; the audit trail of consents says who that was. */
const ACTOR = 'privacy';

/** Where a consent to pooling ends, what is in no unit comes back at once, in the same transaction (CNV-001, PII-001). */
export function endedConsents(parts: PoolingParts): ConsentListener {
  return {
    name: 'inclusion.pooling',
    async consentEnded(tx, { personId, purpose, source }: EndedConsent, now) {
      if (purpose !== 'pooling') return;
      const isOf = ({ code }: Programme): boolean =>
        source === PLATFORM_SOURCE || source === consentSourceOf(code);
      await takeBackOf(tx, parts, personId, isOf, now);
    },
    async guardianshipEnded(tx, { wardId }, now) {
      await takeBackOf(tx, parts, wardId, () => true, now);
    },
  };
}

async function takeBackOf(
  tx: Transaction,
  parts: PoolingParts,
  personId: string,
  isOf: (programme: Programme) => boolean,
  now: Date,
): Promise<void> {
  const [row] = await tx.query<{ id: string; programmes: number[] }>(
    `select r.id, array(select m.programme_id::int from inclusion.membership m where m.resident_id = r.id
                         order by m.programme_id) as programmes
       from inclusion.resident r where r.person_id = $1`,
    [personId],
  );
  if (row === undefined) return;
  const programmes = await readProgrammes(tx);
  for (const number of row.programmes) {
    const programme = programmes.get(number);
    if (programme === undefined || !isOf(programme)) continue;
    await takeAllBack(tx, parts, { resident: BigInt(row.id), programme, actor: ACTOR, now });
  }
}
