import type { DryRun } from './dry-run';

/**
 * The trials that the rooms of this process brought: rooms inject it and register theirs in a constructor or
 * onModuleInit. A new version of a family that has any is approved only after all of them ran on its very content.
 */
export class DryRuns {
  private readonly runs = new Map<string, DryRun>();

  register(run: DryRun): void {
    if (this.runs.has(run.id)) throw new Error(`two rooms bring the dry run ${run.id}`);
    this.runs.set(run.id, run);
  }

  /** Those of a family, in the order of their ids. */
  of(family: string): readonly DryRun[] {
    return [...this.runs.values()]
      .filter((run) => run.families(family))
      .sort((one, other) => (one.id < other.id ? -1 : 1));
  }
}
