import { consentPurpose } from '../rules/consent-purposes';

/** Words of ours only: they stand in the text of a statement. */
const WORD = /^[a-z0-9][a-z0-9.-]*$/;
const COLUMN = /^[a-z_]+(\.[a-z_]+)?$/;

/**
 * The condition, for statements about many persons at once, that a consent to a purpose stands: to the text as it is now,
 * not followed by a withdrawal, of a person who is neither erased nor restricted, and where a guardian gave it, by one who
 * is guardian still (PII-001). Stricter than `Consents.stands` in one point: who has outgrown a guardianship that ended
 * says it anew.
 * @param column the column with the id of the person, `r.person_id`
 * @param source an SQL expression of type text: a parameter `$2`, or `lower(p.code)`. Never what a caller sent.
 * @throws RangeError for a purpose that is none of ours
 */
export function consentStandsSql(column: string, purpose: string, source: string): string {
  const version = versionOf(column, purpose);
  return `exists (
    select from privacy.consent given
      join privacy.person subject on subject.id = given.person_id
     where given.person_id = ${column} and given.purpose = '${purpose}' and given.source = ${source}
       and given.granted and given.text_version = '${version}'
       and subject.erased_at is null and subject.restricted_at is null
       and not exists (
         select from privacy.consent later
          where later.person_id = given.person_id and later.purpose = given.purpose
            and later.source = given.source and later.seq > given.seq)
       and (given.given_by = given.person_id or exists (
         select from privacy.guardianship g
          where g.ward_id = given.person_id and g.guardian_id = given.given_by and g.ended_at is null)))`;
}

/**
 * The condition that anything was ever said of a purpose and source, yes or no.
 * @throws RangeError for a purpose that is none of ours
 */
export function consentSaidSql(column: string, purpose: string, source: string): string {
  versionOf(column, purpose);
  return `exists (
    select from privacy.consent said
     where said.person_id = ${column} and said.purpose = '${purpose}' and said.source = ${source})`;
}

function versionOf(column: string, purpose: string): string {
  const version = consentPurpose(purpose)?.version;
  if (version === undefined || !WORD.test(purpose) || !WORD.test(version) || !COLUMN.test(column)) {
    throw new RangeError(`no condition on consents to ${purpose} of ${column}`);
  }
  return version;
}
