import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import type { ConsentListeners } from '../consent-listeners';
import type { PersonFields } from '../domain/person-fields';
import { guardianshipStands, guardianUnfit, guardianshipUnknown } from '../domain/refusals';
import { endGuardianshipRow, type Guardianship, insertGuardianship } from '../persistence/guardianships';
import { findPerson } from '../persistence/persons';
import type { SealedPersonVault } from '../sealed-person-vault';

export interface NewGuardianship {
  readonly guardianId: string;
  /** A child who is known, or one to be entered. */
  readonly ward: { readonly id: string } | PersonFields;
  /** SHA-256 of the document that shows it, hex. */
  readonly evidenceHash: string;
}

/**
 * Enters who acts for a child, and with it the child (PII-001).
 * @throws Refusal GUARDIAN_UNFIT, GUARDIANSHIP_STANDS, and those of the vault
 */
export async function enterGuardianship(
  tx: Transaction,
  vault: SealedPersonVault,
  { guardianId, ward, evidenceHash }: NewGuardianship,
  now: Date,
): Promise<Guardianship> {
  if (await vault.isChildForNow(tx, guardianId, now)) throw guardianUnfit();
  const wardId = 'id' in ward ? ward.id : await vault.enterWard(tx, ward, now);
  if (wardId === guardianId || !(await vault.isChildForNow(tx, wardId, now))) throw guardianUnfit();
  const row: Guardianship = { id: newId(), guardianId, wardId, evidenceHash, beganAt: now, endedAt: null };
  if (!(await insertGuardianship(tx, row))) throw guardianshipStands();
  await audit(tx, 'guardianship.entered', row, now);
  return row;
}

/** Ends a guardianship; who listens hears of it in the same transaction. @throws Refusal GUARDIANSHIP_UNKNOWN */
export async function endGuardianship(
  tx: Transaction,
  listeners: ConsentListeners,
  { id, reason }: { readonly id: string; readonly reason: string },
  now: Date,
): Promise<Guardianship> {
  const row = await endGuardianshipRow(tx, id, now);
  if (row === undefined) throw guardianshipUnknown();
  await findPerson(tx, row.wardId, true);
  await listeners.guardianshipEnded(tx, row, now);
  await audit(tx, 'guardianship.ended', row, now, reason);
  return row;
}

function audit(
  tx: Transaction,
  action: string,
  { id, guardianId, wardId, evidenceHash: documentHash }: Guardianship,
  now: Date,
  reason?: string,
): Promise<void> {
  const subject = { kind: 'person', id: wardId };
  const after = { guardianship: id, guardian: guardianId };
  const why = reason === undefined ? {} : { reason };
  return recordAudit(tx, { action, subject, after, documentHash, personal: true, ...why }, now);
}
