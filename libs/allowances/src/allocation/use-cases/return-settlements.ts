import type { Transaction } from '@carbon/database';
import { chinaDate, newId } from '@carbon/kernel';
import type { Command, SimpleCommand } from '@carbon/ledger';
import { readCalendar } from '@carbon/rules';
import type { Acting, AllocationDesk } from '../desk';
import { roundSettings } from '../domain/round-settings';
import { readFreeUnits } from '../persistence/accounts';
import { insertDemands, type ReturnDemand } from '../persistence/demands';
import { insertMovements, type Movement } from '../persistence/movements';
import { insertOwed, type OwedEntry } from '../persistence/owed';
import { insertProvincial, type ProvincialEntry, readProvincialHoldings } from '../persistence/provincial';
import type { Round } from '../persistence/rounds';
import { currentHolders } from '../persistence/successors';
import type { DueSettlement } from '../persistence/settlements';
import { type HeldBackLine, issueKeyOf, lineOf } from './issue-settlements';

/** Units of one account that go out of the world again. */
interface Taken {
  readonly account: string;
  readonly quantity: bigint;
  readonly provincial: boolean;
}

interface Plan {
  readonly due: DueSettlement;
  /** The enterprise, or who it was merged into. */
  readonly holderId: string;
  readonly taken: readonly Taken[];
  /** What the enterprise does not hold. */
  readonly shortT: bigint;
}

export interface ReturnedBatch {
  readonly lines: number;
  readonly quantity: bigint;
  readonly demandedT: bigint;
  readonly heldBack: readonly HeldBackLine[];
}

/**
 * Takes back what was issued too much (多退少补, ALC-009, ALC-012): from what the province holds for the enterprise, then from
 * what stands free in its registry account, both cancelled. What it does not hold is demanded by a deadline and stands
 * as owed until it is handed back or deducted (ALC-011).
 */
export async function returnSettlements(
  tx: Transaction,
  desk: AllocationDesk,
  of: { readonly round: Round; readonly instrument: string; readonly due: readonly DueSettlement[] },
  by: Acting,
): Promise<ReturnedBatch> {
  const { round, instrument, due } = of;
  const plans = await plansOf(tx, instrument, due);
  const moving = plans.filter(({ taken }) => taken.length > 0);
  const outcomes = await desk.ledger.submit(
    tx,
    moving.map((plan) => commandOf(plan, instrument, round, by)),
  );
  const transactions = new Map<Plan, bigint>();
  const heldBack: HeldBackLine[] = [];
  moving.forEach((plan, at) => {
    const outcome = outcomes[at];
    if (outcome?.status === 'done') transactions.set(plan, outcome.transactionId);
    else if (outcome !== undefined) {
      const { holderId, returnT } = plan.due;
      heldBack.push({ holderId, quantity: returnT, refusal: outcome.refusal });
    }
  });
  const done = plans.filter((plan) => plan.taken.length === 0 || transactions.has(plan));
  const demandedT = await demand(tx, desk, { round, instrument }, done, by);
  await recordTaken(tx, { instrument, reference: round.number }, transactions, by, desk.clock.now());
  const quantity = [...transactions.keys()].reduce((sum, plan) => sum + totalOf(plan.taken), 0n);
  return { lines: done.length, quantity, demandedT, heldBack };
}

async function plansOf(tx: Transaction, instrument: string, due: readonly DueSettlement[]): Promise<Plan[]> {
  const current = await currentHolders(
    tx,
    due.map(({ holderId }) => holderId),
  );
  const holderIds = [...new Set(current.values())];
  const market = due[0]?.market ?? '';
  const kept = await readProvincialHoldings(tx, { market, holderIds, instrument });
  const free = await readFreeUnits(tx, holderIds, instrument);
  // what one settlement takes is not there for the next of the same holder
  const gone = new Map<string, bigint>();
  return due.map((one) => {
    const holderId = current.get(one.holderId) ?? one.holderId;
    let shortT = one.returnT;
    const taken: Taken[] = [];
    const take = (account: string, held: bigint, provincial: boolean) => {
      const name = `${holderId} ${account}`;
      const left = held - (gone.get(name) ?? 0n);
      const quantity = left < shortT ? left : shortT;
      if (quantity <= 0n) return;
      taken.push({ account, quantity, provincial });
      gone.set(name, (gone.get(name) ?? 0n) + quantity);
      shortT -= quantity;
    };
    for (const held of kept.filter((each) => each.holderId === holderId)) {
      take(held.account, held.heldT, true);
    }
    for (const { account, quantity } of free.get(holderId) ?? []) take(account, quantity, false);
    return { due: one, holderId, taken, shortT };
  });
}

function commandOf({ taken }: Plan, instrument: string, round: Round, by: Acting): Command {
  const cause = { ...by, reference: round.number, reason: '多退少补 handed back after approval' };
  const commands = taken.map(({ account, quantity }): SimpleCommand => ({
    kind: 'cancel',
    instrument,
    quantity,
    from: account,
  }));
  const [only, ...others] = commands;
  if (only === undefined) throw new Error('nothing is handed back');
  return others.length === 0 ? { ...only, cause } : { kind: 'linked', commands, cause };
}

async function demand(
  tx: Transaction,
  desk: AllocationDesk,
  { round, instrument }: { readonly round: Round; readonly instrument: string },
  plans: readonly Plan[],
  by: Acting,
): Promise<bigint> {
  const short = plans.filter(({ shortT }) => shortT > 0n);
  if (short.length === 0) return 0n;
  const now = desk.clock.now();
  const settings = roundSettings(chinaDate(now), await desk.rulebook.packs(tx));
  const calendar = await readCalendar(tx, 'cn', now);
  const dueOn = calendar.addWorkingDays(chinaDate(now), settings.handBackWorkingDays);
  const demands = short.map(({ due: one, shortT }): ReturnDemand => ({
    ...{ id: newId(), roundId: one.roundId, holderId: one.holderId, lineVersion: one.lineVersion },
    ...{ market: one.market, year: one.year, instrument, demandedT: shortT, dueOn },
  }));
  await insertDemands(tx, demands, now);
  await insertOwed(
    tx,
    short.map(({ due: one, holderId, shortT }): OwedEntry => ({
      ...{ market: one.market, holderId, year: one.year, kind: 'not-handed-back' },
      ...{ quantity: shortT, reference: round.number },
      reason: '应退还而余额不足 to be handed back and not held',
    })),
    by,
    now,
  );
  return demands.reduce((sum, { demandedT }) => sum + demandedT, 0n);
}

async function recordTaken(
  tx: Transaction,
  { instrument, reference }: { readonly instrument: string; readonly reference: string },
  transactions: ReadonlyMap<Plan, bigint>,
  by: Acting,
  now: Date,
): Promise<void> {
  const taken = [...transactions].flatMap(([{ due: one, holderId, taken: parts }, transactionId]) =>
    parts.map((part, at) => ({ one, holderId, part, at, transactionId })),
  );
  await insertProvincial(
    tx,
    taken
      .filter(({ part }) => part.provincial)
      .map(({ one, holderId, part, transactionId }): ProvincialEntry => ({
        ...{ market: one.market, year: one.year, holderId, account: part.account },
        ...{ instrument, kind: 'handed-back', quantity: -part.quantity, reference, transactionId },
      })),
    by,
    now,
  );
  await insertMovements(
    tx,
    taken.map(({ one, part, at, transactionId }): Movement => ({
      ...lineOf(one),
      ...{ kind: 'return', quantity: part.quantity, account: part.account, instrument, transactionId },
      sourceKey: `${issueKeyOf(one)}:return${at === 0 ? '' : `:${at + 1}`}`,
    })),
    by,
    now,
  );
}

const totalOf = (taken: readonly Taken[]) => taken.reduce((sum, { quantity }) => sum + quantity, 0n);
