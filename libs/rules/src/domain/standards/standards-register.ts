import type { ChinaDate } from '@carbon/kernel';
import manifest from '../../../packs/manifest.json';
import register2026 from '../../../packs/standards-register.2026-1.json';
import type { PackReference } from '../rule-value';
import { type PackOnDay, type PackSource, releasedPacks, RulePacks } from '../rule-packs';
import { type Standard, type StandardEntry, standardEntry } from './standard';

const shape = { keys: {}, others: standardEntry } as const;

/** The register is a pack like any other: a correction is a new version that two people approve. */
export const standardPacks = new RulePacks('standards-register', shape, [register2026], manifest);

export interface StandardsRegister {
  /** By code. */
  readonly standards: readonly Standard[];
  readonly pack: PackReference;
}

/**
 * The register as it stands on a day, with the editions that rooms bring themselves (methodologies that run); an entry of
 * the register's own stands before one that is brought under its code.
 * @throws Refusal RULES_NO_PACK (422) before its first day
 */
export function standardsOn(
  day: ChinaDate,
  brought: readonly Standard[] = [],
  packs: PackSource = releasedPacks,
): StandardsRegister {
  const pack = packs.on(standardPacks, day);
  const own = entriesOf(pack);
  const codes = new Set(own.map(({ code }) => code));
  const standards = [...own, ...brought.filter(({ code }) => !codes.has(code))];
  standards.sort((one, other) => (one.code < other.code ? -1 : 1));
  return { standards, pack: pack.reference(own) };
}

function entriesOf(pack: PackOnDay<typeof shape>): Standard[] {
  return pack.keys().flatMap((code) => {
    const found = pack.find(code);
    if (found === undefined) return [];
    const { rules, source, certainty } = found;
    return [{ ...(found.value as StandardEntry), code, rules, source, certainty }];
  });
}
