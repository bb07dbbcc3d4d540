import { consentSaidSql, consentStandsSql } from '@carbon/privacy';

/** Taking records of acts from a partner. */
export const INCLUSION_PURPOSE = 'carbon-inclusion';
/** Of a consent that is about the platform and no partner. */
export const PLATFORM_SOURCE = 'platform';

/** What somebody consents to in this room; all of it is withdrawn when the resident leaves. */
export const INCLUSION_PURPOSES = [
  INCLUSION_PURPOSE,
  'precise-location',
  'third-party-sharing',
  'pooling',
] as const;
export type InclusionPurpose = (typeof INCLUSION_PURPOSES)[number];

/** A partner, as a consent names it. */
export const consentSourceOf = (partnerCode: string): string => partnerCode.toLowerCase();

/** A partner, as a consent names it, of an SQL expression with its code. */
export const consentSourceSql = (code: string): string => `lower(${code})`;

/**
 * The condition that a resident may be processed for a purpose, for statements about many residents at once (PII-001): its
 * account is active, and the consent stands. Put it into a `where` beside a row of inclusion.resident.
 *
 * `pooling` is consented to for a programme: its code in small letters is the source; `third-party-sharing` for a merchant
 * alike; `precise-location` for a partner, `consentSourceSql('p.code')`. Source `platform` speaks for each of which nothing
 * else was said: what was withdrawn of one is withdrawn.
 * @param resident the alias of inclusion.resident in the statement
 * @param source an SQL expression of type text
 */
export function residentsConsentingSql(resident: string, purpose: InclusionPurpose, source: string): string {
  const stands = (of: string) => consentStandsSql(`${resident}.person_id`, purpose, of);
  const said = consentSaidSql(`${resident}.person_id`, purpose, source);
  const everywhere = stands(`'${PLATFORM_SOURCE}'`);
  return `(${resident}.state = 'active' and (${stands(source)} or (${everywhere} and not ${said})))`;
}
