import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { PersonVault } from '@carbon/privacy';
import { familyCodeUnknown, familyFull, familyOfOneself, relativeUnknown } from '../domain/refusals';
import {
  countRelatives,
  deleteTie,
  insertTie,
  setHelper,
  useFamilyCode,
  writeFamilyCode,
} from '../persistence/family';
import { findResident, type Resident } from '../resident';

const LABEL = 'inclusion.relative';

/** What a resident calls a relative, sealed for nobody but that resident's own person. */
export function sealLabel(
  tx: Transaction,
  vault: PersonVault,
  { personId }: Pick<Resident, 'personId'>,
  label: string | undefined,
): Promise<Buffer | null> {
  if (label === undefined) return Promise.resolve(null);
  return vault.sealFor(tx, personId, LABEL, Buffer.from(label.normalize('NFC')));
}

export async function openLabel(
  tx: Transaction,
  vault: PersonVault,
  { personId }: Pick<Resident, 'personId'>,
  sealed: Buffer | null,
): Promise<string | null> {
  const plain = sealed === null ? undefined : await vault.openFor(tx, personId, LABEL, sealed);
  return plain?.toString() ?? null;
}

export interface Invited {
  readonly resident: Resident;
  readonly label?: string | undefined;
}

/** Keeps an invitation to the family; the one before works no more. @throws Refusal FAMILY_FULL */
export async function inviteRelative(
  tx: Transaction,
  vault: PersonVault,
  {
    resident,
    label,
    hash,
    expiresAt,
    most,
  }: Invited & {
    readonly hash: Buffer;
    readonly expiresAt: Date;
    readonly most: number;
  },
): Promise<void> {
  await requireRoom(tx, resident, most);
  const sealed = await sealLabel(tx, vault, resident, label);
  await writeFamilyCode(tx, { residentId: resident.id, hash, label: sealed, expiresAt });
}

/**
 * Accepts an invitation: both see each other's totals from now on, and neither acts for the other yet.
 * @throws Refusal FAMILY_CODE_UNKNOWN, FAMILY_ONESELF, FAMILY_FULL
 */
export async function acceptRelative(
  tx: Transaction,
  vault: PersonVault,
  { resident, label, hash, most }: Invited & { readonly hash: Buffer; readonly most: number },
  now: Date,
): Promise<bigint> {
  const invitation = await useFamilyCode(tx, hash, now);
  const other = invitation === undefined ? undefined : await findResident(tx, invitation.residentId);
  if (invitation === undefined || other?.state !== 'active') throw familyCodeUnknown();
  if (other.id === resident.id) throw familyOfOneself();
  await requireRoom(tx, resident, most);
  await requireRoom(tx, other, most);
  const own = { residentId: resident.id, label: await sealLabel(tx, vault, resident, label) };
  if (!(await insertTie(tx, [own, invitation], now))) throw familyOfOneself();
  await tell(tx, resident, 'resident.family-joined', now);
  return other.id;
}

/** Ends a tie on both sides, and what either allowed the other. @throws Refusal RELATIVE_UNKNOWN */
export async function leaveFamily(
  tx: Transaction,
  resident: Resident,
  relativeId: bigint,
  now: Date,
): Promise<void> {
  if (!(await deleteTie(tx, resident.id, relativeId))) throw relativeUnknown();
  await tell(tx, resident, 'resident.family-left', now);
}

/** Allows a relative to act for the resident in everyday matters, or no more. @throws Refusal RELATIVE_UNKNOWN */
export async function allowHelper(
  tx: Transaction,
  resident: Resident,
  { relativeId, helper }: { readonly relativeId: bigint; readonly helper: boolean },
  now: Date,
): Promise<void> {
  if (!(await setHelper(tx, { residentId: resident.id, relativeId, helper }))) throw relativeUnknown();
  await tell(tx, resident, helper ? 'resident.helper-allowed' : 'resident.helper-revoked', now);
}

async function requireRoom(tx: Transaction, { id }: Resident, most: number): Promise<void> {
  if ((await countRelatives(tx, id)) >= most) throw familyFull(most);
}

/** Names no relative: who belongs to whom is no matter of the audit trail. */
function tell(tx: Transaction, { id, holderId }: Resident, action: string, now: Date): Promise<void> {
  const subject = { kind: 'resident', id: id.toString() };
  return recordAudit(tx, { action, subject, holderId, personal: true }, now);
}
