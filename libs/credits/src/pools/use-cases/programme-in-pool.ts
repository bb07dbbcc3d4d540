import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { chinaDate, type ChinaDate, formatGrams, newId } from '@carbon/kernel';
import { programmeKey } from '../domain/asset-key';
import { dayAfter, isThroughout } from '../domain/days';
import {
  figureBeyondMembership,
  inAnotherPool,
  periodClosed,
  periodNotNext,
  poolUnknown,
  programmeNotInPool,
  programmePoolUnfit,
} from '../domain/refusals';
import { type ProgrammeContribution, writeContribution, writeWithdrawn } from '../persistence/contributions';
import { findOverlaps, hasMembers, insertMembers, lockJoining, memberOfKey } from '../persistence/members';
import { findPeriod, lastPeriod } from '../persistence/periods';
import { findPool, lockPool } from '../persistence/pools';
import type { Pool, PoolMember, PoolPeriod } from '../persistence/records';
import { sharesOf } from '../persistence/shares';
import { openPeriod } from './open-period';

/** Who acts, where it is no request of the aggregator itself. */
export interface ByWhom {
  readonly actor: string;
  readonly now: Date;
}

/** A whole inclusion programme that becomes a member. */
export interface JoiningProgramme {
  /** Its code. */
  readonly programme: string;
  /** Whose programme it is: pools are its operator's own. */
  readonly operatorId: string;
  /** Under which scheme its reductions may become credits. */
  readonly scheme: string;
  /** Number of the pool. */
  readonly pool: string;
  /** Where the consents of its residents are asked for. */
  readonly consentRecord: string;
}

/**
 * A programme becomes the one member of a pool (CNV-001); joined before, it stays. What its residents give is told as one
 * figure a period, so that a carried remainder is always of them and of nobody else.
 * @throws Refusal POOL_UNKNOWN, POOL_NOT_FOR_PROGRAMME, POOL_MEMBER_ELSEWHERE (PHI-003)
 */
export async function joinProgramme(tx: Transaction, joining: JoiningProgramme, by: ByWhom): Promise<void> {
  const pool = await findPool(tx, joining.pool);
  if (pool?.holderId !== joining.operatorId) throw poolUnknown(joining.pool);
  if (pool.scheme !== joining.scheme || (pool.basis !== 'grams' && pool.basis !== 'micrograms')) {
    throw programmePoolUnfit(pool.number, joining.scheme);
  }
  await lockJoining(tx);
  const today = chinaDate(by.now);
  const assetKey = programmeKey(joining.programme);
  if ((await memberOfKey(tx, pool, assetKey, today)) !== undefined) return;
  const member = {
    ...({
      id: newId(),
      reference: joining.programme,
      kind: 'programme',
      holderId: null,
      personId: null,
    } as const),
    ...({ assetKind: 'programme', assetKey, weightThousandths: null } as const),
    ...{ joinedOn: today, consentOn: today, consentDocument: null, consentRecord: joining.consentRecord },
  };
  if (await hasMembers(tx, pool, today)) throw programmePoolUnfit(pool.number, joining.scheme);
  if ((await findOverlaps(tx, pool, [member])).length > 0) throw inAnotherPool();
  await insertMembers(tx, pool, [member], by);
  await audited(tx, pool, 'pool.members-joined', { members: 1, programme: joining.programme }, by);
}

/**
 * The period that a programme tells of, ending on a day: the last one while it is open, ends by then and the programme has
 * told nothing of it; else the next, from the day after the last one or from that of joining.
 * @throws Refusal POOL_PROGRAMME_NOT_MEMBER, POOL_PERIOD_CLOSED (409), POOL_PERIOD_NOT_NEXT, POOL_FIGURE_BEYOND_MEMBERSHIP
 */
export async function openProgrammePeriod(
  tx: Transaction,
  about: { readonly pool: string; readonly programme: string; readonly to: ChinaDate },
  by: ByWhom,
): Promise<PoolPeriod> {
  const { pool, member } = await memberOf(tx, about);
  await lockPool(tx, pool);
  const last = await lastPeriod(tx, pool);
  if (last?.state === 'open') {
    const told = (await sharesOf(tx, last.id)).find(({ memberId }) => memberId === member.id)?.measure ?? 0n;
    if (told > 0n) throw periodClosed(last.ordinal, 'open');
    if (last.to > about.to) throw periodNotNext(dayAfter(last.to));
    if (!isThroughout(last, { from: member.joinedOn, to: member.leftOn })) {
      throw figureBeyondMembership([member.reference]);
    }
    return last;
  }
  const next = last === undefined ? member.joinedOn : dayAfter(last.to);
  const from = next > member.joinedOn ? next : member.joinedOn;
  if (about.to < from) throw periodNotNext(from);
  const period = { from, to: about.to, factor: null, factorSource: null };
  return openPeriod(tx, pool, period, { id: by.actor }, by.now);
}

interface PeriodOfProgramme {
  readonly pool: string;
  readonly programme: string;
  readonly period: number;
}

/**
 * Tells what a programme brings into an open period, or tells it anew.
 * @throws Refusal POOL_PROGRAMME_NOT_MEMBER, POOL_PERIOD_UNKNOWN, POOL_PERIOD_CLOSED
 */
export async function tellOfProgramme(
  tx: Transaction,
  about: PeriodOfProgramme,
  told: Omit<ProgrammeContribution, 'programme'>,
  by: ByWhom,
): Promise<void> {
  const { pool, member } = await memberOf(tx, about);
  await lockPool(tx, pool);
  const period = await findPeriod(tx, pool, about.period);
  if (period.state !== 'open') throw periodClosed(period.ordinal, period.state);
  await writeContribution(tx, period, member, { ...told, programme: about.programme }, by);
  const facts = { period: period.ordinal, programme: about.programme, grams: formatGrams(told.micrograms) };
  await audited(tx, pool, 'pool.programme-told', { ...facts, evidence: told.evidence }, by);
}

/**
 * Says how much of what a programme has in the pool its people took back, of what was verified or carried over: it stays
 * theirs and enters no unit (CNV-001).
 * @throws Refusal POOL_PROGRAMME_NOT_MEMBER, POOL_PERIOD_UNKNOWN, POOL_PERIOD_CLOSED once the period is issued
 */
export async function tellWithdrawnOfProgramme(
  tx: Transaction,
  about: PeriodOfProgramme,
  withdrawn: bigint,
): Promise<void> {
  const { pool, member } = await memberOf(tx, about);
  await lockPool(tx, pool);
  const period = await findPeriod(tx, pool, about.period);
  if (period.state === 'issued') throw periodClosed(period.ordinal, period.state);
  await writeWithdrawn(tx, period, member, withdrawn);
}

async function memberOf(
  tx: Transaction,
  about: { readonly pool: string; readonly programme: string },
): Promise<{ pool: Pool; member: PoolMember }> {
  const pool = await findPool(tx, about.pool);
  const member = pool && (await memberOfKey(tx, pool, programmeKey(about.programme)));
  if (pool === undefined || member === undefined) throw programmeNotInPool(about.programme, about.pool);
  return { pool, member };
}

function audited(
  tx: Transaction,
  pool: Pool,
  action: `pool.${string}`,
  after: Readonly<Record<string, string | number>>,
  { actor, now }: ByWhom,
): Promise<void> {
  const subject = { kind: 'pool', id: pool.number };
  return recordAudit(tx, { action, subject, holderId: pool.holderId, after }, now, { actor });
}
