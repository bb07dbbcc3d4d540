import type { GroupTie } from './rows';

/** Ties by member, to climb. */
export type Ties = ReadonlyMap<string, readonly GroupTie[]>;

export function tiesOf(ties: readonly GroupTie[]): Ties {
  const byMember = new Map<string, GroupTie[]>();
  for (const tie of ties) byMember.set(tie.memberId, [...(byMember.get(tie.memberId) ?? []), tie]);
  return byMember;
}

/** The head of the group a holder belonged to at a moment; the holder itself where it belonged to none. */
export function controllerAt(ties: Ties, holderId: string, at: Date): string {
  const seen = new Set([holderId]);
  let head = holderId;
  for (;;) {
    const tie = ties
      .get(head)
      ?.find(({ since, until }) => since <= at && (until === undefined || at < until));
    // a tie that ended and another that began may, in the books of different days, look like a circle
    if (tie === undefined || seen.has(tie.parentId)) return head;
    head = tie.parentId;
    seen.add(head);
  }
}
