import type { Transaction } from '@carbon/database';
import { insertOwed, owesLessThanNothing } from '../allocation/persistence/owed';
import { takenOffAlready } from './refusals';

/** What a holder is to hand back out of its next allocation (ALC-011). */
export interface OwedAdjustment {
  readonly market: string;
  /** The year whose allocation it is taken off. */
  readonly year: number;
  readonly holderId: string;
  /** Whole tonnes. */
  readonly quantityT: bigint;
  /** Where it comes from: `borrowing:<id>`, `penalty:<id>`. */
  readonly reference: string;
  readonly reason: string;
  /** SHA-256 of the decision, hex. */
  readonly documentHash?: string | null;
  readonly at: Date;
  readonly by: string;
  readonly approver: string;
}

/** Notes what is owed; settling an allocation takes it off. */
export function owe(
  tx: Transaction,
  { quantityT, at, by, approver, ...owed }: OwedAdjustment,
): Promise<void> {
  return insertOwed(tx, [{ ...owed, kind: 'decided', quantity: quantityT }], { actor: by, approver }, at);
}

/**
 * Takes back what was owed under a decision that does not stand any more.
 * @throws Refusal ALLOWANCES_OWED_TAKEN_OFF when an allocation has taken it off already
 */
export async function waive(tx: Transaction, owed: OwedAdjustment): Promise<void> {
  const { quantityT, at, by, approver, ...entry } = owed;
  try {
    await insertOwed(tx, [{ ...entry, kind: 'waived', quantity: -quantityT }], { actor: by, approver }, at);
  } catch (error) {
    if (!owesLessThanNothing(error)) throw error;
    throw takenOffAlready(owed.reference);
  }
}
