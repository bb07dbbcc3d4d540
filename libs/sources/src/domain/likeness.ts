import { Decimal } from 'decimal.js';
import type { AssetFacts } from './asset';
import { metresBetween, type Place } from './distance';
import { nameLikeness, normalName, normalNumber, differByNumber } from './names';
import { LIKENESS, type LikenessRules, type Sign } from './rules/likeness';

export interface Likeness {
  /** Signs for and against, as the rules know them. */
  readonly signs: readonly Sign[];
  readonly weight: number;
  readonly suspected: boolean;
}

/** What two files have in common, and whether it is enough to ask somebody. */
export function likeness(
  a: AssetFacts,
  b: AssetFacts,
  found: readonly Sign[] = [],
  rules: LikenessRules = LIKENESS.value,
): Likeness {
  const signs = [
    ...new Set([...found, ...nameSigns(a, b, rules), ...placeSigns(a, b, rules), ...factSigns(a, b, rules)]),
  ];
  const weight = signs.reduce((sum, sign) => sum + rules.weights[sign], 0);
  return { signs, weight, suspected: weight >= rules.suspectedFrom };
}

/** The strongest that any two of their names say. */
function nameSigns(a: AssetFacts, b: AssetFacts, rules: LikenessRules): Sign[] {
  const theirs = b.names.map(normalName);
  const signs = new Set<Sign>();
  for (const name of a.names.map(normalName)) {
    for (const other of theirs) {
      if (differByNumber(name, other)) continue;
      if (name.key === other.key) signs.add('same-name');
      else if (nameLikeness(name, other) >= rules.likeNamePercent) signs.add('like-name');
      else if (name.maybe !== undefined && name.maybe === other.maybe) signs.add('maybe-same-place');
    }
  }
  const strongest = (['same-name', 'like-name', 'maybe-same-place'] as const).find((sign) => signs.has(sign));
  return strongest === undefined ? [] : [strongest];
}

export const placeOf = ({ latitude, longitude }: AssetFacts): Place | undefined =>
  latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };

function placeSigns(a: AssetFacts, b: AssetFacts, rules: LikenessRules): Sign[] {
  const signs: Sign[] = [];
  const [here, there] = [placeOf(a), placeOf(b)];
  if (here !== undefined && there !== undefined) {
    const metres = metresBetween(here, there);
    if (metres <= rules.nearMetres) signs.push('near');
    else if (metres >= rules.farMetres) signs.push('far');
  }
  if (differ(a.province, b.province)) signs.push('other-province');
  const parcels = new Set(a.parcels.map(normalNumber));
  if (b.parcels.some((parcel) => parcels.has(normalNumber(parcel)))) signs.push('shared-parcel');
  return signs;
}

function factSigns(a: AssetFacts, b: AssetFacts, { sameSizePercent }: LikenessRules): Sign[] {
  return [
    ...(a.capacityKw !== undefined &&
    b.capacityKw !== undefined &&
    sameSize(a.capacityKw, b.capacityKw, sameSizePercent)
      ? (['same-size'] as const)
      : []),
    ...(a.startedOn !== undefined && a.startedOn === b.startedOn ? (['same-start'] as const) : []),
    ...(differ(a.technology, b.technology) ? (['other-technology'] as const) : []),
  ];
}

const differ = (a: string | undefined, b: string | undefined) =>
  a !== undefined && b !== undefined && a !== b;

function sameSize(a: string, b: string, percent: number): boolean {
  const larger = Decimal.max(a, b);
  return larger.gt(0) && Decimal.sub(a, b).abs().mul(100).lte(larger.mul(percent));
}

/** Whether two files of land name the very same parcels and nothing that speaks against their being one. */
export function sameLand(a: AssetFacts, b: AssetFacts): boolean {
  if (a.kind !== 'land' || b.kind !== 'land' || a.parcels.length === 0) return false;
  const [mine, theirs] = [parcelsOf(a), parcelsOf(b)];
  return (
    mine.join() === theirs.join() &&
    Object.entries(a.numbers).every(([giver, number]) => {
      const other = b.numbers[giver];
      return other === undefined || normalNumber(other) === normalNumber(number);
    })
  );
}

const parcelsOf = ({ parcels }: AssetFacts) => [...new Set(parcels.map(normalNumber))].sort();
