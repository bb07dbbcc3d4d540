import type { Transaction } from '@carbon/database';
import { CONSENT_PURPOSES, consentStandsSql } from '@carbon/privacy';
import { consentSourceOf, INCLUSION_PURPOSE } from '../../residents/consents';

const PLACES = 'precise-location';

const IN_FORCE = {
  name: 'inclusion-links-in-force',
  text: `select l.reference, l.resident_id from inclusion.link l
          where l.partner_id = $1 and l.ended_at is null and l.reference = any($2::text[]) and l.text_version = $3
            and (not l.child or exists (select from inclusion.resident c
                  where c.id = l.resident_id and ${consentStandsSql('c.person_id', INCLUSION_PURPOSE, '$4')}))
            and not exists (select from inclusion.resident r where r.id = l.resident_id and r.state = 'restricted')`,
};

/**
 * Whom references of a partner mean: residents whose consent to it stands, to the text as it is put now (PII-001). A
 * withdrawal ends the link in its own transaction; of children the consent is asked for anew.
 * @returns residents' numbers by reference
 */
export async function linksInForce(
  tx: Transaction,
  partner: { readonly id: number; readonly code: string },
  references: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const version = CONSENT_PURPOSES.find(({ id }) => id === INCLUSION_PURPOSE)?.version;
  return new Map(
    await tx.rows<[string, string]>(IN_FORCE, [
      partner.id,
      references,
      version,
      consentSourceOf(partner.code),
    ]),
  );
}

const MAY_PLACE = `select r.id from inclusion.resident r
  where r.id = any($1::bigint[]) and ${consentStandsSql('r.person_id', PLACES, '$2')}`;

/** Those of some residents who consented to precise places of a partner, asked for alone (PII-001). */
export async function consentedToPlaces(
  tx: Transaction,
  partner: { readonly code: string },
  residentIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (residentIds.length === 0) return new Set();
  const rows = await tx.query<{ id: string }>(MAY_PLACE, [residentIds, consentSourceOf(partner.code)]);
  return new Set(rows.map(({ id }) => id));
}
