import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { waive } from '../../owed/owe';
import { complianceOf } from '../../surrender/index';
import { notOpen, penaltyUnknown, stillMissing } from '../domain/refusals';
import { findDecision, insertEvent, type PenaltyDecision, type PenaltyEvent } from '../persistence/decisions';

/**
 * A decision that can be noted as paid, corrected or revoked: each once, and nothing after it was revoked.
 * @throws Refusal PENALTY_UNKNOWN, PENALTY_NOT_OPEN, PENALTY_STILL_MISSING
 */
export async function openDecision(
  tx: Transaction,
  id: string,
  what: PenaltyEvent['what'],
): Promise<PenaltyDecision> {
  const decision = await findDecision(tx, id);
  if (decision === undefined) throw penaltyUnknown(id);
  if (decision.events.some((event) => event.what === what || event.what === 'revoked')) {
    throw notOpen(id, what);
  }
  const { rule, market, year, holderId } = decision;
  if (what === 'corrected' && rule === 'PEN-001') {
    const [line] = await complianceOf(tx, { market, year, holderIds: [holderId] });
    if (line !== undefined && line.shortfallT > 0n) throw stillMissing(id, line.shortfallT);
  }
  return decision;
}

export async function settlePenalty(
  tx: Transaction,
  id: string,
  event: PenaltyEvent,
  by: {
    readonly documentHash: string | null;
    readonly now: Date;
    readonly actor: string;
    readonly approver: string;
  },
): Promise<void> {
  const { market, year, holderId, deductionT } = await openDecision(tx, id, event.what);
  const { documentHash, now, actor, approver } = by;
  await insertEvent(tx, id, event, by);
  if (event.what === 'revoked' && deductionT > 0n) {
    await waive(tx, {
      ...{ market, year: year + 1, holderId, quantityT: deductionT, reference: `penalty:${id}` },
      ...{ reason: event.note, documentHash, at: now, by: actor, approver },
    });
  }
  await recordAudit(
    tx,
    {
      action: `penalty.${event.what}`,
      subject: { kind: 'penalty-decision', id },
      holderId,
      after: { what: event.what, on: event.on },
      reason: event.note,
      approver,
      ...(documentHash !== null && { documentHash }),
    },
    now,
  );
}
