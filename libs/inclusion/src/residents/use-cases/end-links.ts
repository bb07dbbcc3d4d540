import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { ConsentListener } from '@carbon/privacy';
import { INCLUSION_PURPOSE, PLATFORM_SOURCE } from '../consents';
import { linkUnknown } from '../domain/refusals';
import { endLinks, endReference, type WhichLinks } from '../persistence/links';
import type { LinkPartner } from '../persistence/partners';
import { findResidentOfPerson } from '../persistence/residents';
import { findResident, type Resident } from '../resident';

/** Ends links of a resident and says so; nothing where there are none. Gives the partners. */
export async function unlink(
  tx: Transaction,
  { id, holderId }: Pick<Resident, 'id' | 'holderId'>,
  { which, why }: { readonly which: WhichLinks; readonly why: string },
  now: Date,
): Promise<readonly string[]> {
  const partners = await endLinks(tx, id, which, now);
  if (partners.length > 0) {
    const subject = { kind: 'resident', id: id.toString() };
    const after = { partners, why };
    await recordAudit(tx, { action: 'resident.unlinked', subject, holderId, after, personal: true }, now);
  }
  return partners;
}

/** A partner tells that a user is gone. @throws Refusal LINK_UNKNOWN */
export async function unlinkReference(
  tx: Transaction,
  { id: partnerId, code }: LinkPartner,
  reference: string,
  now: Date,
): Promise<void> {
  const residentId = await endReference(tx, partnerId, reference, now);
  if (residentId === undefined) throw linkUnknown();
  const resident = await findResident(tx, residentId);
  const subject = { kind: 'resident', id: residentId.toString() };
  const whose = resident === undefined ? {} : { holderId: resident.holderId };
  const after = { partners: [code], why: 'partner' };
  await recordAudit(tx, { action: 'resident.unlinked', subject, ...whose, after, personal: true }, now);
}

/** A withdrawn consent ends the links that stood on it, at once (PII-001, PII-003); so does the end of a guardianship. */
export const linksFollowConsents: ConsentListener = {
  name: 'inclusion.links',
  async consentEnded(tx, { personId, purpose, source }, now) {
    if (purpose !== INCLUSION_PURPOSE) return;
    const resident = await findResidentOfPerson(tx, personId);
    if (resident === undefined) return;
    const which = source === PLATFORM_SOURCE ? {} : { source };
    await unlink(tx, resident, { which, why: 'consent-withdrawn' }, now);
  },
  async guardianshipEnded(tx, { wardId }, now) {
    const resident = await findResidentOfPerson(tx, wardId);
    if (resident === undefined) return;
    await unlink(tx, resident, { which: { ofChild: true }, why: 'guardianship-ended' }, now);
  },
};
