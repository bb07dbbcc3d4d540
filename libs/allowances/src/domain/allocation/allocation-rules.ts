import type { ChinaDate, Text } from '@carbon/kernel';
import type { PackOnDay, PackReference, PackSource, RuleValue } from '@carbon/rules/domain';
import { CARBON_MARKETS } from '../carbon-market';
import type { AllocationScope } from './allocation';
import { allocationPacks } from './allocation-packs';
import type { allocationShape } from './allocation-shape';
import type { MethodFigure, SectorFigure, SectorFigures } from './figures';
import { noAllocationRules } from './refusals';

/** The pack behind a calculation, with the hash that is stored with its result. */
export interface AllocationReference extends PackReference {
  readonly hash: string;
}

export type AllocationPack = PackOnDay<typeof allocationShape>;

/** How a market allocates to a sector for a data year, as known on a day. */
export interface AllocationRules {
  readonly scope: AllocationScope;
  readonly asOf: ChinaDate;
  readonly method: MethodFigure;
  /** The figures that allocation rests on; certain as the worst of them. */
  readonly reference: AllocationReference;
  /** IDs of the rules behind these figures. */
  readonly rules: readonly string[];
  /** What is taken over from other years because the rules of this one do not say it. */
  readonly notes: readonly Text[];
  /** A figure of this sector and year; undefined where the pack has none. */
  readonly figure: <K extends SectorFigure>(name: K) => RuleValue<SectorFigures[K]> | undefined;
  /** Names the pack in an answer that rests on some of its figures. */
  readonly referenceOf: (used: readonly RuleValue<unknown>[]) => AllocationReference;
}

/** The figures that decide how much is given; gases, procedure and the share given before are not among them. */
const DECIDING = [
  'method',
  'benchmarks',
  'load-factor',
  'supply-factors',
  'rounding',
  'relief',
  'special',
  'tonnes',
] as const satisfies readonly SectorFigure[];

const YEARS = { first: 1900, last: 2999 };

/**
 * The rules by which a market allocates.
 * @param packs the released packs, or those of a service with what was approved there
 * @param asOf the day of asking: it picks the version of the pack; the year picks the figures in it
 * @throws Refusal ALLOWANCES_NO_RULES (422) for a market, sector or year without a method; RULES_NO_PACK (422) for a
 *   day before the first version
 */
export function allocationRules(packs: PackSource, scope: AllocationScope, asOf: ChinaDate): AllocationRules {
  const pack = allocationPack(packs, scope, asOf);
  const figure = <K extends SectorFigure>(name: K) => sectorFigure(pack, scope, name);
  const method = figure('method');
  if (method === undefined) throw noMethod(pack, scope);
  const used = DECIDING.flatMap((name): RuleValue<unknown>[] => {
    const found = figure(name);
    return found === undefined ? [] : [found];
  });
  const referenceOf = (some: readonly RuleValue<unknown>[]) => ({ ...pack.reference(some), hash: pack.hash });
  return {
    scope,
    asOf,
    method: method.value,
    reference: referenceOf(used),
    rules: [...new Set(used.flatMap(({ rules }) => rules))],
    notes: (['rounding', 'relief'] as const).flatMap((name) => figure(name)?.value.assumed ?? []),
    figure,
    referenceOf,
  };
}

/** The pack of a market on a day. @throws Refusal ALLOWANCES_NO_RULES (422) for a market without one */
export function allocationPack(packs: PackSource, scope: AllocationScope, asOf: ChinaDate): AllocationPack {
  const market = CARBON_MARKETS.find((known) => known === scope.market);
  if (market === undefined) {
    const named = scope.market.slice(0, 40);
    throw noAllocationRules(`allocation-${named.toLowerCase()}`, scope, {
      zh: '不存在',
      en: 'does not exist',
    });
  }
  return packs.on(allocationPacks[market], asOf);
}

/** The day by which figures of a data year are looked up; undefined for what is no year. */
export const dayOfYear = (year: number): ChinaDate | undefined =>
  Number.isInteger(year) && year >= YEARS.first && year <= YEARS.last
    ? (`${year}-01-01` as ChinaDate)
    : undefined;

function sectorFigure<K extends SectorFigure>(
  pack: AllocationPack,
  { sector, year }: AllocationScope,
  name: K,
): RuleValue<SectorFigures[K]> | undefined {
  const day = dayOfYear(year);
  const found = day && pack.findFor(`${sector}.${name}`, day);
  if (!found) return undefined;
  const value = (found.value as Partial<SectorFigures>)[name];
  if (value === undefined) throw new RangeError(`${sector}.${name} holds another figure`);
  return { ...found, value: value };
}

function noMethod(pack: AllocationPack, scope: AllocationScope) {
  const { id } = pack.reference([]);
  const sectors = pack.value('sectors').value;
  if (sectors.length === 0) {
    return noAllocationRules(id, scope, {
      zh: '未收录该市场的配额分配方法',
      en: 'holds no method of allocation of this market',
    });
  }
  if (!sectors.includes(scope.sector)) {
    return noAllocationRules(id, scope, {
      zh: `未覆盖行业 ${scope.sector}；已覆盖：${sectors.join('、')}`,
      en: `does not cover the sector ${scope.sector}; it covers: ${sectors.join(', ')}`,
    });
  }
  return noAllocationRules(id, scope, {
    zh: `没有行业 ${scope.sector} 在 ${scope.year} 年度的分配方法`,
    en: `has no method for the sector ${scope.sector} in ${scope.year}`,
  });
}
