import type { Transaction } from '@carbon/database';
import type { Programme } from '../../programmes/programme';
import type { PoolActor } from '../credit-pools';
import type { PoolingParts } from '../parts';
import { carryingRounds, findRound, waitingRound } from '../persistence/rounds';
import { countReturns } from '../persistence/returns';

/**
 * Tells the room of credits what stands: of an open period what the round has in the pool now, and of all before it what
 * of the verified and carried over was taken back. Where no round waits, the next one tells it.
 * @throws Refusal POOL_PERIOD_CLOSED where the period went on meanwhile
 */
export async function tellCredits(
  tx: Transaction,
  { pools }: Pick<PoolingParts, 'pools'>,
  programme: Pick<Programme, 'id' | 'code'>,
  by: PoolActor,
  ordinal?: number,
): Promise<void> {
  const round =
    ordinal === undefined ? await waitingRound(tx, programme.id) : await findRound(tx, programme, ordinal);
  if (round === undefined) return;
  const about = { programme: programme.code, pool: round.pool, period: round.period };
  const standing = await pools.standingOf(tx, about);
  if (standing.state === 'open') {
    const residents = round.residents - (await countReturns(tx, round.id));
    const told = { from: round.fromUg, micrograms: round.carriedUg, residents, evidence: round.evidence };
    await pools.tell(tx, about, told, by);
  }
  const there = (await carryingRounds(tx, programme.id)).reduce((sum, { carriedUg }) => sum + carriedUg, 0n);
  const brought = standing.carriedIn + (standing.verified ?? round.carriedUg);
  await pools.tellWithdrawn(tx, about, brought - there);
}
