import type { Transaction } from '@carbon/database';
import { personUnknown } from '../domain/refusals';
import { isGuardianOf } from '../persistence/guardianships';
import type { SealedPersonVault } from '../sealed-person-vault';

/** Whether a person may act for another: for oneself, and as guardian for a child (PII-001). */
export async function speaksFor(
  tx: Transaction,
  vault: SealedPersonVault,
  speaker: string,
  personId: string,
  now: Date,
): Promise<boolean> {
  if (speaker === personId) return true;
  return (await isGuardianOf(tx, speaker, personId)) && vault.isChild(tx, personId, now);
}

/**
 * The person whom a request is about: the one who asks, or the ward it names. Who is nobody's ward of the one who asks
 * is not there.
 * @throws Refusal PERSON_UNKNOWN
 */
export async function personSpokenFor(
  tx: Transaction,
  vault: SealedPersonVault,
  { speaker, ward }: { readonly speaker: string; readonly ward: string | undefined },
  now: Date,
): Promise<string> {
  const personId = (ward ?? speaker).toLowerCase();
  if (!(await speaksFor(tx, vault, speaker, personId, now))) throw personUnknown();
  return personId;
}
