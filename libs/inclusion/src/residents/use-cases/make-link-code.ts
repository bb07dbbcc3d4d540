import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { checkStatement, type Consents, type PersonVault } from '@carbon/privacy';
import { consentSourceOf, INCLUSION_PURPOSE } from '../consents';
import { codeOf } from '../domain/codes';
import { partnerNotActive, partnerUnknown, programmeNotJoined } from '../domain/refusals';
import { writeLinkCode } from '../persistence/link-codes';
import { isMember } from '../persistence/memberships';
import { findLinkPartner, type LinkPartner } from '../persistence/partners';
import { keepResident } from '../persistence/residents';
import type { Resident } from '../resident';

/** A code as the database finds it: without the key of the vault nobody tells it from any other. */
export const hashOfCode = (vault: PersonVault, code: string): Buffer =>
  vault.blindIndex('inclusion.code-hash', code);

/**
 * The code a request gives, the same for its repeats: it is stored nowhere, and nobody without the key of the vault works
 * it out.
 */
export function codeOfRequest(
  vault: PersonVault,
  kind: 'link' | 'family',
  request: { readonly caller: string; readonly key: string; readonly about: string },
): string {
  const seed = JSON.stringify([kind, request.caller, request.key, request.about]);
  return codeOf(vault.blindIndex('inclusion.code-seed', seed));
}

export interface LinkWish {
  /** Code of the partner. */
  readonly partner: string;
  /** Of the text of the consent that was shown. */
  readonly textVersion: string;
  /** It was asked for alone, as for a child it must be. */
  readonly separate: boolean;
  readonly code: string;
}

/**
 * Takes the consent of a resident to a partner's records, and keeps a code for the partner.
 * @param givenBy the person who says it: the resident's own, or the guardian
 * @throws Refusal PARTNER_UNKNOWN, PARTNER_NOT_ACTIVE, PROGRAMME_NOT_JOINED, those of consents
 */
export async function makeLinkCode(
  tx: Transaction,
  { vault, consents }: { readonly vault: PersonVault; readonly consents: Consents },
  {
    resident,
    givenBy,
    wish,
  }: { readonly resident: Resident; readonly givenBy: string; readonly wish: LinkWish },
  { now, expiresAt }: { readonly now: Date; readonly expiresAt: Date },
): Promise<LinkPartner> {
  const partner = await findLinkPartner(tx, wish.partner);
  if (partner === undefined) throw partnerUnknown(wish.partner);
  if (partner.state !== 'active') throw partnerNotActive(partner.code);
  const { personId, id: residentId } = resident;
  const child = await consents.isChild(tx, personId, now);
  const matter = { personId, purpose: INCLUSION_PURPOSE, source: consentSourceOf(partner.code) };
  const statement = { ...matter, givenBy, granted: true, ...shown(wish) };
  checkStatement(statement, child);
  await consents.record(tx, statement, now);
  await keepResident(tx, resident);
  if (!(await isMember(tx, residentId, partner.programmeId))) throw programmeNotJoined(partner.programme);
  const hash = hashOfCode(vault, wish.code);
  const { textVersion } = wish;
  await writeLinkCode(tx, { residentId, partnerId: partner.id, hash, textVersion, child, expiresAt });
  const subject = { kind: 'resident', id: residentId.toString() };
  const after = { partner: partner.code };
  await recordAudit(
    tx,
    { action: 'resident.link-code-made', subject, holderId: resident.holderId, after, personal: true },
    now,
  );
  return partner;
}

const shown = ({ textVersion, separate }: LinkWish) => ({ textVersion, separate });
