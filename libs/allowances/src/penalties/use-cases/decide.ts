import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import { owe } from '../../owed/owe';
import type { ChosenPenalty, PenaltyRange } from '../domain/penalty';
import { alreadyDecided } from '../domain/refusals';
import { requireInRange } from '../domain/require-in-range';
import { insertDecision, type PenaltyDecision, standingDecision } from '../persistence/decisions';
import type { PenaltyDesk } from './desk';
import { type Breach, findRange, type FoundRange } from './find-range';

export interface ProposedPenalty {
  readonly breach: Breach;
  readonly chosen: ChosenPenalty;
  readonly productionStop: boolean;
  readonly payBy: ChinaDate;
  readonly correctBy: ChinaDate | null;
  readonly reason: string;
}

/** @throws Refusal PENALTY_…, ALLOWANCES_NO_RULES */
export async function judgePenalty(
  tx: Transaction,
  desk: PenaltyDesk,
  { breach, chosen }: ProposedPenalty,
  now: Date,
): Promise<FoundRange> {
  const { market, year, rule, holderId } = breach;
  // under-surrender of a year is one breach; the others can be done again
  const standing =
    rule === 'PEN-001' ? await standingDecision(tx, { market, year, rule, holderId }) : undefined;
  if (standing !== undefined) throw alreadyDecided(standing);
  const found = await findRange(tx, desk, breach, now);
  requireInRange(found.range, chosen);
  return found;
}

/**
 * Decides, against the rules and facts of today; what is taken off the next allocation is owed from now on.
 * @throws Refusal as `judgePenalty`
 */
export async function decidePenalty(
  tx: Transaction,
  desk: PenaltyDesk,
  proposed: ProposedPenalty,
  act: {
    readonly id: string;
    readonly documentHash: string | null;
    readonly actor: string;
    readonly approver: string;
    readonly now: Date;
  },
): Promise<PenaltyDecision> {
  const { id, documentHash, actor, approver, now } = act;
  const { breach, chosen, productionStop, payBy, correctBy, reason } = proposed;
  const { market, year, rule, holderId } = breach;
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    `allowances.penalty ${market} ${year} ${holderId}`,
  ]);
  const { range, facts } = await judgePenalty(tx, desk, proposed, now);
  const { fineFen, confiscatedFen, personsFen, deductionT, cutPercent = null, inspectors } = chosen;
  const decision: PenaltyDecision = {
    ...{ id, market, holderId, rule, year, range: rangeJson(range) },
    facts: { ...facts, ...(inspectors !== undefined && { inspectors }) },
    ...{ fineFen, confiscatedFen, personsFen, deductionT, cutPercent, productionStop, payBy, correctBy },
    ...{ reason, documentHash, decidedAt: now, decidedBy: actor, approvedBy: approver, events: [] },
  };
  await insertDecision(tx, decision);
  if (deductionT > 0n) {
    await owe(tx, {
      ...{ market, year: year + 1, holderId, quantityT: deductionT, reference: `penalty:${id}` },
      ...{ reason: rule, documentHash, at: now, by: actor, approver },
    });
  }
  await recordAudit(
    tx,
    {
      action: 'penalty.decided',
      subject: { kind: 'penalty-decision', id },
      holderId,
      after: {
        ...{ market, year, rule, fineFen: fineFen.toString(), deductionT: deductionT.toString() },
        ...{ cutPercent, productionStop, pack: `${range.pack.id} ${range.pack.version}` },
      },
      reason,
      approver,
      ...(documentHash !== null && { documentHash }),
    },
    now,
  );
  return decision;
}

/** A range as it is kept and told; money in fen. */
export function rangeJson(range: PenaltyRange): Readonly<Record<string, unknown>> {
  const { fine, persons, deductionT, cutPercent, inspectors, rules, pack } = range;
  const fen = ({ from, to }: { readonly from: bigint; readonly to: bigint }) => ({
    ...{ fromFen: from.toString(), toFen: to.toString() },
  });
  return {
    fine: fen(fine),
    persons: persons === undefined ? null : fen(persons),
    deductionT: deductionT.toString(),
    cutPercent: cutPercent ?? null,
    ...{ inspectors, rules, pack },
  };
}
