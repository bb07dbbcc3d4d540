import type { Transaction } from '@carbon/database';

/** What a holder is to hand back out of its next allocation, whole tonnes (ALC-011). */
export interface OwedAdjustment {
  readonly market: string;
  /** The year whose allocation it is taken off. */
  readonly year: number;
  readonly holderId: string;
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
export function owe(tx: Transaction, owed: OwedAdjustment): Promise<void> {
  return enter(tx, 'decided', owed.quantityT, owed);
}

/** Takes back what was owed under a decision that does not stand any more. */
export function waive(tx: Transaction, owed: OwedAdjustment): Promise<void> {
  return enter(tx, 'waived', -owed.quantityT, owed);
}

async function enter(
  tx: Transaction,
  kind: 'decided' | 'waived',
  quantity: bigint,
  { market, holderId, year, reference, reason, documentHash, at, by, approver }: OwedAdjustment,
): Promise<void> {
  await tx.query(
    `insert into allowances.owed_entry (market, holder_id, year, kind, quantity, reference, reason, document_hash, at,
       by_whom, approver)
     values ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'), $9, $10, $11)`,
    [
      ...[market, holderId, year, kind, quantity.toString(), reference, reason, documentHash ?? null],
      ...[at, by, approver],
    ],
  );
}
