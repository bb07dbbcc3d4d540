import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { requireDocument } from '@carbon/documents';
import type { Caller } from '@carbon/http';
import { chinaDate, formatGrams, type Micrograms, splitExactly, type WeightedClaim } from '@carbon/kernel';
import { creditSchemeOn, parseCreditScheme } from '../../domain/schemes/credit-schemes';
import { requireIndependent } from '../../life-cycle/use-cases/named-bodies';
import { countDays, daysWithin, isThroughout } from '../domain/days';
import { reductionOf } from '../domain/measure';
import {
  figureBeyondMembership,
  moreThanMeasured,
  notAVerifier,
  nothingToVerify,
  periodClosed,
  periodNotOver,
  verifierLinked,
} from '../domain/refusals';
import { isLinkedToMember, membersOf, membersWithin } from '../persistence/members';
import { findPeriod, markVerified } from '../persistence/periods';
import { lockPool } from '../persistence/pools';
import type { Pool, PoolPeriod, Share } from '../persistence/records';
import { sharesOf, writeVerified } from '../persistence/shares';

/**
 * A verification body says how much a period's reductions are; each member gets its part of that by what it told, or by
 * weight and days of membership. Where members told reductions, no more than these are verified (CCR-004).
 * The body is neither of the aggregator's group nor of a member's (CCR-013).
 * @throws Refusal POOL_NOT_A_VERIFIER, CREDITS_BODY_LINKED_TO_OWNER, POOL_VERIFIER_LINKED, POOL_PERIOD_UNKNOWN,
 * POOL_PERIOD_CLOSED, POOL_PERIOD_NOT_OVER, POOL_FIGURE_BEYOND_MEMBERSHIP (PHI-003), POOL_NOTHING_TO_VERIFY, POOL_MORE_THAN_MEASURED, DOCUMENT_UNKNOWN
 */
export async function verifyPeriod(
  tx: Transaction,
  pool: Pool,
  finding: {
    readonly period: number;
    readonly total: Micrograms;
    /** SHA-256 of the report, hex. */
    readonly report: string;
  },
  caller: Caller,
  now: Date,
): Promise<void> {
  const verifier = caller.holder;
  if (verifier?.kind !== 'verifier' || verifier.id === pool.holderId) throw notAVerifier();
  const scheme = creditSchemeOn(parseCreditScheme(pool.scheme), chinaDate(now));
  await requireIndependent(tx, verifier, { ownerId: pool.holderId, authorId: null }, scheme);
  await requireDocument(tx, finding.report, caller);
  await lockPool(tx, pool);
  if (await isLinkedToMember(tx, pool, verifier.id)) throw verifierLinked(verifier.code);
  const period = await findPeriod(tx, pool, finding.period);
  if (period.state !== 'open') throw periodClosed(period.ordinal, period.state);
  if (chinaDate(now) <= period.to) throw periodNotOver();
  const claims = await claimsOf(tx, pool, period);
  const whole = claims.reduce((sum, { weight }) => sum + weight, 0n);
  if (whole === 0n) throw nothingToVerify();
  if (pool.basis !== 'weight' && finding.total > whole) {
    throw moreThanMeasured(formatGrams(whole), formatGrams(finding.total));
  }
  await writeVerified(tx, period, splitExactly(finding.total, claims), caller.id);
  await markVerified(tx, period, {
    ...finding,
    verifierId: verifier.id,
    by: caller.id,
    now,
  });
  await recordAudit(
    tx,
    {
      action: 'pool.period-verified',
      subject: { kind: 'pool', id: pool.number },
      holderId: pool.holderId,
      after: { period: period.ordinal, grams: formatGrams(finding.total), verifier: verifier.code },
      documentHash: finding.report,
    },
    now,
  );
}

/** What each member's part goes by: its reduction, or its weight for as many days as it was a member. */
async function claimsOf(tx: Transaction, pool: Pool, period: PoolPeriod): Promise<WeightedClaim[]> {
  if (pool.basis !== 'weight') {
    const shares = await sharesOf(tx, period.id);
    await refusePartMembers(tx, period, shares);
    return shares.map(({ memberId, measure }) => ({
      key: memberId,
      weight: reductionOf(pool.basis, measure ?? 0n, period.factor) ?? 0n,
    }));
  }
  const members = await membersWithin(tx, pool, period.from, period.to);
  return members.map((member) => {
    const days = daysWithin(period, { from: member.joinedOn, to: member.leftOn });
    return {
      key: member.id,
      weight: days === undefined ? 0n : (member.weightThousandths ?? 0n) * countDays(days),
    };
  });
}

/** PHI-003: a figure stands for every day of the period, and on a day of no membership the thing may count elsewhere. */
async function refusePartMembers(
  tx: Transaction,
  period: PoolPeriod,
  shares: readonly Share[],
): Promise<void> {
  const told = shares.flatMap(({ memberId, measure }) => ((measure ?? 0n) > 0n ? [memberId] : []));
  const partly = (await membersOf(tx, told)).filter(
    ({ joinedOn, leftOn }) => !isThroughout(period, { from: joinedOn, to: leftOn }),
  );
  if (partly.length > 0) throw figureBeyondMembership(partly.map(({ reference }) => reference));
}
