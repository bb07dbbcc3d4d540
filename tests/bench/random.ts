/** A small seeded generator (mulberry32): every run asks for the same transfers. */
export class Random {
  constructor(private state = 1) {}

  /** A fraction in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 to `below`, without it. */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }
}

/** Picks the accounts of a transfer, as positions in a list; never the same one twice. */
export type PickPair = () => readonly [number, number];

const distinct = (pick: () => number): PickPair => {
  return () => {
    const from = pick();
    let to = pick();
    while (to === from) to = pick();
    return [from, to];
  };
};

/** Every account as likely as any other. */
export function uniform(random: Random, accounts: number): PickPair {
  return distinct(() => random.below(accounts));
}

/** The account of rank r with a likelihood of 1/r (Zipf with exponent 1.0); ranks are scattered over the accounts. */
export function zipf(random: Random, accounts: number): PickPair {
  const upTo = new Float64Array(accounts);
  let sum = 0;
  for (let rank = 0; rank < accounts; rank++) upTo[rank] = sum += 1 / (rank + 1);
  const scattered = Uint32Array.from({ length: accounts }, (_, at) => at);
  for (let at = accounts - 1; at > 0; at--) {
    const other = random.below(at + 1);
    const here = scattered[at] ?? 0;
    scattered[at] = scattered[other] ?? 0;
    scattered[other] = here;
  }
  return distinct(() => {
    const wanted = random.next() * sum;
    let low = 0;
    let high = accounts - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((upTo[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return scattered[low] ?? 0;
  });
}

/** One side of every second transfer is one of the first `hot` accounts; everything else is uniform. */
export function hotSpot(random: Random, accounts: number, hot: number): PickPair {
  const plain = uniform(random, accounts);
  return () => {
    if (random.next() < 0.5) return plain();
    const star = random.below(hot);
    const other = hot + random.below(accounts - hot);
    return random.next() < 0.5 ? [star, other] : [other, star];
  };
}
