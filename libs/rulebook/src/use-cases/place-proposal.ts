import { type ChinaDate } from '@carbon/kernel';
import { compareVersions, latestFirst, type PinnedPack } from '@carbon/rules';
import { beforeAnother, beginsTooEarly, versionNotNew } from '../domain/refusals';
import type { StoredVersion } from '../persistence/read-versions';
import type { RulebookState } from '../rulebook';

/**
 * Where a new version would stand: after every other of its family, from a later day on than today.
 * @returns the version that it would supersede; undefined when it is the first to begin
 * @throws Refusal RULE_PACK_VERSION_NOT_NEW (409), RULE_PACK_BEGINS_TOO_EARLY, RULE_PACK_BEFORE_ANOTHER (422)
 */
export function placeProposal(
  { id, version, effectiveFrom }: PinnedPack,
  state: RulebookState,
  today: ChinaDate,
): StoredVersion | undefined {
  const family = state.versions.filter((one) => one.id === id);
  const highest = [...family].sort((one, other) => compareVersions(other.version, one.version))[0];
  if (highest !== undefined && compareVersions(version, highest.version) <= 0) {
    throw versionNotNew(id, version, highest.version);
  }
  if (effectiveFrom <= today) throw beginsTooEarly(id, effectiveFrom, today);
  const [last] = family.filter(({ withdrawnAt }) => withdrawnAt === undefined).sort(latestFirst);
  if (last !== undefined && effectiveFrom <= last.effectiveFrom) {
    throw beforeAnother(id, effectiveFrom, { version: last.version, from: last.effectiveFrom });
  }
  return last;
}
