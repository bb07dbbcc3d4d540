export interface SettlementInput {
  readonly preAllocatedT: bigint;
  readonly approvedT: bigint;
  /** Adjustments of earlier years that are still to be deducted. */
  readonly owedT: bigint;
}

export interface Settlement {
  /** Issued at pre-allocation, after what was owed. */
  readonly preIssueT: bigint;
  /** Of the deduction taken at pre-allocation, what goes back to the owed balance at approval. */
  readonly returnedT: bigint;
  /** Issued at approval, after what was still owed. */
  readonly finalIssueT: bigint;
  readonly remainingOwedT: bigint;
  /** Issued at pre-allocation and more than is due after approval: the holder hands it back (ALC-009, ALC-012). */
  readonly handBackT: bigint;
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const over = (a: bigint, b: bigint): bigint => (a > b ? a - b : 0n);

/**
 * ALC-011. What is owed is taken first, at pre-allocation and then at approval, and never more than is given:
 * taken before = min(owed, pre-allocated); taken in all = min(owed, approved). Where fewer were approved than were
 * taken before, the rest of the deduction is returned to what is owed. In all
 * `preIssueT + finalIssueT - handBackT = approved - taken in all = max(0, approved - owed)`, as if the approved
 * quantity had been known from the beginning.
 */
export function settleAllocation({ preAllocatedT, approvedT, owedT }: SettlementInput): Settlement {
  const takenBefore = min(owedT, preAllocatedT);
  const takenInAll = min(owedT, approvedT);
  const preIssueT = preAllocatedT - takenBefore;
  const dueT = approvedT - takenInAll;
  return {
    preIssueT,
    returnedT: over(takenBefore, takenInAll),
    finalIssueT: over(dueT, preIssueT),
    remainingOwedT: owedT - takenInAll,
    handBackT: over(preIssueT, dueT),
  };
}
