import { recordAudit } from '@carbon/audit';
import type { Reader, Transaction } from '@carbon/database';
import type { Caller, Reach } from '@carbon/http';
import { chinaDate, newId } from '@carbon/kernel';
import { readCalendar } from '@carbon/rules';
import { findVerified } from '../../verified/read-verified';
import type { VerifiedListener } from '../../verified/verified-listeners';
import { type Acting, type AllocationDesk, auditActor } from '../desk';
import {
  figuresChanged,
  notIssuedYet,
  reapprovalDecided,
  reapprovalUnknown,
  roundUnknown,
} from '../domain/refusals';
import { settleLine } from '../domain/settle-line';
import { lockSettling } from '../persistence/locks';
import { insertMovements } from '../persistence/movements';
import { insertOwed, readOwed } from '../persistence/owed';
import {
  approvedRoundOf,
  closeReapprovals,
  findReapproval,
  insertReapproval,
  type Reapproval,
} from '../persistence/reapprovals';
import { findRound, lockRound, type Round } from '../persistence/rounds';
import { currentHolders } from '../persistence/successors';
import {
  countDue,
  insertSettlements,
  readDueSettlements,
  readEarlierSettlements,
  type Settlement,
} from '../persistence/settlements';
import { owedBy, reservationOf } from './approve-round';
import { destinationsOf } from './destinations';
import { issueSettlements } from './issue-settlements';
import { recalculateLine } from './recalculate-line';
import { returnSettlements } from './return-settlements';
import { procedureOf } from './round-rules';
import { defineVintage } from './vintage-of-round';

/** Puts a change of figures after an approval on the province's list, with the days it has (ALC-012). */
export function noticeChangedFigures(desk: AllocationDesk): VerifiedListener {
  return async (tx, { before, after, now }) => {
    if (before === undefined) return;
    const { market, year, holderId } = after;
    // an approval under way either sees these figures or is seen here
    await lockSettling(tx, market);
    const approved = await approvedRoundOf(tx, { market, year, holderId });
    if (approved === undefined || approved.verifiedId === after.id) return;
    const round = await findRound(tx, approved.number);
    if (round === undefined) return;
    const { reapprovalDays } = await procedureOf(tx, desk, round);
    const calendar = await readCalendar(tx, 'cn', now);
    const dueOn = calendar.addWorkingDays(chinaDate(now), reapprovalDays);
    const id = newId();
    await insertReapproval(
      tx,
      {
        ...{ id, roundId: round.id, holderId, market, year, province: after.province ?? '' },
        ...{ verifiedBefore: approved.verifiedId, verifiedAfter: after.id, dueOn },
      },
      now,
    );
    await recordAudit(
      tx,
      {
        action: 'allocation-reapproval.opened',
        subject: { kind: 'allocation-reapproval', id },
        holderId,
        before: { verifiedT: before.verifiedT.toString() },
        after: { round: round.number, verifiedT: after.verifiedT.toString(), dueOn },
      },
      now,
    );
  };
}

/** A re-approval that waits. @throws Refusal ALLOCATION_REAPPROVAL_UNKNOWN, ALLOCATION_REAPPROVAL_DECIDED */
export async function openReapproval(reader: Reader, id: string, reach: Reach): Promise<Reapproval> {
  const found = await findReapproval(reader, id, reach);
  if (found === undefined) throw reapprovalUnknown(id);
  if (found.lineVersion !== null) throw reapprovalDecided(id);
  return found;
}

/** What is approved again are the figures that were put on the list. @throws Refusal ALLOCATION_FIGURES_CHANGED */
export async function requireLatest(
  reader: Reader,
  { market, year, holderId, round, verifiedAfter }: Reapproval,
): Promise<void> {
  const figures = await findVerified(reader, { market, year, holderId });
  if (figures?.id !== verifiedAfter) throw figuresChanged(round, 1);
}

export interface Reapproved {
  readonly lineVersion: number;
  readonly amountT: bigint;
  readonly issuedT: bigint;
  readonly returnedT: bigint;
  readonly demandedT: bigint;
}

/**
 * Approves an enterprise's allocation again on its changed figures (ALC-012): an increase is issued, a decrease handed back
 * or demanded, all in this transaction.
 * @throws Refusal as `openReapproval`; ALLOCATION_NOT_ISSUED_YET while what was approved before is not issued,
 *   ALLOCATION_OVER_CAP, ALLOCATION_ACCOUNTS_MISSING and the ledger's own
 */
export async function reapprove(
  tx: Transaction,
  desk: AllocationDesk,
  { id, reason }: { readonly id: string; readonly reason: string },
  by: Acting & { readonly approver: string },
  caller: Caller,
): Promise<Reapproved> {
  const asked = await openReapproval(tx, id, caller.reach);
  const round = await lockRound(tx, asked.round);
  if (round === undefined) throw roundUnknown(asked.round);
  const { holderId } = await openReapproval(tx, id, caller.reach);
  await lockSettling(tx, round.market);
  if ((await countDue(tx, round.id, holderId)) > 0) throw notIssuedYet(round.number);
  await requireLatest(tx, asked);
  const settlement = await settleAgain(tx, desk, { round, holderId, reason }, by);
  const now = desk.clock.now();
  await closeReapprovals(
    tx,
    { roundId: round.id, holderId },
    { lineVersion: settlement.lineVersion, reason },
    { at: now, by: by.actor, approver: by.approver },
  );
  const moved = await execute(tx, desk, round, settlement, by);
  const { lineVersion, amountT } = settlement;
  await recordAudit(
    tx,
    {
      action: 'allocation-reapproval.decided',
      subject: { kind: 'allocation-reapproval', id },
      holderId,
      before: { amountT: settlement.earlierT.toString() },
      after: {
        ...{ version: lineVersion, amountT: amountT.toString(), issuedT: moved.issuedT.toString() },
        ...{ returnedT: moved.returnedT.toString(), demandedT: moved.demandedT.toString() },
      },
      ...{ reason, approver: by.approver },
    },
    now,
    auditActor(by),
  );
  return { lineVersion, amountT, ...moved };
}

async function settleAgain(
  tx: Transaction,
  desk: AllocationDesk,
  of: { readonly round: Round; readonly holderId: string; readonly reason: string },
  by: Acting & { readonly approver: string },
): Promise<Settlement> {
  const { round, holderId, reason } = of;
  const line = await recalculateLine(
    tx,
    desk,
    { round, holderId },
    { why: 're-approval', reason, by: by.actor, approver: by.approver },
  );
  const { market, year, phase } = round;
  const owedT = (await readOwed(tx, market, [holderId])).get(holderId) ?? 0n;
  const earlier = (await readEarlierSettlements(tx, { market, year, holderIds: [holderId] })).get(holderId);
  const destinations = await destinationsOf(tx, desk, round, [line]);
  const settlement: Settlement = {
    ...{ roundId: round.id, holderId, sequence: (earlier?.lastSequence ?? 0) + 1 },
    ...{ lineVersion: line.version, market, year, phase, province: line.province, sector: line.sector },
    ...{ amountT: line.amountT, earlierT: earlier?.amountT ?? 0n, owedBeforeT: owedT },
    ...settleLine({ amountT: line.amountT, owedT }, earlier),
    ...(destinations.get(holderId) ?? { destination: 'own', grounds: [] }),
  };
  const now = desk.clock.now();
  await insertSettlements(tx, [settlement], { at: now, by: by.actor, approver: by.approver });
  const current = await currentHolders(tx, [holderId]);
  await insertOwed(tx, owedBy(settlement, round.number, current.get(holderId)), by, now);
  await insertMovements(tx, reservationOf(settlement), by, now);
  return settlement;
}

async function execute(
  tx: Transaction,
  desk: AllocationDesk,
  round: Round,
  { holderId, issueT }: Settlement,
  by: Acting,
): Promise<Pick<Reapproved, 'issuedT' | 'returnedT' | 'demandedT'>> {
  const instrument = await defineVintage(tx, desk, round);
  const kind = issueT > 0n ? 'issue' : 'return';
  const due = await readDueSettlements(tx, round.id, { kind, holderId, excluded: [], limit: 1 });
  if (kind === 'issue') {
    const { quantity, heldBack } = await issueSettlements(tx, desk, { round, instrument, due }, by);
    const [refused] = heldBack;
    if (refused !== undefined) throw refused.refusal;
    return { issuedT: quantity, returnedT: 0n, demandedT: 0n };
  }
  const { quantity, demandedT, heldBack } = await returnSettlements(tx, desk, { round, instrument, due }, by);
  const [refused] = heldBack;
  if (refused !== undefined) throw refused.refusal;
  return { issuedT: 0n, returnedT: quantity, demandedT };
}
