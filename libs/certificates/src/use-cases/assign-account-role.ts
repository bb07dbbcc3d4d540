import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { findHolder } from '@carbon/identity';
import { readAccount } from '@carbon/ledger';
import type { ProvinceCode } from '../domain/provinces';
import { accountRoleTaken, notARegulator } from '../domain/transfer-refusals';
import type { AssignedRole } from '../persistence/account-roles';
import { auditActor } from './audit-actor';
import type { Actor, Desk } from './desk';

export interface AssignAccountRole extends Actor {
  readonly account: string;
  readonly role: AssignedRole;
  /** Of a provincial account. */
  readonly province: ProvinceCode | null;
}

/**
 * GEC-017: makes an account an agent's or a province's. A province has one, held by a regulator (X: which office holds
 * it was not found).
 * @throws Refusal GEC_NOT_A_REGULATOR, GEC_ACCOUNT_ROLE_TAKEN
 */
export async function assignAccountRole(
  tx: Transaction,
  desk: Desk,
  command: AssignAccountRole,
): Promise<void> {
  const { account: number, role, province, actor } = command;
  const account = await readAccount(tx, number);
  const holder = account?.holderId == null ? undefined : await findHolder(tx.manager, account.holderId);
  if (role === 'provincial' && (account?.kind !== 'holding' || holder?.kind !== 'regulator')) {
    throw notARegulator(number);
  }
  const now = desk.clock.now();
  const assigned = await tx.query(
    `insert into certificates.account_role (account_number, role, province, assigned_by, assigned_at)
     values ($1, $2, $3, $4, $5) on conflict do nothing returning account_number`,
    [number, role, province, actor, now],
  );
  if (assigned.length === 0) throw accountRoleTaken(number, province);
  await recordAudit(
    tx,
    {
      action: 'account.role-assigned',
      subject: { kind: 'account', id: number },
      ...(account?.holderId && { holderId: account.holderId }),
      after: { role, province },
    },
    now,
    auditActor(actor),
  );
}
