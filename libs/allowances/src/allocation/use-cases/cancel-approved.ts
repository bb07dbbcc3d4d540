import type { Transaction } from '@carbon/database';
import type { Acting } from '../desk';
import { countedOn } from '../domain/refusals';
import { insertMovements, type Movement } from '../persistence/movements';
import { insertOwed, type OwedEntry } from '../persistence/owed';
import { lockSettling } from '../persistence/locks';
import { isCountedOn, readSettlements } from '../persistence/read-settlements';
import type { Round } from '../persistence/rounds';
import { currentHolders } from '../persistence/successors';

/**
 * Gives back what the approval of a round set apart; nothing of it has been issued yet.
 * @throws Refusal ALLOCATION_COUNTED_ON when a true-up has counted on what the round gives (ALC-009)
 */
export async function cancelApproved(tx: Transaction, round: Round, by: Acting, now: Date): Promise<void> {
  await lockSettling(tx, round.market);
  if (await isCountedOn(tx, round)) throw countedOn(round.number);
  const settlements = await readSettlements(tx, round.id);
  const current = await currentHolders(
    tx,
    settlements.map(({ holderId }) => holderId),
  );
  const owed = settlements
    .filter(({ deductedT }) => deductedT !== 0n)
    .map((one): OwedEntry => ({
      ...{ market: one.market, year: one.year, kind: 'cancelled' },
      holderId: current.get(one.holderId) ?? one.holderId,
      ...{ quantity: one.deductedT, reference: round.number, reason: 'round cancelled' },
    }));
  await insertOwed(tx, owed, by, now);
  const movements = settlements.flatMap((one): Movement[] => [
    ...(one.issueT > 0n ? [{ ...one, kind: 'release' as const, quantity: one.issueT }] : []),
    ...(one.returnT > 0n ? [{ ...one, kind: 'forgo' as const, quantity: one.returnT }] : []),
  ]);
  await insertMovements(tx, movements, by, now);
}
