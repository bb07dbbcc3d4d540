import type { Goal, Ratio } from './bench';

/** One measurement: a rate, or a time. */
type Measure = () => Promise<number> | number;

export interface Comparison {
  readonly path: string;
  readonly reference: string;
  readonly unit: string;
  readonly goal: Goal;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/**
 * Reference, path, reference, path …: whatever slows the machine down for a while slows both. The first round of each
 * warms up and is thrown away; the ratio is the median of the rounds' own ratios.
 */
export async function interleave(
  rounds: number,
  comparison: Comparison,
  reference: Measure,
  path: Measure,
): Promise<Ratio> {
  const references: number[] = [];
  const paths: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const [below, above] = [await reference(), await path()];
    if (round === 0) continue;
    references.push(below);
    paths.push(above);
  }
  return ratioOf(comparison, references, paths);
}

/** The ratio of measurements that were taken in turns. */
export function ratioOf(
  comparison: Comparison,
  references: readonly number[],
  paths: readonly number[],
): Ratio {
  const ratios = paths.map((amount, round) => amount / (references[round] ?? NaN));
  return {
    ...comparison,
    pathAmount: median(paths),
    referenceAmount: median(references),
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
  };
}

/** Milliseconds since some moment, with fractions. */
export const now = (): number => performance.now();
