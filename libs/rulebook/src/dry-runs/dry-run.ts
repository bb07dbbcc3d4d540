import type { ChinaDate, Text } from '@carbon/kernel';
import type { RunningJob } from '@carbon/jobs';
import type { PackSource } from '@carbon/rules';

/** What a trial may do while it runs: read, in pieces, and say how far it is. It writes nothing. */
export type DryRunJob = Pick<RunningJob, 'database' | 'progress'>;

/** The rules of a trial. */
export interface DryRunRules {
  /** As approved by now, without the proposal. */
  readonly inForce: PackSource;
  /** The same with the proposal. */
  readonly proposed: PackSource;
  /**
   * What is proposed. Both sources are to be asked as of its `effectiveFrom` (`on(packs, proposal.effectiveFrom)`): on
   * earlier days they do not differ. The value for a data year stays `valueFor(key, dayOfTheDataYear)`.
   */
  readonly proposal: {
    readonly id: string;
    readonly version: string;
    readonly hash: string;
    readonly effectiveFrom: ChinaDate;
  };
}

/** One record of the platform that would come out otherwise. */
export interface DryRunLine {
  /** Which record, in words: `发电企业 A 2025 年度核定配额`. */
  readonly subject: Text;
  /** Whose it is, by its code. */
  readonly holderCode?: string;
  /** The outcome by each version, as text: quantities with their unit. */
  readonly before: string;
  readonly after: string;
}

export interface DryRunTotal {
  readonly title: Text;
  readonly before: string;
  readonly after: string;
}

export interface DryRunFindings {
  /** Records that were calculated under both. */
  readonly checked: number;
  /** All that differ, in a stable order. The first are stored, all of them stand in the file. */
  readonly lines: readonly DryRunLine[];
  readonly totals: readonly DryRunTotal[];
}

/** How a room tries a new version on its own records before anybody approves it. */
export interface DryRun {
  /** Unique over the platform, `open-tasks`. */
  readonly id: string;
  readonly title: Text;
  /** Whether a family of packs matters to it. */
  families(id: string): boolean;
  run(job: DryRunJob, rules: DryRunRules): Promise<DryRunFindings>;
}
