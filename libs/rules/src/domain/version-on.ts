import type { ChinaDate } from '@carbon/kernel';
import { covers, type Span } from './rule-value';

/** A version of something, `2026.1`, and the days it is for. */
export interface DatedVersion extends Span {
  readonly version: string;
}

/** Below zero where the first is the lower version: `2026.9` stands before `2026.10`. */
export function compareVersions(one: string, other: string): number {
  const [year = 0, number = 0] = one.split('.').map(Number);
  const [otherYear = 0, otherNumber = 0] = other.split('.').map(Number);
  return year - otherYear || number - otherNumber;
}

/**
 * The version in force on a day: of those that began by then the one that began last, of two that began together the
 * higher. A version supersedes all earlier ones from its first day on and for good: after its own last day, if it names
 * one, there is none until the next begins, and what it superseded does not come back.
 */
export function versionOn<V extends DatedVersion>(versions: readonly V[], day: ChinaDate): V | undefined {
  const [latest] = versions.filter(({ effectiveFrom }) => effectiveFrom <= day).sort(latestFirst);
  return latest !== undefined && covers(latest, day) ? latest : undefined;
}

/** For sorting: what begins last stands first. */
export function latestFirst(one: DatedVersion, other: DatedVersion): number {
  if (one.effectiveFrom === other.effectiveFrom) return compareVersions(other.version, one.version);
  return one.effectiveFrom < other.effectiveFrom ? 1 : -1;
}
