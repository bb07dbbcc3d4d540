import { recordAudit } from '@carbon/audit';
import { requireHolderMayAct } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { chinaDate, Refusal } from '@carbon/kernel';
import { accountInReach } from '@carbon/ledger';
import { carryOverRound, judgeCarryOver } from '../../domain/index';
import { requireOwnPeople, requireRegistrySide } from '../../holdings/index';
import { type Lot, setApart, totalOf } from '../../pending-units/index';
import { lastMomentOf, windowEnd } from '../domain/figures';
import { lateAllowance } from '../domain/late';
import type { CarryOverLimit } from '../domain/limit';
import { notAvailable, notThisVintage, overLate, overLimit, windowClosed } from '../domain/refusals';
import { appliedLate, type CarryOverApplication, insertApplication } from '../persistence/applications';
import { countIn, findLimit, keepLimits } from '../persistence/limits';
import { readReleased } from '../persistence/read-stock';
import { type CarryOverMarket, carryOverMarket, computeLimits } from './compute-limits';
import type { CarryOverDesk } from './desk';

export interface ApplyForCarryOver {
  /** Of the task, and of the application. */
  readonly id: string;
  readonly market: string;
  readonly account: string;
  readonly lots: readonly Lot[];
  readonly now: Date;
}

/**
 * CAR-003 to CAR-007: an application. Its units wait in the pending part of the registry side from now on; however many
 * are made at once, together they stay within the limit.
 * @throws Refusal LEDGER_ACCOUNT_UNKNOWN, ALLOWANCES_CARRY_OVER_…
 */
export async function applyForCarryOver(
  tx: Transaction,
  desk: CarryOverDesk,
  { id, market, account: number, lots, now }: ApplyForCarryOver,
  caller: Caller,
): Promise<CarryOverApplication> {
  const account = await accountInReach(tx, number, caller.reach);
  requireOwnPeople(account, caller);
  requireHolderMayAct(account, caller);
  requireRegistrySide(account);
  const of = await carryOverMarket(tx, desk, market, now);
  for (const { instrument } of lots) {
    if (!of.scheme.sources.includes(instrument)) throw notThisVintage(instrument, of.scheme.sources);
  }
  const { holderId } = account;
  await lockHolder(tx, market, holderId);
  const quantity = totalOf(lots);
  const round = await roundOf(tx, of, { account: number, quantity, now });
  const { limit, limitId } = await limitToday(tx, of, holderId, now);
  requireOnTime(of, limit);
  if (!(await countIn(tx, { market, holderId, quantity }))) {
    const { appliedT = 0n } = (await findLimit(tx, market, holderId)) ?? {};
    const { limitT } = limit.judgement;
    throw overLimit(quantity, limitT > appliedT ? limitT - appliedT : 0n, limitT);
  }
  const cause = { actor: caller.id, reference: `carry-over:${id}` };
  const apart = await setApart(tx, desk.ledger, { account: number, lots, cause }).catch(withRule);
  const application: CarryOverApplication = {
    ...{ id, market, holderId, account: number, quantity, limitId, into: of.scheme.into },
    lots: apart,
    round: round ?? null,
    doneBy: round === undefined ? null : (of.scheme.rounds[round - 1]?.doneBy ?? null),
    state: 'pending',
    ...{ appliedOn: chinaDate(now), appliedAt: now, appliedBy: caller.id },
    ...{ endedAt: null, transactionId: null },
  };
  await insertApplication(tx, application);
  await audit(tx, application);
  return application;
}

/** One application of a holder after the other: they share a limit. */
async function lockHolder(tx: Transaction, market: string, holderId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    `allowances.carry-over ${market} ${holderId}`,
  ]);
}

/**
 * The round of today; undefined for a late application of what a court has released since (CAR-007).
 * @throws Refusal ALLOWANCES_CARRY_OVER_CLOSED (CAR-003), ALLOWANCES_CARRY_OVER_LATE_TOO_MUCH (CAR-007)
 */
async function roundOf(
  tx: Transaction,
  { market, rules, scheme }: CarryOverMarket,
  { account, quantity, now }: { readonly account: string; readonly quantity: bigint; readonly now: Date },
): Promise<number | undefined> {
  const today = chinaDate(now);
  const round = carryOverRound(rules, today);
  if (round !== undefined) return round;
  const closes = windowEnd(scheme);
  const since = lastMomentOf(closes);
  const released = await readReleased(tx, { account, instruments: scheme.sources, since });
  if (today <= closes || released.releasedSinceT === 0n || released.frozenAtEndT === 0n) {
    throw windowClosed(today, scheme.opens, closes);
  }
  const allowed = lateAllowance({ ...released, appliedLateT: await appliedLate(tx, market, account) });
  if (quantity > allowed) throw overLate(quantity, allowed);
  return undefined;
}

/** The limit as the facts and rules are now; kept as a new version where they changed. */
async function limitToday(
  tx: Transaction,
  of: CarryOverMarket,
  holderId: string,
  now: Date,
): Promise<{ readonly limit: CarryOverLimit; readonly limitId: string }> {
  const [limit] = await computeLimits(tx, of, [holderId]);
  if (limit === undefined) throw new Error('a holder without limit');
  const kept = await findLimit(tx, of.market, holderId);
  const { judgement, declaredVersion } = limit;
  const stands =
    kept?.limitT === judgement.limitT &&
    kept.pack.hash === judgement.pack.hash &&
    kept.facts.declaredVersion === declaredVersion;
  if (stands) return { limit, limitId: kept.id };
  const [limitId = ''] = await keepLimits(tx, of.market, [limit], { positionAt: of.positionAt, now });
  return { limit, limitId };
}

/** CAR-005. @throws Refusal ALLOWANCES_CARRY_OVER_LATE */
function requireOnTime({ rules }: CarryOverMarket, { missedYears }: CarryOverLimit): void {
  judgeCarryOver(rules, { soldT: 0n, boughtT: 0n, positionT: 0n, onTime: missedYears.length === 0 });
}

/** The ledger's words for too small a balance, with the rule that an application breaks (CAR-004). */
function withRule(error: unknown): never {
  if (!(error instanceof Refusal) || error.code !== 'LEDGER_INSUFFICIENT_BALANCE') throw error;
  const { account = '', instrument = '', held = '', wanted = '' } = error.details;
  throw notAvailable(account, instrument, held, wanted);
}

function audit(tx: Transaction, one: CarryOverApplication): Promise<void> {
  return recordAudit(
    tx,
    {
      action: 'carry-over.applied-for',
      subject: { kind: 'carry-over-application', id: one.id },
      holderId: one.holderId,
      after: {
        ...{ market: one.market, account: one.account, quantity: one.quantity.toString() },
        ...{ round: one.round, doneBy: one.doneBy, limit: one.limitId },
      },
    },
    one.appliedAt,
  );
}
