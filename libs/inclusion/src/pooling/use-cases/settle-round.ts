import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { formatGrams } from '@carbon/kernel';
import { earnBonus } from '../../points/index';
import type { Programme } from '../../programmes/programme';
import type { PeriodStanding } from '../credit-pools';
import type { PoolingParts } from '../parts';
import {
  carryingRounds,
  lockPooling,
  markIssued,
  markVerified,
  type PoolRound,
  sumRounds,
  waitingRound,
} from '../persistence/rounds';
import { cutShares, issueShares, noteBonus } from '../persistence/settle-shares';

/** Residents whose points are noted with one statement. */
const CHUNK = 20_000;

/**
 * Brings the round that waits to where its period is in the room of credits. Verified: what the verifier did not confirm
 * comes back to everybody in proportion (CCR-004). Issued: what is in the units, first in first out, what is carried over,
 * and the bonus by the published terms (CNV-002). Done again it changes nothing. Gives whether anything changed.
 */
export async function settleRound(
  tx: Transaction,
  { pools }: Pick<PoolingParts, 'pools'>,
  programme: Programme,
  now: Date,
): Promise<boolean> {
  await lockPooling(tx, programme.id);
  const round = await waitingRound(tx, programme.id);
  if (round === undefined) return false;
  const about = { programme: programme.code, pool: round.pool, period: round.period };
  const standing = await pools.standingOf(tx, about);
  if (standing.state === 'open' || (standing.state === 'verified' && round.state === 'verified'))
    return false;
  if (round.state === 'told') await confirm(tx, programme, round, standing.verified ?? 0n, now);
  if (standing.state === 'issued') await settle(tx, programme, round, standing, now);
  return true;
}

async function confirm(
  tx: Transaction,
  programme: Programme,
  round: PoolRound,
  verified: bigint,
  now: Date,
): Promise<void> {
  const cut = round.carriedUg - verified;
  if (cut > 0n) {
    await cutShares(tx, round.id, verified, round.carriedUg);
    await sumRounds(tx, [round.id]);
  }
  await markVerified(tx, round.id, now);
  const facts = { round: round.ordinal, grams: formatGrams(verified), returnedGrams: formatGrams(cut) };
  await audited(tx, programme, 'inclusion-pool.round-verified', facts, now);
}

async function settle(
  tx: Transaction,
  programme: Programme,
  round: PoolRound,
  { issued, carriedOut, tonnes, instrument, transactionId }: PeriodStanding,
  now: Date,
): Promise<void> {
  const rounds = await carryingRounds(tx, programme.id);
  const there = rounds.reduce((sum, { carriedUg }) => sum + carriedUg, 0n);
  const inPool = (issued ?? 0n) + (carriedOut ?? 0n);
  // beyond what the pool takes of a member in a period
  const beyond = there - inPool;
  if (beyond > 0n) {
    const own = rounds.find(({ id }) => id === round.id)?.carriedUg ?? 0n;
    await cutShares(tx, round.id, own - beyond, own);
  }
  const ids = rounds.map(({ id }) => id);
  await issueShares(tx, ids, issued ?? 0n, round.id);
  const points = await giveBonus(tx, programme, ids, now);
  await sumRounds(tx, ids);
  const left = (await carryingRounds(tx, programme.id)).reduce((sum, { carriedUg }) => sum + carriedUg, 0n);
  if (left !== (carriedOut ?? 0n)) {
    throw new Error(
      `round ${round.ordinal} of ${programme.code}: ${left} µg carried here, ${carriedOut} there`,
    );
  }
  await markIssued(tx, round.id, { tonnes: tonnes ?? 0n, instrument, transactionId, now });
  const facts = {
    ...{ round: round.ordinal, tonnes: (tonnes ?? 0n).toString(), instrument },
    ...{ transaction: transactionId?.toString() ?? null, carriedGrams: formatGrams(left) },
    bonusPoints: points.toString(),
  };
  await audited(tx, programme, 'inclusion-pool.round-settled', facts, now);
}

/** Thanks for what is given away: points by the published terms, no money (PTS-003). Gives how many. */
async function giveBonus(
  tx: Transaction,
  programme: Programme,
  rounds: readonly bigint[],
  now: Date,
): Promise<bigint> {
  let points = 0n;
  for (let after = 0n; ;) {
    const due = await noteBonus(tx, rounds, after, CHUNK);
    await earnBonus(
      tx,
      due.map((bonus) => ({ ...bonus, programme: programme.id })),
      now,
    );
    points = due.reduce((sum, bonus) => sum + bonus.points, points);
    if (due.length < CHUNK) return points;
    after = due.at(-1)?.resident ?? after;
  }
}

function audited(
  tx: Transaction,
  programme: Programme,
  action: `inclusion-pool.${string}`,
  after: Readonly<Record<string, string | number | null>>,
  now: Date,
): Promise<void> {
  const subject = { kind: 'programme', id: programme.code };
  const entry = { action, subject, holderId: programme.operatorId, after };
  return recordAudit(tx, entry, now, { actor: 'system' });
}
