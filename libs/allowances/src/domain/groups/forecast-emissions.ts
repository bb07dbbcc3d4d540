import { addMonths, type ChinaMonth } from '@carbon/kernel';
import { Decimal } from 'decimal.js';
import { fitSeasonalTrend } from './seasonal-trend';
import type { ForecastSettings } from './forecast-settings';

/** Measured emissions of a month, decimal tonnes. Months follow one another without a gap. */
export interface MeasuredMonth {
  readonly month: ChinaMonth;
  readonly tonnes: string;
}

export interface ForecastMonth {
  readonly month: ChinaMonth;
  /** Tonnes, three decimals. */
  readonly tonnes: string;
  /** The interval; absent where too little is known to state one. */
  readonly low?: string;
  readonly high?: string;
}

/** How far two methods were off on months that neither had seen, mean of the absolute errors in tonnes. */
export interface Comparison {
  readonly heldOutMonths: number;
  readonly seasonalTrendError: string;
  readonly naiveError: string;
}

export interface EmissionForecast {
  /** `seasonal-trend`, or the same month of the year before where that was nearer, or where no more is known. */
  readonly method: 'seasonal-trend' | 'same-month-last-year';
  readonly months: readonly ForecastMonth[];
  readonly totalT: string;
  readonly totalLowT?: string;
  readonly totalHighT?: string;
  /** Absent while the history is too short to hold anything out. */
  readonly comparison?: Comparison;
}

type Method = (history: readonly Decimal[], ahead: number) => Decimal[];

/**
 * Forecasts the months that follow a history. A straight line through the deseasonalised months, times the season's
 * index, is compared with the same month of the year before on held-out months; what was nearer is used. The interval is
 * the held-out relative error that covers the stated part of them (split conformal); of a sum, as if all its months erred
 * the same way: too wide rather than too narrow. An estimate and no quantity: nothing is booked by it.
 * @returns undefined below one season of history
 */
export function forecastEmissions(
  history: readonly MeasuredMonth[],
  ahead: number,
  settings: ForecastSettings,
): EmissionForecast | undefined {
  const { seasonMonths, trendMonths, heldOutMonths } = settings;
  const last = history.at(-1);
  if (last === undefined || history.length < seasonMonths) return undefined;
  const values = history.map(({ tonnes }) => new Decimal(tonnes));
  const naive: Method = (known, count) => sameMonthLastYear(known, count, seasonMonths);
  const trend: Method = (known, count) => fitSeasonalTrend(known, seasonMonths, count);

  const seen = values.slice(0, -heldOutMonths);
  const held = values.slice(-heldOutMonths);
  if (seen.length < trendMonths) return told('same-month-last-year', last.month, naive(values, ahead));

  const errors = { trend: errorsOf(trend, seen, held), naive: errorsOf(naive, seen, held) };
  const trendIsNearer = errors.trend.mean.lte(errors.naive.mean);
  const spread = coveringError(
    (trendIsNearer ? errors.trend : errors.naive).relative,
    settings.coveragePercent,
  );
  const comparison = {
    heldOutMonths,
    seasonalTrendError: errors.trend.mean.toFixed(PLACES),
    naiveError: errors.naive.mean.toFixed(PLACES),
  };
  const forecast = (trendIsNearer ? trend : naive)(values, ahead);
  const method = trendIsNearer ? 'seasonal-trend' : 'same-month-last-year';
  return { ...told(method, last.month, forecast, spread), comparison };
}

const PLACES = 3;

function sameMonthLastYear(known: readonly Decimal[], count: number, season: number): Decimal[] {
  const lastSeason = known.slice(-season);
  return Array.from({ length: count }, (_, at) => lastSeason[at % season] ?? new Decimal(0));
}

function errorsOf(method: Method, seen: readonly Decimal[], held: readonly Decimal[]) {
  const guesses = method(seen, held.length);
  const off = held.map((value, at) => value.minus(guesses[at] ?? 0).abs());
  return {
    mean: off.reduce((sum, one) => sum.plus(one), new Decimal(0)).div(held.length),
    relative: off.flatMap((one, at) => {
      const guess = guesses[at] ?? new Decimal(0);
      return guess.isZero() ? [] : [one.div(guess)];
    }),
  };
}

/** The error that at least so many percent of the held-out ones keep below, counting the one to come among them. */
function coveringError(relative: readonly Decimal[], coveragePercent: number): Decimal | undefined {
  const sorted = [...relative].sort((a, b) => a.cmp(b));
  const rank = Decimal.ceil(new Decimal(sorted.length + 1).times(coveragePercent).div(100)).toNumber();
  return sorted.at(Math.min(rank, sorted.length) - 1);
}

function told(
  method: EmissionForecast['method'],
  lastMonth: ChinaMonth,
  forecast: readonly Decimal[],
  spread?: Decimal,
): EmissionForecast {
  const total = forecast.reduce((sum, one) => sum.plus(one), new Decimal(0));
  const months = forecast.map((one, at): ForecastMonth => {
    const [low, high] = around(one, spread);
    const month = addMonths(lastMonth, at + 1);
    return { month, tonnes: one.toFixed(PLACES), ...(low && high ? { low, high } : {}) };
  });
  const [totalLowT, totalHighT] = around(total, spread);
  return {
    method,
    months,
    totalT: total.toFixed(PLACES),
    ...(totalLowT && totalHighT ? { totalLowT, totalHighT } : {}),
  };
}

function around(value: Decimal, spread: Decimal | undefined): [] | [string, string] {
  if (spread === undefined) return [];
  const off = value.times(spread);
  return [Decimal.max(0, value.minus(off)).toFixed(PLACES), value.plus(off).toFixed(PLACES)];
}
