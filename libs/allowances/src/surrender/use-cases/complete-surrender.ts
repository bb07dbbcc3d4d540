import type { Task } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { chinaDate } from '@carbon/kernel';
import type { SimpleCommand } from '@carbon/ledger';
import { safetyRules } from '@carbon/rules';
import { submitOne } from '../../holdings/index';
import { surrenderUnknown } from '../domain/refusals';
import { offeredOf, type Surrender, type SurrenderLot } from '../domain/surrender';
import { surrenderCommitment } from '../domain/surrender-document';
import { holdObligation, obligorOf } from '../persistence/obligations';
import { findSurrender, lockSurrender, readLots } from '../persistence/read-surrenders';
import { noteCompleted } from '../persistence/write-surrenders';
import { complianceOfOne } from './compliance-of';
import type { SurrenderDesk } from './desk';
import { judgeStanding, requireAllAccepted } from './judge-standing';

const DAY_MS = 86_400_000;

/**
 * Ends exactly the units that were set apart: allowances are surrendered and credits cancelled (SUR-007, PIL-001) in one
 * group of the ledger, which the registry may undo in its window (REG-009). Judged again, against what stands now.
 * @throws Refusal SURRENDER_…, and of the ledger
 */
export async function completeSurrender(
  tx: Transaction,
  desk: SurrenderDesk,
  task: Pick<Task, 'id' | 'initiator'>,
  { approver, now }: { readonly approver: Caller; readonly now: Date },
): Promise<{ readonly transactionId: bigint; readonly reversibleUntil: Date }> {
  const { surrender, lots, holderId } = await heldSurrender(tx, task.id);
  const { id, market, year, arrears, appliedAt } = surrender;
  const judged = await judgeStanding(
    tx,
    desk,
    { market, year, holderId },
    { offered: lots.map(offeredOf), arrears, on: chinaDate(appliedAt), except: id },
    now,
  );
  // a refusal is kept with the task, which the helper of another holder reads
  requireAllAccepted(judged, !surrender.ground.startsWith('assistance-'));
  const reversibleUntil = new Date(now.getTime() + safetyRules(now).reversalWindowDays.value * DAY_MS);
  const transactionId = await submitOne(tx, desk.ledger, {
    kind: 'linked',
    commands: lots.map((lot) => endOf(surrender, lot, reversibleUntil)),
    cause: {
      ...{ actor: task.initiator.id, approver: approver.id, reference: `surrender:${id}` },
      reason: `${market} ${year}`,
      documentHash: surrenderCommitment(surrender, lots),
    },
  });
  const { pack, rules } = judged.judgement;
  const by = { pack, rules };
  await noteCompleted(tx, id, { at: now, by, approvedBy: approver.id, transactionId, reversibleUntil });
  const completed = (await findSurrender(tx, id)) ?? surrender;
  const after = await complianceOfOne(tx, { market, year, holderId });
  for (const whose of new Set([surrender.payerId, holderId])) {
    await recordAudit(
      tx,
      {
        action: 'surrender.completed',
        subject: { kind: 'surrender', id },
        holderId: whose,
        before: { state: surrender.state },
        after: {
          ...{ state: 'completed', market, year, transaction: transactionId.toString() },
          ...(whose === holderId && { status: after.status, shortfall: after.shortfallT.toString() }),
        },
        approver: approver.id,
      },
      now,
      { actor: task.initiator.id },
    );
  }
  const change = { surrender: completed, lots, holderId, after, by: task.initiator.id, now };
  await desk.listeners.tell(tx, { ...change, what: 'completed', approver: approver.id });
  return { transactionId, reversibleUntil };
}

/** A surrender with its lots; its obligation and itself are held until the transaction ends. */
export async function heldSurrender(
  tx: Transaction,
  id: string,
): Promise<{
  readonly surrender: Surrender;
  readonly lots: readonly SurrenderLot[];
  readonly holderId: string;
}> {
  const known = await findSurrender(tx, id);
  if (known === undefined) throw surrenderUnknown(id);
  const holderId = await obligorOf(tx, known.holderId);
  await holdObligation(tx, { market: known.market, year: known.year, holderId });
  const surrender = await lockSurrender(tx, id);
  if (surrender === undefined) throw surrenderUnknown(id);
  return { surrender, lots: (await readLots(tx, [id])).get(id) ?? [], holderId };
}

function endOf(
  { account, part }: Surrender,
  { kind, instrument, quantity, serials }: SurrenderLot,
  reversibleUntil: Date,
): SimpleCommand {
  return {
    kind: kind === 'allowance' ? 'surrender' : 'retire',
    ...{ instrument, quantity, serials, from: account, fromPart: part, reversibleUntil },
  };
}
