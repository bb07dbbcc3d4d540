import { randomBytes } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { addMembership, createHolder } from '@carbon/identity';
import { openAccounts } from '@carbon/ledger';
import type { Programme } from '../../programmes/programme';
import { residentCode } from '../domain/codes';
import { residentExists } from '../domain/refusals';
import { joinProgrammeRow } from '../persistence/memberships';
import { insertResident, writePreferences } from '../persistence/residents';
import type { Resident } from '../resident';

const CODE_BYTES = 10;

export interface NewAccount {
  readonly personId: string;
  /** Who signs in for it; nobody for a child. */
  readonly userId?: string | undefined;
  readonly programme: Programme;
  readonly language: 'zh' | 'en';
}

/**
 * Opens an account of acts and points: a holder whose names say nothing, a ledger account of points, the first programme.
 * @throws Refusal RESIDENT_EXISTS
 */
export async function openResident(
  tx: Transaction,
  { personId, userId, programme, language }: NewAccount,
  now: Date,
): Promise<Resident> {
  const code = residentCode(randomBytes(CODE_BYTES));
  const names = { nameZh: `居民 ${code}`, nameEn: `Resident ${code}` };
  const holder = await createHolder(tx, { code, ...names, kind: 'resident', source: 'registration' }, now);
  if (userId !== undefined) {
    await addMembership(tx, { userId, holderId: holder.id, role: 'administrator' }, now);
  }
  const [accountNumber = ''] = await openAccounts(tx, [{ holderId: holder.id, kind: 'points' }]);
  const id = await insertResident(tx, { personId, holderId: holder.id, accountNumber }, now);
  if (id === undefined) throw residentExists();
  await joinProgrammeRow(tx, id, programme.id, now);
  await writePreferences(tx, id, { language }, now);
  const subject = { kind: 'resident', id: id.toString() };
  const after = { programme: programme.code, account: accountNumber };
  await recordAudit(
    tx,
    { action: 'resident.joined', subject, holderId: holder.id, after, personal: true },
    now,
  );
  return { id, personId, holderId: holder.id, accountNumber, state: 'active' };
}
