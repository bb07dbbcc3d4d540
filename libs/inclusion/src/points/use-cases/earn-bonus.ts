import type { Transaction } from '@carbon/database';
import { creditMonth } from '../domain/first-in-first-out';
import { putIntoTail } from '../persistence/tail';

export interface Bonus {
  readonly resident: bigint;
  readonly programme: number;
  /** Above zero. */
  readonly points: bigint;
}

/** Points with no act behind them, by a published rule: they reach the ledger with the next fold. */
export async function earnBonus(tx: Transaction, bonuses: readonly Bonus[], now: Date): Promise<void> {
  await putIntoTail(tx, bonuses, creditMonth(now));
}
