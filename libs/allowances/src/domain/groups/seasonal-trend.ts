import { Decimal } from 'decimal.js';

/**
 * A straight line by least squares through the months without their season, times the index of each month of the season;
 * never below zero. Indices are means of month over centred moving average, made to average one.
 */
export function fitSeasonalTrend(known: readonly Decimal[], season: number, ahead: number): Decimal[] {
  const indices = seasonalIndices(known, season);
  const plain = known.map((value, at) => {
    const index = indices[at % season] ?? new Decimal(1);
    return index.isZero() ? value : value.div(index);
  });
  const line = leastSquares(plain);
  return Array.from({ length: ahead }, (_, step) => {
    const at = known.length + step;
    const value = line.start.plus(line.slope.times(at)).times(indices[at % season] ?? 1);
    return Decimal.max(0, value);
  });
}

/** By place in the season, the first known month being place 0. */
function seasonalIndices(known: readonly Decimal[], season: number): Decimal[] {
  const ratios = Array.from({ length: season }, (): Decimal[] => []);
  known.forEach((value, at) => {
    const average = centredAverage(known, at, season);
    if (average !== undefined && !average.isZero()) ratios[at % season]?.push(value.div(average));
  });
  const raw = ratios.map((of) => (of.length === 0 ? new Decimal(1) : mean(of)));
  const level = mean(raw);
  return level.isZero() ? raw.map(() => new Decimal(1)) : raw.map((index) => index.div(level));
}

/** The mean of a whole season around a month; of an even season, with half of the months at both ends. */
function centredAverage(known: readonly Decimal[], at: number, season: number): Decimal | undefined {
  const half = Math.floor(season / 2);
  if (at < half || at + half >= known.length) return undefined;
  const window = known.slice(at - half, at + half + 1);
  if (season % 2 === 1) return mean(window);
  const ends = (window[0] ?? new Decimal(0)).plus(window.at(-1) ?? 0).div(2);
  return window
    .slice(1, -1)
    .reduce((sum, one) => sum.plus(one), ends)
    .div(season);
}

function leastSquares(values: readonly Decimal[]): { readonly start: Decimal; readonly slope: Decimal } {
  const middle = new Decimal(values.length - 1).div(2);
  const level = mean(values);
  let across = new Decimal(0);
  let along = new Decimal(0);
  values.forEach((value, at) => {
    const step = new Decimal(at).minus(middle);
    across = across.plus(step.times(value.minus(level)));
    along = along.plus(step.times(step));
  });
  const slope = along.isZero() ? new Decimal(0) : across.div(along);
  return { start: level.minus(slope.times(middle)), slope };
}

function mean(values: readonly Decimal[]): Decimal {
  return values.reduce((sum, one) => sum.plus(one), new Decimal(0)).div(values.length);
}
