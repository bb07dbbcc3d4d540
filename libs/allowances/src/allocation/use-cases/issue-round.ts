import { recordAudit } from '@carbon/audit';
import type { Database, Transaction } from '@carbon/database';
import type { Progress, Text } from '@carbon/kernel';
import { type Acting, type AllocationDesk, auditActor } from '../desk';
import { roundUnknown, stepNotOpen } from '../domain/refusals';
import { addRoundEvent, findRound, lockRound, type Round } from '../persistence/rounds';
import { countDue, readDueSettlements } from '../persistence/settlements';
import { type HeldBackLine, issueSettlements } from './issue-settlements';
import { requireStep } from './round-in-reach';
import { returnSettlements } from './return-settlements';
import { defineVintage } from './vintage-of-round';

/** Lines of one ledger submit. */
const BATCH = 1_000;

export interface IssuedRound {
  readonly lines: number;
  readonly issuedT: bigint;
  readonly returnedT: bigint;
  readonly demandedT: bigint;
  readonly heldBack: readonly {
    readonly holderId: string;
    readonly quantity: bigint;
    readonly code: string;
    readonly reason: Text;
  }[];
}

interface BatchDone {
  readonly lines: number;
  readonly issuedT: bigint;
  readonly returnedT: bigint;
  readonly demandedT: bigint;
  readonly heldBack: readonly HeldBackLine[];
}

/**
 * Does what the approval of a round comes to, in transactions of a thousand enterprises: what is handed back first, so that
 * it makes room under the caps, then what is issued. What a batch did stays when a later one fails or the process dies; run
 * again, it goes on with the rest, and nothing is issued twice.
 * @throws Refusal ALLOCATION_STEP_NOT_OPEN, ALLOCATION_OVER_CAP; what `onProgress` throws
 */
export async function issueRound(
  database: Database,
  desk: AllocationDesk,
  of: { readonly number: string; readonly by: Acting; readonly batch?: number },
  onProgress: (progress: Progress) => unknown = () => undefined,
): Promise<IssuedRound> {
  const { number, by, batch: limit = BATCH } = of;
  const round = await findRound(database, number);
  if (round === undefined) throw roundUnknown(number);
  const total = await countDue(database, round.id);
  let done: BatchDone = { lines: 0, issuedT: 0n, returnedT: 0n, demandedT: 0n, heldBack: [] };
  for (const kind of ['return', 'issue'] as const) {
    for (;;) {
      const excluded = done.heldBack.map(({ holderId }) => holderId);
      const batch = await database.transaction((tx) =>
        oneBatch(tx, desk, { number, kind, excluded, limit }, by),
      );
      if (batch === undefined) break;
      done = added(done, batch);
      await onProgress({ step: 'issue-allowances', done: done.lines, total });
    }
  }
  await finish(database, desk, round, done, by);
  return {
    ...done,
    heldBack: done.heldBack.map(({ holderId, quantity, refusal }) => ({
      ...{ holderId, quantity, code: refusal.code, reason: refusal.text },
    })),
  };
}

/** Undefined when nothing is due any more. */
async function oneBatch(
  tx: Transaction,
  desk: AllocationDesk,
  of: {
    readonly number: string;
    readonly kind: 'return' | 'issue';
    readonly excluded: readonly string[];
    readonly limit: number;
  },
  by: Acting,
): Promise<BatchDone | undefined> {
  const round = await lockRound(tx, of.number);
  if (round === undefined) throw roundUnknown(of.number);
  // read under the lock: what another process has done since is not due
  const due = await readDueSettlements(tx, round.id, of);
  if (due.length === 0) return undefined;
  if (round.state !== 'issuing') throw stepNotOpen(round.number, round.state, 'issue');
  const instrument = await defineVintage(tx, desk, round);
  if (of.kind === 'return') {
    const { lines, quantity, demandedT, heldBack } = await returnSettlements(
      tx,
      desk,
      { round, instrument, due },
      by,
    );
    const done = { lines, issuedT: 0n, returnedT: quantity, demandedT, heldBack };
    await audit(tx, desk, round, done, by);
    return done;
  }
  const { lines, quantity, heldBack } = await issueSettlements(tx, desk, { round, instrument, due }, by);
  const done = { lines, issuedT: quantity, returnedT: 0n, demandedT: 0n, heldBack };
  await audit(tx, desk, round, done, by);
  return done;
}

/** One record of what a transaction issued. */
function audit(
  tx: Transaction,
  desk: AllocationDesk,
  round: Round,
  { lines, issuedT, returnedT, demandedT, heldBack }: BatchDone,
  by: Acting,
): Promise<void> {
  return recordAudit(
    tx,
    {
      action: 'allowances.issued',
      subject: { kind: 'allocation-round', id: round.number },
      ...(round.officeId !== null && { holderId: round.officeId }),
      after: {
        ...{ lines, issuedT: issuedT.toString(), returnedT: returnedT.toString() },
        ...{ demandedT: demandedT.toString(), heldBack: heldBack.length },
      },
      ...(by.approver !== undefined && { approver: by.approver }),
    },
    desk.clock.now(),
    auditActor(by),
  );
}

/** The round is issued when nothing is due; with lines held back it stays open for another try. */
async function finish(
  database: Database,
  desk: AllocationDesk,
  { number }: Round,
  done: BatchDone,
  by: Acting,
): Promise<void> {
  if (done.heldBack.length > 0) return;
  await database.transaction(async (tx) => {
    const round = await lockRound(tx, number);
    if (round?.state !== 'issuing' || (await countDue(tx, round.id)) > 0) return;
    const now = desk.clock.now();
    await addRoundEvent(tx, round.id, {
      ...{ act: 'finish', from: round.state, to: requireStep(round, 'finish'), at: now, by: by.actor },
      approver: by.approver,
    });
    await recordAudit(
      tx,
      {
        action: 'allocation-round.issued',
        subject: { kind: 'allocation-round', id: number },
        ...(round.officeId !== null && { holderId: round.officeId }),
        before: { state: round.state },
        after: { state: 'issued' },
        ...(by.approver !== undefined && { approver: by.approver }),
      },
      now,
      auditActor(by),
    );
  });
}

const added = (a: BatchDone, b: BatchDone): BatchDone => ({
  lines: a.lines + b.lines,
  issuedT: a.issuedT + b.issuedT,
  returnedT: a.returnedT + b.returnedT,
  demandedT: a.demandedT + b.demandedT,
  heldBack: [...a.heldBack, ...b.heldBack],
});
