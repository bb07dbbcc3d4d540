import type { ChinaDate } from '@carbon/kernel';
import { type PackReference, type PackSource, positiveNumber, RulePacks } from '@carbon/rules/domain';
import forecast2026 from '../../../../rules/packs/group-forecast.2026-1.json';
import manifest from '../../../../rules/packs/manifest.json';

const shape = {
  keys: {
    'season.months': positiveNumber,
    'history.trend-months': positiveNumber,
    'held-out.months': positiveNumber,
    'interval.coverage-percent': positiveNumber,
  },
} as const;

export const forecastPacks = new RulePacks('group-forecast', shape, [forecast2026], manifest);

/** How emissions are forecast; own design (X), as the pack says. */
export interface ForecastSettings {
  readonly seasonMonths: number;
  /** So many months before the held-out ones make a trend worth fitting. */
  readonly trendMonths: number;
  readonly heldOutMonths: number;
  readonly coveragePercent: number;
  readonly pack: PackReference;
}

export function forecastSettings(packs: PackSource, day: ChinaDate): ForecastSettings {
  const pack = packs.on(forecastPacks, day);
  const season = pack.value('season.months');
  const trend = pack.value('history.trend-months');
  const heldOut = pack.value('held-out.months');
  const coverage = pack.value('interval.coverage-percent');
  return {
    seasonMonths: season.value,
    trendMonths: trend.value,
    heldOutMonths: heldOut.value,
    coveragePercent: coverage.value,
    pack: pack.reference([season, trend, heldOut, coverage]),
  };
}
