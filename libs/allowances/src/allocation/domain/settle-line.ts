import { settleAllocation } from '../../domain/allocation/index';

/** What was settled for an enterprise in the year before: its pre-allocation, or what a re-approval changes. */
export interface EarlierSettlement {
  /** What the lines before gave. */
  readonly amountT: bigint;
  /** What of it went against what is owed. */
  readonly deductedT: bigint;
}

export interface SettledLine {
  /** Taken off what is owed now; below zero where an earlier deduction is given back. */
  readonly deductedT: bigint;
  readonly issueT: bigint;
  readonly returnT: bigint;
}

/**
 * What a line comes to (ALC-009, ALC-011, 多退少补). What is owed is taken off first, as far as the line has units to issue;
 * where the approval gives less than was pre-allocated, an excess deduction goes back to what is owed, and what was issued
 * too much is handed back.
 */
export function settleLine(
  line: { readonly amountT: bigint; readonly owedT: bigint },
  earlier: EarlierSettlement | undefined,
): SettledLine {
  const { amountT, owedT } = line;
  if (earlier === undefined) {
    const { preIssueT } = settleAllocation({ preAllocatedT: amountT, approvedT: amountT, owedT });
    return { deductedT: amountT - preIssueT, issueT: preIssueT, returnT: 0n };
  }
  const settled = settleAllocation({
    preAllocatedT: earlier.amountT,
    approvedT: amountT,
    owedT: earlier.deductedT,
  });
  // of the earlier deduction, what the approval does not bear
  const givenBack = settled.remainingOwedT;
  const change = amountT - earlier.amountT + givenBack;
  const further = change > 0n ? least(owedT, change) : 0n;
  const net = change - further;
  return {
    deductedT: further - givenBack,
    issueT: net > 0n ? net : 0n,
    returnT: net < 0n ? -net : 0n,
  };
}

const least = (a: bigint, b: bigint) => (a < b ? a : b);
