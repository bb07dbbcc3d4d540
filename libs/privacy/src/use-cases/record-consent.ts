import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import { consentMustBeSeparate, consentTextChanged, needsGuardian, purposeUnknown } from '../domain/refusals';
import { type Consent, insertConsent, standingConsents } from '../persistence/consents';
import { isGuardianOf } from '../persistence/guardianships';
import { consentPurpose } from '../rules/consent-purposes';
import type { ConsentParts } from './consent-parts';

/** What somebody says about one purpose. */
export interface Statement {
  /** Whose data it is about. */
  readonly personId: string;
  /** Who says it: the person, or the guardian. */
  readonly givenBy: string;
  readonly purpose: string;
  readonly source: string;
  /** The version of the text that was shown. */
  readonly textVersion: string;
  readonly granted: boolean;
  /** It was asked for alone, not among other things. */
  readonly separate: boolean;
}

/**
 * Whether what is said can be recorded at all, whoever says it.
 * @throws Refusal CONSENT_PURPOSE_UNKNOWN, CONSENT_TEXT_CHANGED, CONSENT_NOT_SEPARATE
 */
export function checkStatement(
  { purpose, textVersion, granted, separate }: Omit<Statement, 'personId' | 'givenBy'>,
  child = false,
): void {
  const known = consentPurpose(purpose);
  if (known === undefined) throw purposeUnknown(purpose);
  if (known.version !== textVersion) throw consentTextChanged(known.version);
  if (granted && (known.separateConsent || child) && !separate) throw consentMustBeSeparate(purpose);
}

/**
 * Records a consent or a refusal (PII-001). A refusal of what was consented to is its withdrawal. For a child only the
 * guardian consents, and always to one thing at a time, for all data of children are sensitive. Who listens hears of a
 * refusal in the same transaction.
 * @throws Refusal CONSENT_PURPOSE_UNKNOWN, CONSENT_TEXT_CHANGED, CONSENT_NOT_SEPARATE, PERSON_NEEDS_GUARDIAN,
 * PERSON_ERASED, PERSON_RESTRICTED, PERSON_UNKNOWN
 */
export async function recordConsent(
  tx: Transaction,
  { vault, listeners }: ConsentParts,
  statement: Statement,
  now: Date,
): Promise<Consent> {
  const { personId, givenBy, purpose, source, textVersion, granted, separate } = statement;
  checkStatement(statement);
  const child = await vault.isChildForNow(tx, personId, now);
  if (child && !(await isGuardianOf(tx, givenBy, personId))) throw needsGuardian();
  checkStatement(statement, child);
  const standing = (await standingConsents(tx, { personId, purpose, source })).at(-1);
  const consent: Consent = {
    id: newId(),
    personId,
    givenBy,
    purpose,
    source,
    textVersion,
    granted,
    separate,
    withdraws: granted ? null : (standing?.id ?? null),
    at: now,
  };
  await insertConsent(tx, consent);
  await auditConsent(tx, consent, now);
  if (!granted) await listeners.consentEnded(tx, consent, now);
  return consent;
}

/** Writes what was said into the audit trail: purposes and sources are words of ours, not of the person. */
export function auditConsent(tx: Transaction, consent: Consent, now: Date): Promise<void> {
  const { id, personId, purpose, source, textVersion, granted, withdraws } = consent;
  const action = granted ? 'consent.given' : withdraws === null ? 'consent.refused' : 'consent.withdrawn';
  const subject = { kind: 'person', id: personId };
  const after = { consent: id, purpose, source, textVersion, withdraws };
  return recordAudit(tx, { action, subject, after, personal: true }, now);
}
