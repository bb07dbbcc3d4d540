import type { ChinaDate } from '@carbon/kernel';
import {
  fields,
  type PackReference,
  type PackSource,
  positiveNumber,
  type Reader,
  releasedPacks,
  RulePacks,
  type RuleValue,
} from '@carbon/rules/domain';
import emitters2026 from '../../../../rules/packs/emitters-cn.2026-1.json';
import manifest from '../../../../rules/packs/manifest.json';
import { type Sector, SECTORS } from '../carbon-market';
import { UNIT_CLASSES, type UnitClass } from '../verified';

/** Where the classes of generating units part (ALC-006). */
export interface UnitClassRule {
  readonly conventionalFromMw: number;
  readonly unconventionalAbovePercent: number;
  readonly otherFuelAtMostPercent: number;
}

/** Gases that count in a sector (ALC-024). */
export type SectorGases = Readonly<Partial<Record<Sector, readonly string[]>>>;

const listOf =
  <T extends string>(known: readonly T[]): Reader<readonly T[]> =>
  (value) => {
    const items: unknown[] = Array.isArray(value) ? value : [];
    if (items.length === 0 || !items.every((item) => known.includes(item as T))) {
      throw new RangeError(`must be a list of ${known.join(', ')}`);
    }
    return items as T[];
  };

const sectorGases: Reader<SectorGases> = (value) => {
  const gases = Object.entries((value ?? {}) as Readonly<Record<string, unknown>>);
  const good = ([sector, list]: [string, unknown]) =>
    SECTORS.some((known) => known === sector) &&
    Array.isArray(list) &&
    list.length > 0 &&
    list.every((gas) => typeof gas === 'string');
  if (gases.length === 0 || !gases.every(good)) throw new RangeError('must name the gases of each sector');
  return Object.fromEntries(gases);
};

const shape = {
  keys: {
    'unit-class': fields<UnitClassRule & Readonly<Record<string, unknown>>>({
      conventionalFromMw: positiveNumber,
      unconventionalAbovePercent: positiveNumber,
      otherFuelAtMostPercent: positiveNumber,
    }) as Reader<UnitClassRule>,
    'unit-class.least-favourable-first': listOf(UNIT_CLASSES),
    gases: sectorGases,
  },
} as const;

export const emitterPacks = new RulePacks('emitters-cn', shape, [emitters2026], manifest);

/** What the rules say of emitters on one day; a figure is undefined on days for which the pack has none. */
export interface EmitterRules {
  readonly unitClass: RuleValue<UnitClassRule> | undefined;
  readonly leastFavourableFirst: RuleValue<readonly UnitClass[]> | undefined;
  readonly gases: RuleValue<SectorGases> | undefined;
  /** Names the pack in what rests on some of its values. */
  reference(used: readonly RuleValue<unknown>[]): PackReference & { readonly hash: string };
}

/**
 * @param asOf picks the version of the pack
 * @param day picks the figures in it
 * @throws Refusal RULES_NO_PACK before the first version
 */
export function emitterRules(
  asOf: ChinaDate,
  day: ChinaDate = asOf,
  packs: PackSource = releasedPacks,
): EmitterRules {
  const pack = packs.on(emitterPacks, asOf);
  const find = <T>(key: keyof typeof shape.keys) => pack.findFor(key, day) as RuleValue<T> | undefined;
  return {
    unitClass: find('unit-class'),
    leastFavourableFirst: find('unit-class.least-favourable-first'),
    gases: find('gases'),
    reference: (used) => ({ ...pack.reference(used), hash: pack.hash }),
  };
}
