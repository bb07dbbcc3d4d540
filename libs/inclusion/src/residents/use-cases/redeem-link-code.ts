import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Consents } from '@carbon/privacy';
import { consentSourceOf, INCLUSION_PURPOSE } from '../consents';
import { linkCodeUnknown, partnerNotActive, referenceTaken } from '../domain/refusals';
import { peekLinkCode, useLinkCode } from '../persistence/link-codes';
import { endLinks, insertLink } from '../persistence/links';
import type { LinkPartner } from '../persistence/partners';
import { keepResident } from '../persistence/residents';
import { findResident } from '../resident';

/**
 * A partner shows a resident's code with its own reference of the user: from now on it tells of the resident's acts by that
 * reference. What it called the resident before leads nowhere any more. The person is locked before the code is used, as a
 * withdrawal locks it: one of the two sees the other.
 * @param hash of the code
 * @throws Refusal PARTNER_NOT_ACTIVE, LINK_CODE_UNKNOWN, LINK_REFERENCE_TAKEN
 */
export async function redeemLinkCode(
  tx: Transaction,
  consents: Consents,
  {
    partner,
    hash,
    reference,
  }: { readonly partner: LinkPartner; readonly hash: Buffer; readonly reference: string },
  now: Date,
): Promise<{ readonly textVersion: string }> {
  if (partner.state !== 'active') throw partnerNotActive(partner.code);
  const partnerId = partner.id;
  const found = await peekLinkCode(tx, { partnerId, hash }, now);
  const resident = found === undefined ? undefined : await findResident(tx, found);
  if (resident?.state !== 'active') throw linkCodeUnknown();
  const { personId, id: residentId, holderId } = resident;
  const source = consentSourceOf(partner.code);
  if (!(await consents.standsForNow(tx, { personId, purpose: INCLUSION_PURPOSE, source, now }))) {
    throw linkCodeUnknown();
  }
  await keepResident(tx, resident);
  const code = await useLinkCode(tx, { partnerId, hash });
  if (code?.residentId !== residentId) throw linkCodeUnknown();
  await endLinks(tx, residentId, { partnerId }, now);
  const { textVersion, child } = code;
  if (!(await insertLink(tx, { partnerId, reference, residentId, textVersion, child }, now))) {
    throw referenceTaken();
  }
  const subject = { kind: 'resident', id: residentId.toString() };
  const after = { partner: partner.code, textVersion };
  await recordAudit(tx, { action: 'resident.linked', subject, holderId, after, personal: true }, now);
  return { textVersion };
}
