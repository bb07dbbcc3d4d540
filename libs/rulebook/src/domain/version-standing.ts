import type { ChinaDate } from '@carbon/kernel';
import { type DatedVersion, versionOn } from '@carbon/rules/domain';

export const VERSION_STANDINGS = ['in-force', 'coming', 'past', 'withdrawn'] as const;
export type VersionStanding = (typeof VERSION_STANDINGS)[number];

/** A version that may have been taken back before it began. */
export interface Withdrawable extends DatedVersion {
  readonly withdrawnAt?: Date;
}

/** Those that count. */
export function standing<V extends Withdrawable>(versions: readonly V[]): readonly V[] {
  return versions.filter(({ withdrawnAt }) => withdrawnAt === undefined);
}

/** Where a version of a family stands on a day. */
export function standingOf<V extends Withdrawable>(
  one: V,
  family: readonly V[],
  today: ChinaDate,
): VersionStanding {
  if (one.withdrawnAt !== undefined) return 'withdrawn';
  if (one.effectiveFrom > today) return 'coming';
  return versionOn(standing(family), today)?.version === one.version ? 'in-force' : 'past';
}
