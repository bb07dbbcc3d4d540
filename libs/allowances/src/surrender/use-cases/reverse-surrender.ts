import type { Task } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { countOf } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import type { SimpleCommand } from '@carbon/ledger';
import { releases, submitOne } from '../../holdings/index';
import { notCompleted, surrenderUnknown } from '../domain/refusals';
import type { Surrender, SurrenderLot } from '../domain/surrender';
import { obligorOf } from '../persistence/obligations';
import { noLongerFrozen } from '../persistence/read-frozen';
import { findSurrender } from '../persistence/read-surrenders';
import { noteEnded } from '../persistence/write-surrenders';
import { heldSurrender } from './complete-surrender';
import { complianceOfOne } from './compliance-of';
import type { SurrenderDesk } from './desk';

/**
 * A completed surrender that a caller may have undone: of its own units, or of anybody's for those who decide over them.
 * @throws Refusal SURRENDER_UNKNOWN, SURRENDER_NOT_COMPLETED
 */
export async function reversibleSurrender(tx: Transaction, id: string, caller: Caller): Promise<Surrender> {
  const surrender = await findSurrender(tx, id);
  if (surrender === undefined) throw surrenderUnknown(id);
  const owner = await obligorOf(tx, surrender.payerId);
  if (!reaches(caller.reach, owner)) throw surrenderUnknown(id);
  if (surrender.state !== 'completed') throw notCompleted(id, surrender.state);
  return surrender;
}

/**
 * REG-009: undoes a surrender whole, once and within its window, which the ledger holds: allowances and credits are where
 * they were before the application, and the obligation is open again.
 * @throws Refusal SURRENDER_NOT_COMPLETED, LEDGER_NOT_REVERSIBLE
 */
export async function reverseSurrender(
  tx: Transaction,
  { ledger, listeners }: SurrenderDesk,
  task: Pick<Task, 'initiator'>,
  { id, reason }: { readonly id: string; readonly reason: string },
  { approver, now }: { readonly approver: Caller; readonly now: Date },
): Promise<bigint> {
  const { surrender, lots, holderId } = await heldSurrender(tx, id);
  const { state, transactionId, account, part, market, year, payerId } = surrender;
  if (state !== 'completed' || transactionId === null) throw notCompleted(id, state);
  const actor = task.initiator.id;
  const reversalId = await submitOne(tx, ledger, {
    kind: 'linked',
    // they come back to where they waited, and from there to the holder
    commands: [
      { kind: 'reverse', transactionId },
      ...(part === 'pending' ? releases({ account, lots }) : await thawed(tx, account, lots)),
    ],
    cause: { actor, approver: approver.id, reference: `surrender:${id}`, reason },
  });
  await noteEnded(tx, id, { state: 'reversed', at: now, by: actor, reason, reversalId });
  const reversed = (await findSurrender(tx, id)) ?? surrender;
  const after = await complianceOfOne(tx, { market, year, holderId });
  for (const whose of new Set([payerId, holderId])) {
    await recordAudit(
      tx,
      {
        action: 'surrender.reversed',
        subject: { kind: 'surrender', id },
        holderId: whose,
        before: { state },
        after: {
          ...{ state: 'reversed', transaction: reversalId.toString() },
          ...(whose === holderId && { status: after.status, shortfall: after.shortfallT.toString() }),
        },
        reason,
        approver: approver.id,
      },
      now,
      { actor },
    );
  }
  const change = { surrender: reversed, lots, holderId, after, by: actor, approver: approver.id, now };
  await listeners.tell(tx, { ...change, what: 'reversed' });
  return reversalId;
}

/** Frozen units stay frozen, but for those whose freeze the court lifted meanwhile: nobody could release them later. */
async function thawed(
  tx: Transaction,
  account: string,
  lots: readonly SurrenderLot[],
): Promise<SimpleCommand[]> {
  const commands: SimpleCommand[] = [];
  for (const { instrument, serials } of lots) {
    const free = await noLongerFrozen(tx, { account, instrument }, serials);
    const quantity = countOf(free);
    if (quantity === 0n) continue;
    commands.push({ kind: 'release', account, instrument, quantity, serials: free, part: 'judicial' });
  }
  return commands;
}
