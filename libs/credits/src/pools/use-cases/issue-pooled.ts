import type { Transaction } from '@carbon/database';
import { chinaDate, Refusal } from '@carbon/kernel';
import { type Cause, defineInstrument, type IssueCommand } from '@carbon/ledger';
import { readCalendar } from '@carbon/rules';
import { parseCreditScheme } from '../../domain/schemes/credit-schemes';
import { type ClosedDays, daysWithin } from '../domain/days';
import { pooledInstrument } from '../domain/instrument-code';
import { type Brought, type PooledIssue, planPooledIssue } from '../domain/pooled-issue';
import { memberSources, type PoolSource, programmeSource, reductionSource } from '../domain/pool-sources';
import { termsFor } from '../domain/published-terms';
import {
  countedElsewhere,
  earlierPeriodWaits,
  periodClosed,
  periodNotVerified,
  termsNotPublic,
} from '../domain/refusals';
import { MICROGRAMS_PER_UNIT, publicationDays } from '../domain/rules/pooling';
import { contributionsOf } from '../persistence/contributions';
import { membersOf } from '../persistence/members';
import { findPeriod, markIssued, periodsUpTo } from '../persistence/periods';
import { allTerms } from '../persistence/pools';
import type { Pool, PoolMember, PoolPeriod, Terms } from '../persistence/records';
import { sharesOf, writeIssued } from '../persistence/shares';
import { countedAs } from './counted-as';
import type { PoolDesk } from './desk';

export interface PlannedPooled {
  readonly pool: Pool;
  readonly period: PoolPeriod;
  readonly terms: Terms;
  readonly issue: PooledIssue;
  /** All periods up to this one, in order. */
  readonly periods: readonly PoolPeriod[];
}

/**
 * What an issue of a period would be, filed on a day.
 * @throws Refusal POOL_PERIOD_UNKNOWN, POOL_PERIOD_NOT_VERIFIED, POOL_PERIOD_CLOSED, POOL_PERIOD_OUT_OF_ORDER,
 * POOL_TERMS_NOT_PUBLIC (PHI-005)
 */
export async function planPooled(
  tx: Transaction,
  pool: Pool,
  ordinal: number,
  filedAt: Date,
): Promise<PlannedPooled> {
  const period = await findPeriod(tx, pool, ordinal);
  if (period.state === 'open') throw periodNotVerified(ordinal);
  if (period.state === 'issued') throw periodClosed(ordinal, period.state);
  const periods = await periodsUpTo(tx, pool, ordinal);
  const waiting = periods.find((each) => each.ordinal < ordinal && each.state !== 'issued');
  if (waiting !== undefined) throw earlierPeriodWaits(waiting.ordinal);
  const workingDays = publicationDays(parseCreditScheme(pool.scheme), chinaDate(filedAt));
  const calendar = await readCalendar(tx, 'cn', filedAt);
  const terms = termsFor(await allTerms(tx, pool.id), chinaDate(filedAt), workingDays, calendar);
  if (terms === undefined) throw termsNotPublic(workingDays);
  const brought = await broughtInto(tx, period, periods.at(-2));
  return {
    pool,
    period,
    terms,
    issue: planPooledIssue(brought, MICROGRAMS_PER_UNIT.value, terms.memberLimitUg),
    periods,
  };
}

async function broughtInto(
  tx: Transaction,
  period: PoolPeriod,
  before: PoolPeriod | undefined,
): Promise<Brought[]> {
  const carried = before === undefined ? [] : await sharesOf(tx, before.id);
  const brought = new Map<string, Brought>(
    carried.flatMap(({ memberId, carriedOutUg }) =>
      carriedOutUg === null || carriedOutUg === 0n
        ? []
        : [[memberId, { member: memberId, carriedIn: carriedOutUg, verified: 0n }]],
    ),
  );
  for (const { memberId, verifiedUg } of await sharesOf(tx, period.id)) {
    const carriedIn = brought.get(memberId)?.carriedIn ?? 0n;
    brought.set(memberId, { member: memberId, carriedIn, verified: verifiedUg });
  }
  for (const { memberId, withdrawn } of await contributionsOf(tx, [period.id])) {
    const told = brought.get(memberId);
    if (told !== undefined) brought.set(memberId, { ...told, withdrawn });
  }
  return [...brought.values()].sort((a, b) => (a.member < b.member ? -1 : 1));
}

/**
 * Issues a verified period in whole tonnes; what is below stays in the pool, member by member (CNV-002). The days of the
 * pool and of each member's thing stand behind the units, and of a programme its very micrograms, so that nothing counted
 * elsewhere is counted here (PHI-003).
 * @throws Refusal of `planPooled`, POOL_MEMBER_COUNTED_ELSEWHERE, and the ledger's
 */
export async function issuePooled(
  tx: Transaction,
  desk: PoolDesk,
  { pool, period, periods, terms, issue }: PlannedPooled,
  cause: Cause,
  now: Date,
): Promise<{ readonly instrument: string | null; readonly transactionId: bigint | null }> {
  const { tonnes, remainder, parts } = issue;
  let [instrument, transactionId]: [string | null, bigint | null] = [null, null];
  if (tonnes > 0n) {
    instrument = pooledInstrument(pool.scheme, pool.number, period.from, period.to);
    const { sources, members } = await sourcesOf(tx, desk, pool, periods);
    await defineInstrument(tx, {
      code: instrument,
      kind: 'inclusion-reduction',
      unit: 't',
      scheme: pool.scheme,
      period: period.to.slice(0, 4),
      serialised: true,
      cap: tonnes,
    });
    const command: IssueCommand = {
      kind: 'issue',
      instrument,
      quantity: tonnes,
      to: pool.accountNumber,
      sourceKey: `pool:${pool.number}:${period.ordinal}`,
      sources,
      ...(period.reportHash === null ? {} : { evidenceHash: Buffer.from(period.reportHash, 'hex') }),
    };
    const [outcome] = await desk.ledger.submit(tx, [{ ...command, cause }]);
    if (outcome === undefined) throw new Error('an issue without outcome');
    if (outcome.status === 'refused') throw explained(outcome.refusal, members);
    ({ transactionId } = outcome);
  }
  await writeIssued(tx, period, parts, cause.actor);
  await markIssued(tx, period, {
    ...{ tonnes, remainder, instrument, transactionId, now },
    termsVersion: terms.version,
  });
  return { instrument, transactionId };
}

interface PeriodOfMembers {
  readonly period: PoolPeriod;
  readonly brought: readonly { readonly member: PoolMember; readonly days: ClosedDays }[];
}

/**
 * What stands behind the units: periods of the pool that back none yet, and each member's days in them. Of the energy of
 * a plant's month only what an earlier issue of this pool has not taken.
 */
async function sourcesOf(
  tx: Transaction,
  { vault }: Pick<PoolDesk, 'vault'>,
  pool: Pool,
  periods: readonly PoolPeriod[],
): Promise<{ sources: PoolSource[]; members: ReadonlyMap<string, string> }> {
  const firstMonth = periods.find(({ backedBy }) => backedBy === null)?.from.slice(0, 7) ?? '';
  const standing: PeriodOfMembers[] = [];
  for (const period of periods) {
    if (period.backedBy !== null && period.to.slice(0, 7) < firstMonth) continue;
    standing.push({ period, brought: await daysOfMembers(tx, pool, period) });
  }
  const keys = standing.flatMap(({ brought }) => brought.map(({ member }) => member.assetKey));
  const count = await countedAs(tx, vault, keys);
  const sources: PoolSource[] = [];
  const members = new Map<string, string>();
  const taken = new Set<string>();
  for (const { period, brought } of standing) {
    const isBacked = period.backedBy !== null;
    if (!isBacked) sources.push(reductionSource(`pool:${pool.number}`, period));
    for (const { member, days } of brought) {
      for (const source of memberSources(count(member.assetKey), days)) {
        const again = source.key.startsWith('energy:') && taken.has(source.key);
        taken.add(source.key);
        if (isBacked || again) continue;
        members.set(source.key, member.reference);
        sources.push(source);
      }
    }
  }
  const unbacked = periods.filter(({ backedBy }) => backedBy === null).map(({ id }) => id);
  for (const { programme, from, micrograms, verified } of await contributionsOf(tx, unbacked)) {
    if (verified === 0n) continue;
    const source = programmeSource(programme, from, micrograms);
    members.set(source.key, programme);
    sources.push(source);
  }
  return { sources, members };
}

/** Who counted in a period, and with which days: a figure stands for all of them, a weight for those of membership. */
async function daysOfMembers(
  tx: Transaction,
  pool: Pool,
  period: PoolPeriod,
): Promise<PeriodOfMembers['brought']> {
  const shares = await sharesOf(tx, period.id);
  const counted = shares.flatMap(({ memberId, verifiedUg }) => (verifiedUg > 0n ? [memberId] : []));
  return (await membersOf(tx, counted)).flatMap((member) => {
    const { joinedOn: from, leftOn: to } = member;
    const days = pool.basis === 'weight' ? daysWithin(period, { from, to }) : period;
    return days === undefined ? [] : [{ member, days }];
  });
}

function explained(refusal: Refusal, members: ReadonlyMap<string, string>): Refusal {
  const source = refusal.details['source'];
  const member = source === undefined ? undefined : members.get(source);
  return refusal.code === 'LEDGER_SOURCE_USED' && member !== undefined && source !== undefined
    ? countedElsewhere(member, source)
    : refusal;
}
