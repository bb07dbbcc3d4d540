import { splitExactly } from '@carbon/kernel';

/** One who takes part of a target: a company, a site, a device. Paths have a `/` between levels: `A/site-1/boiler`. */
export interface TargetNode {
  readonly path: string;
  /** What decides the share, e.g. last year's emissions in whole tonnes. */
  readonly weight: bigint;
}

/**
 * Splits a target over a tree: each level by the weights below it, so that the parts of every node sum to its own share
 * exactly. Weights stand on the leaves; a node weighs what its leaves weigh.
 * @returns the share of every node in whole tonnes, by path
 * @throws RangeError for a negative weight, a path twice, a leaf that is a branch too, or no weight at all
 */
export function splitTarget(targetT: bigint, leaves: readonly TargetNode[]): ReadonlyMap<string, bigint> {
  const shares = new Map<string, bigint>();
  divide(targetT, treeOf(leaves), '', shares);
  return shares;
}

interface Branch {
  weight: bigint;
  readonly below: Map<string, Branch>;
}

function treeOf(leaves: readonly TargetNode[]): Branch {
  const root: Branch = { weight: 0n, below: new Map() };
  const ends = new Set<Branch>();
  for (const { path, weight } of leaves) {
    let at = root;
    at.weight += weight;
    for (const step of path.split('/')) {
      if (ends.has(at)) throw new RangeError(`${path} stands below a leaf`);
      const next = at.below.get(step) ?? { weight: 0n, below: new Map<string, Branch>() };
      at.below.set(step, next);
      next.weight += weight;
      at = next;
    }
    if (ends.has(at) || at.below.size > 0) throw new RangeError(`${path} stands twice, or above others`);
    ends.add(at);
  }
  return root;
}

function divide(amount: bigint, branch: Branch, path: string, shares: Map<string, bigint>): void {
  if (branch.below.size === 0) return;
  const claims = [...branch.below].map(([key, { weight }]) => ({ key, weight }));
  for (const [key, share] of splitExactly(amount, claims)) {
    const below = branch.below.get(key);
    const at = path === '' ? key : `${path}/${key}`;
    shares.set(at, share);
    if (below !== undefined) divide(share, below, at, shares);
  }
}
