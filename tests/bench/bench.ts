import type { BenchServer } from './server';

/** How large everything is. `--quick` shrinks it all and keeps the shape. */
export interface Sizes {
  readonly accounts: number;
  readonly rounds: number;
  readonly roundMs: number;
  readonly tpcbScale: number;
  /** Blocks, and journal rows, of the grown ledgers that lookups and transfers are timed on. */
  readonly smallBlocks: number;
  readonly largeBlocks: number;
  readonly smallJournal: number;
  readonly largeJournal: number;
  readonly logLeaves: number;
  readonly httpClients: number;
  /** Resting orders of the books that are compared, and commands a round. */
  readonly bookOrders: readonly number[];
  readonly bookCommands: number;
  /** Residents of a city, and their acts of a month. */
  readonly residents: number;
  readonly acts: number;
}

export const FULL: Sizes = {
  accounts: 100_000,
  rounds: 5,
  roundMs: 2_000,
  tpcbScale: 50,
  smallBlocks: 10_000,
  largeBlocks: 10_000_000,
  smallJournal: 100_000,
  largeJournal: 10_000_000,
  logLeaves: 500_000,
  httpClients: 128,
  bookOrders: [1_000, 20_000, 200_000, 1_000_000],
  bookCommands: 200_000,
  residents: 1_000_000,
  acts: 10_000_000,
};

export const QUICK: Sizes = {
  accounts: 20_000,
  rounds: 3,
  roundMs: 300,
  tpcbScale: 10,
  smallBlocks: 10_000,
  largeBlocks: 200_000,
  smallJournal: 100_000,
  largeJournal: 1_000_000,
  logLeaves: 100_000,
  httpClients: 64,
  bookOrders: [1_000, 20_000],
  bookCommands: 20_000,
  residents: 20_000,
  acts: 200_000,
};

/** What a line may use. */
export interface Bench {
  readonly sizes: Sizes;
  readonly server: BenchServer;
  /** Tells whoever waits what is going on. */
  say(step: string): void;
}

export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** One row of the table: a path, the reference it was measured against in the same run, and what is wanted of the two. */
export interface Ratio {
  readonly path: string;
  readonly reference: string;
  /** What the two amounts are: `/s`, `ms`, `gas`. */
  readonly unit: string;
  readonly pathAmount: number;
  readonly referenceAmount: number;
  readonly ratio: number;
  /** The lowest and the highest ratio of a single round. */
  readonly spread: readonly [number, number];
  readonly goal: Goal;
}

/** Something worth knowing that has no goal. */
export interface Note {
  readonly about: string;
  readonly lines: readonly string[];
}

export interface LineResult {
  readonly ratios: readonly Ratio[];
  readonly notes?: readonly Note[];
}

/** A line of the bench; its name is what `--only` takes. */
export interface Line {
  readonly name: string;
  /** @throws CheckFailed when the numbers do not add up afterwards */
  run(bench: Bench): Promise<LineResult>;
}

/** The work was fast and wrong. */
export class CheckFailed extends Error {}

export function isMet({ ratio, goal }: Ratio): boolean {
  return 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost;
}
