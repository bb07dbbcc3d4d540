/** Serials first to last, both included. */
export interface Serials {
  readonly first: bigint;
  readonly last: bigint;
}

/** What two lists of serials have in common, in the order of the first. */
export function commonSerials(some: readonly Serials[], others: readonly Serials[]): Serials[] {
  return some.flatMap(({ first, last }) =>
    others.flatMap((other) => {
      const low = first > other.first ? first : other.first;
      const high = last < other.last ? last : other.last;
      return low > high ? [] : [{ first: low, last: high }];
    }),
  );
}

/** The first `quantity` of them; fewer when there are no more. */
export function takeSerials(serials: readonly Serials[], quantity: bigint): Serials[] {
  const taken: Serials[] = [];
  let open = quantity;
  for (const { first, last } of serials) {
    if (open === 0n) break;
    const count = last - first + 1n < open ? last - first + 1n : open;
    taken.push({ first, last: first + count - 1n });
    open -= count;
  }
  return taken;
}

export const countSerials = (serials: readonly Serials[]): bigint =>
  serials.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
