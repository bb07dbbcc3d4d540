import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import { consentNotGiven, consentUnknown } from '../domain/refusals';
import { type Consent, findConsent, insertConsent, withdrawalOf } from '../persistence/consents';
import { findPerson } from '../persistence/persons';
import type { ConsentParts } from './consent-parts';
import { auditConsent } from './record-consent';
import { speaksFor } from './speak-for';

/**
 * Withdraws a consent: one step, no reason asked, at any age, also when processing is restricted (PII-001, PIPL Art. 15).
 * Withdrawn again, it gives the withdrawal there is.
 * @throws Refusal CONSENT_UNKNOWN, CONSENT_NOT_GIVEN
 */
export async function withdrawConsent(
  tx: Transaction,
  { vault, listeners }: ConsentParts,
  { consentId, caller }: { readonly consentId: string; readonly caller: string },
  now: Date,
): Promise<Consent> {
  const consent = await findConsent(tx, consentId);
  if (consent === undefined || !(await speaksFor(tx, vault, caller, consent.personId, now)))
    throw consentUnknown();
  if (!consent.granted) throw consentNotGiven();
  await findPerson(tx, consent.personId, true);
  const earlier = await withdrawalOf(tx, consentId);
  if (earlier !== undefined) return earlier;
  const { personId, purpose, source, textVersion, separate } = consent;
  const withdrawal: Consent = {
    id: newId(),
    personId,
    givenBy: caller,
    purpose,
    source,
    textVersion,
    granted: false,
    separate,
    withdraws: consentId,
    at: now,
  };
  await insertConsent(tx, withdrawal);
  await auditConsent(tx, withdrawal, now);
  await listeners.consentEnded(tx, withdrawal, now);
  return withdrawal;
}
