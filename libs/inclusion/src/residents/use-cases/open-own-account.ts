import type { Transaction } from '@carbon/database';
import { birthDateOf, type Consents, needsGuardian, type PersonVault } from '@carbon/privacy';
import { birthDateNeeded, residentExists, wardOnly } from '../domain/refusals';
import { findResidentOfPerson } from '../persistence/residents';
import type { Resident } from '../resident';
import { openResident } from './open-resident';
import { type Answer, openProgramme } from './register-resident';

export interface AccountWish {
  /** Code. */
  readonly programme: string;
  readonly language: 'zh' | 'en';
  readonly consents: readonly Answer[];
}

interface Parts {
  readonly vault: PersonVault;
  readonly consents: Consents;
}

/**
 * Somebody who is a person here already opens a resident account.
 * @throws Refusal RESIDENT_EXISTS, RESIDENT_BIRTH_DATE_NEEDED, PERSON_NEEDS_GUARDIAN (PII-001), PROGRAMME_UNKNOWN,
 * PROGRAMME_CLOSED, those of consents
 */
export async function openOwnAccount(
  tx: Transaction,
  { vault, consents }: Parts,
  wish: AccountWish & {
    readonly personId: string;
    readonly userId: string;
    readonly birthDate?: string | undefined;
  },
  now: Date,
): Promise<Resident> {
  const { personId, userId, birthDate } = wish;
  const programme = await openProgramme(tx, wish.programme);
  const known = (await vault.own(tx, personId)) ?? {};
  if (birthDateOf(known) === undefined) {
    if (birthDate === undefined) throw birthDateNeeded();
    await vault.change(tx, personId, { birthDate }, now);
  }
  if (await consents.isChild(tx, personId, now)) throw needsGuardian();
  if ((await findResidentOfPerson(tx, personId)) !== undefined) throw residentExists();
  await recordAll(tx, consents, wish.consents, { personId, givenBy: personId }, now);
  return openResident(tx, { personId, userId, programme, language: wish.language }, now);
}

/**
 * A guardian opens an account for a child (PII-001); every consent is the guardian's, each asked for alone.
 * @throws Refusal PERSON_UNKNOWN for who is no ward of the guardian, RESIDENT_NOT_A_WARD, RESIDENT_EXISTS, and as above
 */
export async function openWardAccount(
  tx: Transaction,
  consents: Consents,
  wish: AccountWish & { readonly guardianId: string; readonly ward: string },
  now: Date,
): Promise<Resident> {
  const { guardianId } = wish;
  const programme = await openProgramme(tx, wish.programme);
  const personId = await consents.personSpokenFor(tx, { speaker: guardianId, ward: wish.ward }, now);
  if (personId === guardianId) throw wardOnly();
  if ((await findResidentOfPerson(tx, personId)) !== undefined) throw residentExists();
  await recordAll(tx, consents, wish.consents, { personId, givenBy: guardianId }, now);
  return openResident(tx, { personId, programme, language: wish.language }, now);
}

async function recordAll(
  tx: Transaction,
  consents: Consents,
  answers: readonly Answer[],
  who: { readonly personId: string; readonly givenBy: string },
  now: Date,
): Promise<void> {
  for (const answer of answers) await consents.record(tx, { ...answer, ...who }, now);
}
