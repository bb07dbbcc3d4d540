/** Serials first to last, both included. */
export interface Serials {
  readonly first: bigint;
  readonly last: bigint;
}

export function countOf(ranges: readonly Serials[]): bigint {
  return ranges.reduce((count, { first, last }) => count + last - first + 1n, 0n);
}

/** The lowest `quantity` serials of ascending ranges, and the rest. @throws RangeError when there are fewer */
export function takeLowest(
  ranges: readonly Serials[],
  quantity: bigint,
): { readonly taken: Serials[]; readonly rest: Serials[] } {
  if (quantity > countOf(ranges)) throw new RangeError('there are fewer serials');
  const taken: Serials[] = [];
  const rest: Serials[] = [];
  let wanted = quantity;
  for (const { first, last } of ranges) {
    const cut = first + wanted - 1n < last ? first + wanted - 1n : last;
    if (cut >= first) taken.push({ first, last: cut });
    if (cut < last) rest.push({ first: cut + 1n, last });
    wanted -= cut - first + 1n;
  }
  return { taken, rest };
}

/** As PostgreSQL writes int8multirange: `{[1,11),[20,31)}`. */
export function toMultirange(ranges: readonly Serials[]): string {
  return `{${ranges.map(({ first, last }) => `[${first},${last + 1n})`).join(',')}}`;
}

export function fromMultirange(text: string): Serials[] {
  return [...text.matchAll(/\[(\d+),(\d+)\)/g)].map(([, first = '', end = '']) => ({
    first: BigInt(first),
    last: BigInt(end) - 1n,
  }));
}

/** As journal records write them: `1-10`. */
export function fromRecord(texts: readonly string[]): Serials[] {
  return texts.map((text) => {
    const [first = '', last = ''] = text.split('-');
    return { first: BigInt(first), last: BigInt(last) };
  });
}

export function toRecord({ first, last }: Serials): string {
  return `${first}-${last}`;
}
