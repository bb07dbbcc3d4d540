export const RECONCILIATION_ITEMS = [
  'money-not-assigned',
  'deposit-not-on-a-statement',
  'payment-not-on-a-statement',
  'paid-out-without-order',
  'statements-do-not-join',
] as const;
/**
 * What keeps bank and ledger apart. The first three are under way and explain what they amount to; the others are faults to
 * be looked into.
 */
export type ReconciliationItemKind = (typeof RECONCILIATION_ITEMS)[number];

export interface ReconciliationItem {
  readonly kind: ReconciliationItemKind;
  /** The bank's reference, or ours. */
  readonly reference: string;
  /** By how much the bank's balance is above the ledger's because of it. */
  readonly fen: bigint;
}

const UNDER_WAY: ReadonlySet<ReconciliationItemKind> = new Set([
  'money-not-assigned',
  'deposit-not-on-a-statement',
  'payment-not-on-a-statement',
]);

export interface BankReconciliation {
  /** The closing balances of the latest statements of all settlement accounts. */
  readonly bankFen: bigint;
  /** All money on the ledger. */
  readonly ledgerFen: bigint;
  readonly underWayFen: bigint;
  /** Bank less ledger less what is under way; zero when all is well. */
  readonly differenceFen: bigint;
  readonly state: 'agrees' | 'differs';
  readonly items: readonly ReconciliationItem[];
}

/** TRD-016: the bank's balance is the money on the ledger and what is under way. A difference stays named until it is gone. */
export function reconcileBank(
  bankFen: bigint,
  ledgerFen: bigint,
  items: readonly ReconciliationItem[],
): BankReconciliation {
  const underWayFen = items.filter(({ kind }) => UNDER_WAY.has(kind)).reduce((sum, { fen }) => sum + fen, 0n);
  const differenceFen = bankFen - ledgerFen - underWayFen;
  const faulty = items.some(({ kind }) => !UNDER_WAY.has(kind));
  const state = differenceFen === 0n && !faulty ? 'agrees' : 'differs';
  return { bankFen, ledgerFen, underWayFen, differenceFen, state, items };
}
