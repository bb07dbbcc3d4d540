import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import type { Consents } from '@carbon/privacy';
import { isHelperOf } from './persistence/family';
import { findResident, type Resident, residentOf, residentUnknown } from './resident';

/** Whom a request is about. */
export interface About {
  /** `?for=`: the number of a resident; the caller when absent. */
  readonly for?: string | undefined;
  readonly now: Date;
}

/**
 * The resident for whom a caller acts in everyday matters (looking, redeeming): the caller, a child of whom the caller is
 * guardian, or a relative who allowed it. Others are not there.
 * @throws Refusal RESIDENT_UNKNOWN (404)
 */
export async function actingFor(
  tx: Transaction,
  consents: Consents,
  caller: Caller,
  about: About,
): Promise<Resident> {
  const other = await named(tx, about);
  if (other === undefined) return residentOf(tx, caller);
  const { personId } = caller;
  if (personId === undefined) throw residentUnknown();
  if (await isHelperOf(tx, personId, other.id)) return other;
  return spokenFor(tx, consents, personId, other, about.now);
}

/**
 * The resident for whom a caller decides (consents, links, programmes, helpers, leaving): the caller, or a child of whom
 * the caller is guardian (PII-001). A helper decides nothing.
 * @throws Refusal RESIDENT_UNKNOWN (404)
 */
export async function decidingFor(
  tx: Transaction,
  consents: Consents,
  caller: Caller,
  about: About,
): Promise<Resident> {
  const other = await named(tx, about);
  if (other === undefined) return residentOf(tx, caller);
  if (caller.personId === undefined) throw residentUnknown();
  return spokenFor(tx, consents, caller.personId, other, about.now);
}

async function named(tx: Transaction, { for: number }: About): Promise<Resident | undefined> {
  if (number === undefined) return undefined;
  const resident = await findResident(tx, BigInt(number));
  if (resident === undefined) throw residentUnknown();
  return resident;
}

async function spokenFor(
  tx: Transaction,
  consents: Consents,
  personId: string,
  resident: Resident,
  now: Date,
): Promise<Resident> {
  if (!(await consents.speaksFor(tx, { speaker: personId, personId: resident.personId }, now))) {
    throw residentUnknown();
  }
  return resident;
}
