import type { Transaction } from '@carbon/database';
import type { CreditDesk } from '../../desk';
import { endCrediting } from '../persistence/creditings';
import type { Project } from '../persistence/project';
import { releaseProjectEnergy } from './exclusivity';
import type { Decision } from './register-project';
import { stepProject } from './step-project';

/**
 * Cancels a registered project (CCR-008): frozen certificates are free again, the reservation of its energy ends, no
 * report of it becomes units any more, and it can never be registered again. Units that exist stay with who holds them.
 * @throws Refusal CREDITS_STEP_NOT_OPEN
 */
export async function cancelProject(
  tx: Transaction,
  desk: CreditDesk,
  project: Project,
  decision: Decision,
): Promise<{ readonly project: Project; readonly thawed: bigint }> {
  const { now, by } = decision;
  const cancelled = await stepProject(tx, project, { ...decision, act: 'cancel' });
  await endCrediting(tx, project.id, now);
  const thawed = await releaseProjectEnergy(tx, desk.ledger, project, now, {
    actor: by.actor,
    ...(by.approver === undefined ? {} : { approver: by.approver }),
    reference: `project:${project.number}`,
    reason: 'CCR-008',
  });
  const quantity = thawed.reduce((sum, { serials }) => sum + serials.last - serials.first + 1n, 0n);
  return { project: cancelled, thawed: quantity };
}
