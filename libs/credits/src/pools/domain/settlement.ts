import { type Micrograms, splitExactly } from '@carbon/kernel';

/** What a member still has in the units of an issue that were not settled yet. */
export interface Unsettled {
  readonly member: string;
  readonly left: Micrograms;
}

export interface SettlementLine {
  readonly member: string;
  /** The member's part of the tonnes that were sold. */
  readonly sold: Micrograms;
  /** The member's part of the proceeds after the fee, in fen. */
  readonly fen: bigint;
}

export interface Settlement {
  readonly feeFen: bigint;
  readonly netFen: bigint;
  readonly lines: readonly SettlementLine[];
}

const BASIS_POINTS = 10_000n;

/**
 * Shares the proceeds of sold units among the members whose reductions are in them. The fee is rounded down, for the
 * members; fee and lines sum to the proceeds, and the members' tonnes to what was sold, exactly.
 * @param proceedsFen what the buyer paid
 * @param sold micrograms in the sold units; at most what all members have left
 */
export function settle(
  {
    proceedsFen,
    feeBasisPoints,
    sold,
  }: {
    readonly proceedsFen: bigint;
    readonly feeBasisPoints: bigint;
    readonly sold: Micrograms;
  },
  members: readonly Unsettled[],
): Settlement {
  const feeFen = (proceedsFen * feeBasisPoints) / BASIS_POINTS;
  const netFen = proceedsFen - feeFen;
  const tonnes = splitExactly(
    sold,
    members.map(({ member, left }) => ({ key: member, weight: left })),
  );
  const money = splitExactly(
    netFen,
    members.map(({ member }) => ({ key: member, weight: tonnes.get(member) ?? 0n })),
  );
  const lines = members.map(({ member }) => ({
    member,
    sold: tonnes.get(member) ?? 0n,
    fen: money.get(member) ?? 0n,
  }));
  return { feeFen, netFen, lines: lines.filter((line) => line.sold > 0n) };
}
