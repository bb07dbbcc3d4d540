import type { Transaction } from '@carbon/database';
import type { Acting } from '../desk';
import { insertMovements, type Movement } from '../persistence/movements';
import { insertOwed, type OwedEntry } from '../persistence/owed';
import { readSettlements } from '../persistence/read-settlements';
import type { Round } from '../persistence/rounds';

/** Gives back what the approval of a round set apart; nothing of it has been issued yet. */
export async function cancelApproved(tx: Transaction, round: Round, by: Acting, now: Date): Promise<void> {
  const settlements = await readSettlements(tx, round.id);
  const owed = settlements
    .filter(({ deductedT }) => deductedT !== 0n)
    .map((one): OwedEntry => ({
      ...{ market: one.market, holderId: one.holderId, year: one.year, kind: 'cancelled' },
      ...{ quantity: one.deductedT, reference: round.number, reason: 'round cancelled' },
    }));
  await insertOwed(tx, owed, by, now);
  const movements = settlements.flatMap((one): Movement[] => [
    ...(one.issueT > 0n ? [{ ...one, kind: 'release' as const, quantity: one.issueT }] : []),
    ...(one.returnT > 0n ? [{ ...one, kind: 'forgo' as const, quantity: one.returnT }] : []),
  ]);
  await insertMovements(tx, movements, by, now);
}
