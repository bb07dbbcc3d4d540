import type { Database, Transaction } from '@carbon/database';
import {
  consentSourceOf,
  getProgramme,
  INCLUSION_PURPOSE,
  insertLink,
  openResident,
  type Programme,
} from '@carbon/inclusion';
import { Consents, type SealedPersonVault, ConsentListeners, CONSENT_PURPOSES } from '@carbon/privacy';
import { PROGRAMME } from './houses';

/** Everybody was born on one day: nobody is anybody. */
const BIRTH_DATE = '1990-01-01';

interface Entering {
  readonly consents: Consents;
  readonly vault: SealedPersonVault;
  readonly programme: Programme;
  readonly partners: readonly { readonly id: number; readonly code: string }[];
  readonly textVersion: string;
  readonly now: Date;
}

/**
 * Residents of the demonstration with their consents to every partner, which all call them by one number. They registered
 * nowhere and nobody can sign in as one of them.
 */
export async function enterResidents(
  { database, vault }: { readonly database: Database; readonly vault: SealedPersonVault },
  references: readonly string[],
  now: Date,
): Promise<void> {
  const consents = new Consents({ vault, listeners: new ConsentListeners() });
  const textVersion = CONSENT_PURPOSES.find(({ id }) => id === INCLUSION_PURPOSE)?.version ?? '';
  await database.transaction(async (tx) => {
    const programme = await getProgramme(tx, PROGRAMME);
    const partners = await tx.query<{ id: number; code: string }>(
      'select id, code from inclusion.partner where programme_id = $1 order by id',
      [programme.id],
    );
    const known = await tx.query<{ reference: string }>(
      'select distinct reference from inclusion.link where partner_id = any($1)',
      [partners.map(({ id }) => id)],
    );
    const there = new Set(known.map(({ reference }) => reference));
    for (const reference of references)
      if (!there.has(reference))
        await enterOne(tx, reference, { consents, vault, programme, partners, textVersion, now });
  });
}

async function enterOne(tx: Transaction, reference: string, entering: Entering): Promise<void> {
  const { consents, vault, programme, partners, textVersion, now } = entering;
  const personId = await vault.enter(tx, { name: `示例居民 ${reference}`, birthDate: BIRTH_DATE }, now);
  const { id: residentId } = await openResident(tx, { personId, programme, language: 'zh' }, now);
  for (const { id: partnerId, code } of partners) {
    const matter = { personId, givenBy: personId, purpose: INCLUSION_PURPOSE, source: consentSourceOf(code) };
    await consents.record(tx, { ...matter, textVersion, granted: true, separate: false }, now);
    await insertLink(tx, { partnerId, reference, residentId, textVersion, child: false }, now);
  }
}
