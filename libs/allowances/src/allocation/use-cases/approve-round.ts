import { recordAudit } from '@carbon/audit';
import type { Reader, Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { type Acting, type AllocationDesk, auditActor } from '../desk';
import { accountsMissing, capNeeded, figuresChanged, linesFaulty } from '../domain/refusals';
import { roundSettings } from '../domain/round-settings';
import { rulesMarketOf } from '../domain/rules-market';
import { settleLine } from '../domain/settle-line';
import { readHoldingAccounts, readProvincialAccounts } from '../persistence/accounts';
import {
  type ApprovableLine,
  claimHolders,
  countFaults,
  readApprovableLines,
} from '../persistence/approvals';
import { holdersWithChangedFigures } from '../persistence/lines';
import { insertMovements, type Movement, readCapPositions } from '../persistence/movements';
import { insertOwed, type OwedEntry, readOwed } from '../persistence/owed';
import { addRoundEvent, type Round } from '../persistence/rounds';
import { lockSettling } from '../persistence/locks';
import { currentHolders } from '../persistence/successors';
import { insertSettlements, readEarlierSettlements, type Settlement } from '../persistence/settlements';
import { type ChosenDestination, destinationsOf } from './destinations';
import { requireStep } from './round-in-reach';

export interface ApprovedRound {
  readonly lines: number;
  readonly amountT: bigint;
  readonly issueT: bigint;
  readonly returnT: bigint;
  readonly deductedT: bigint;
  readonly provincial: number;
}

/**
 * Whether a round may be approved now: reviewed, every line calculated from the figures that count, and every enterprise
 * with an account that its allowances can go to.
 * @throws Refusal ALLOCATION_STEP_NOT_OPEN, ALLOCATION_LINES_FAULTY, ALLOCATION_FIGURES_CHANGED,
 *   ALLOCATION_ACCOUNTS_MISSING, ALLOCATION_NO_CAP
 */
export async function requireApprovable(
  reader: Reader,
  desk: AllocationDesk,
  round: Round,
): Promise<{
  readonly lines: readonly ApprovableLine[];
  readonly destinations: ReadonlyMap<string, ChosenDestination>;
}> {
  requireStep(round, 'approve');
  const faults = await countFaults(reader, round.id);
  if (faults > 0) throw linesFaulty(round.number, faults);
  const changed = await holdersWithChangedFigures(reader, round.id);
  if (changed.length > 0) throw figuresChanged(round.number, changed.length);
  await requireCap(reader, desk, round);
  const lines = await readApprovableLines(reader, round.id);
  const destinations = await destinationsOf(reader, desk, round, lines);
  const missing = await countWithoutAccount(reader, lines, destinations);
  if (missing > 0) throw accountsMissing(round.number, missing);
  return { lines, destinations };
}

async function requireCap(
  reader: Reader,
  desk: AllocationDesk,
  { market, year }: Pick<Round, 'market' | 'year'>,
): Promise<void> {
  const packs = await desk.rulebook.packs(reader);
  const { capNeededIn } = roundSettings(chinaDate(desk.clock.now()), packs);
  if (!capNeededIn.includes(rulesMarketOf(market))) return;
  const [whole] = await readCapPositions(reader, { market, year });
  if (whole?.capT == null) throw capNeeded(market, year);
}

async function countWithoutAccount(
  reader: Reader,
  lines: readonly ApprovableLine[],
  destinations: ReadonlyMap<string, ChosenDestination>,
): Promise<number> {
  const holderIds = lines.map(({ holderId }) => holderId);
  const own = await readHoldingAccounts(reader, holderIds);
  const provinces = await readProvincialAccounts(reader, [...new Set(lines.map(({ province }) => province))]);
  return lines.filter(
    ({ holderId, province, amountT }) =>
      amountT > 0n &&
      !(destinations.get(holderId)?.destination === 'provincial'
        ? provinces.has(province)
        : own.has(holderId)),
  ).length;
}

/**
 * Approves every line of a round at once: what each comes to after earlier allocation and what is owed (ALC-009, ALC-011),
 * and the room it takes under the caps (REG-007), which the database holds however many rounds are approved at a time.
 * @throws Refusal as `requireApprovable`; ALLOCATION_ELSEWHERE, ALLOCATION_OVER_CAP
 */
export async function approveRound(
  tx: Transaction,
  desk: AllocationDesk,
  round: Round,
  by: Acting & { readonly approver: string },
): Promise<ApprovedRound> {
  const now = desk.clock.now();
  await lockSettling(tx, round.market);
  const { lines, destinations } = await requireApprovable(tx, desk, round);
  const holderIds = lines.map(({ holderId }) => holderId);
  await claimHolders(tx, round, holderIds);
  const { market, year } = round;
  const owed = await readOwed(tx, market, holderIds);
  const earlier = await readEarlierSettlements(tx, { market, year, holderIds });
  const settlements = lines.map((line): Settlement => {
    const owedT = owed.get(line.holderId) ?? 0n;
    const before = earlier.get(line.holderId);
    return {
      ...{ roundId: round.id, holderId: line.holderId, sequence: 1, lineVersion: line.version },
      ...{ market, year, phase: round.phase, province: line.province, sector: line.sector },
      ...{ amountT: line.amountT, earlierT: before?.amountT ?? 0n, owedBeforeT: owedT },
      ...settleLine({ amountT: line.amountT, owedT }, before),
      ...(destinations.get(line.holderId) ?? { destination: 'own' as const, grounds: [] }),
    };
  });
  await insertSettlements(tx, settlements, { at: now, by: by.actor, approver: by.approver });
  const current = await currentHolders(tx, holderIds);
  await insertOwed(
    tx,
    settlements.flatMap((one) => owedBy(one, round.number, current.get(one.holderId))),
    by,
    now,
  );
  const to = requireStep(round, 'approve');
  await addRoundEvent(tx, round.id, {
    ...{ act: 'approve', from: round.state, to, at: now, by: by.actor, approver: by.approver },
  });
  const done = totalsOf(settlements);
  await recordAudit(
    tx,
    {
      action: 'allocation-round.approved',
      subject: { kind: 'allocation-round', id: round.number },
      ...(round.officeId !== null && { holderId: round.officeId }),
      after: {
        ...{ market, year, phase: round.phase, calculation: round.calculation, lines: done.lines },
        ...{ amountT: done.amountT.toString(), issueT: done.issueT.toString() },
        ...{ returnT: done.returnT.toString(), deductedT: done.deductedT.toString() },
      },
      approver: by.approver,
    },
    now,
    auditActor(by),
  );
  // last: from here on the caps are locked
  await insertMovements(tx, settlements.flatMap(reservationOf), by, now);
  return done;
}

/** What a settlement changes of what is owed (ALC-011), by the enterprise or by whom it was merged into. */
export function owedBy(one: Settlement, reference: string, holderId = one.holderId): OwedEntry[] {
  if (one.deductedT === 0n) return [];
  const less = one.deductedT > 0n;
  return [
    {
      ...{ market: one.market, holderId, year: one.year, quantity: -one.deductedT, reference },
      kind: less ? 'deducted' : 'deduction-returned',
      reason: less
        ? '从应发配额中扣减 taken off what was due'
        : '核定量低于扣减量 less was approved than had been taken off',
    },
  ];
}

/** What a settlement sets apart under the caps until it is issued, or expects to come back. */
export function reservationOf(one: Settlement): Movement[] {
  return [
    ...(one.issueT > 0n ? [{ ...one, kind: 'reserve' as const, quantity: one.issueT }] : []),
    ...(one.returnT > 0n ? [{ ...one, kind: 'expect' as const, quantity: one.returnT }] : []),
  ];
}

function totalsOf(settlements: readonly Settlement[]): ApprovedRound {
  const sum = (of: (one: Settlement) => bigint) => settlements.reduce((total, one) => total + of(one), 0n);
  return {
    lines: settlements.length,
    amountT: sum(({ amountT }) => amountT),
    issueT: sum(({ issueT }) => issueT),
    returnT: sum(({ returnT }) => returnT),
    deductedT: sum(({ deductedT }) => deductedT),
    provincial: settlements.filter(({ destination }) => destination === 'provincial').length,
  };
}
