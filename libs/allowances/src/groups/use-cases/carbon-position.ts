import type { Reader } from '@carbon/database';
import type { GroupMember } from '@carbon/identity';
import { addMonths, type ChinaMonth } from '@carbon/kernel';
import type { PackSource } from '@carbon/rules';
import { Decimal } from 'decimal.js';
import {
  forecastEmissions,
  type EmissionForecast,
  type MeasuredMonth,
} from '../../domain/groups/forecast-emissions';
import { type ForecastSettings, forecastSettings } from '../../domain/groups/forecast-settings';
import { readVerified } from '../../verified/read-verified';
import { readSeries } from '../persistence/measured';
import { heldAllowances } from './group-in-reach';

/** Where one company of a group stands in a year (S05). Whole tonnes; of forecasts, rounded up. */
export interface CompanyPosition {
  readonly code: string;
  readonly heldT: bigint;
  /** Verified emissions, once there are any: the obligation. */
  readonly verifiedT: bigint | undefined;
  /** Measured in the year so far, decimal tonnes. */
  readonly measuredT: string;
  /** Of the months of the year that are not measured yet. */
  readonly forecast: EmissionForecast | undefined;
  /** What the year is going to need: verified, or measured and forecast; undefined where neither is known. */
  readonly neededT: bigint | undefined;
  readonly neededLowT: bigint | undefined;
  readonly neededHighT: bigint | undefined;
  /** Needed less held; below zero is a surplus. */
  readonly gapT: bigint | undefined;
}

export interface PositionOf {
  readonly market: string;
  readonly year: number;
  readonly on: string;
}

/** The positions of companies, in the order given. */
export async function carbonPositions(
  reader: Reader,
  packs: PackSource,
  companies: readonly Pick<GroupMember, 'id' | 'code'>[],
  { market, year, on }: PositionOf,
): Promise<CompanyPosition[]> {
  const ids = companies.map(({ id }) => id);
  const [held, verified] = [
    await heldAllowances(reader, market, ids),
    await readVerified(reader, { market, year, holderIds: ids }),
  ];
  const verifiedOf = new Map(verified.map((one) => [one.holderId, one.verifiedT]));
  const settings = forecastSettings(packs, on as `${number}-${number}-${number}`);
  const positions: CompanyPosition[] = [];
  for (const { id, code } of companies) {
    const series = await readSeries(reader, [id], { until: `${year}-12` as ChinaMonth });
    positions.push(positionOf(code, held.get(id) ?? 0n, verifiedOf.get(id), yearOf(series, year, settings)));
  }
  return positions;
}

/** The whole group as one company; a forecast of the sum, which is steadier than the sum of forecasts. */
export async function consolidatedPosition(
  reader: Reader,
  packs: PackSource,
  companies: readonly Pick<GroupMember, 'id' | 'code'>[],
  { market, year, on }: PositionOf,
): Promise<CompanyPosition> {
  const ids = companies.map(({ id }) => id);
  const held = [...(await heldAllowances(reader, market, ids)).values()].reduce((sum, one) => sum + one, 0n);
  const verified = await readVerified(reader, { market, year, holderIds: ids });
  const series = await readSeries(reader, ids, { until: `${year}-12` as ChinaMonth });
  const settings = forecastSettings(packs, on as `${number}-${number}-${number}`);
  const verifiedT =
    verified.length === 0 ? undefined : verified.reduce((sum, { verifiedT: one }) => sum + one, 0n);
  return positionOf(companies[0]?.code ?? '', held, verifiedT, yearOf(series, year, settings));
}

interface YearOfSeries {
  readonly measuredT: Decimal;
  readonly forecast: EmissionForecast | undefined;
  readonly complete: boolean;
}

/** What a series says of a year: measured so far, and a forecast of the rest where the series reaches into it unbroken. */
export function yearOf(
  series: readonly MeasuredMonth[],
  year: number,
  settings: ForecastSettings,
): YearOfSeries {
  const ofYear = series.filter(({ month }) => month.startsWith(`${year}-`));
  const measuredT = ofYear.reduce((sum, { tonnes }) => sum.plus(tonnes), new Decimal(0));
  const unbroken = lastRun(series);
  const last = unbroken.at(-1)?.month;
  const ahead = last === undefined ? 0 : monthsUntil(last, `${year}-12` as ChinaMonth);
  const complete = ofYear.length === MONTHS;
  if (complete || ahead <= 0 || last === undefined || last < `${year - 1}-12`) {
    return { measuredT, forecast: undefined, complete };
  }
  return { measuredT, forecast: forecastEmissions(unbroken, ahead, settings), complete };
}

const MONTHS = 12;

function positionOf(
  code: string,
  heldT: bigint,
  verifiedT: bigint | undefined,
  { measuredT, forecast, complete }: YearOfSeries,
): CompanyPosition {
  const known = verifiedT !== undefined || complete;
  const total = (rest: string | undefined): bigint | undefined => {
    if (verifiedT !== undefined) return verifiedT;
    if (complete) return up(measuredT);
    return rest === undefined ? undefined : up(measuredT.plus(rest));
  };
  const neededT = total(forecast?.totalT);
  return {
    ...{ code, heldT, verifiedT, measuredT: measuredT.toFixed(), forecast, neededT },
    neededLowT: known ? neededT : total(forecast?.totalLowT),
    neededHighT: known ? neededT : total(forecast?.totalHighT),
    gapT: neededT === undefined ? undefined : neededT - heldT,
  };
}

const up = (tonnes: Decimal): bigint => BigInt(tonnes.toDecimalPlaces(0, Decimal.ROUND_CEIL).toFixed());

/** The last months of a series that follow one another without a gap. */
function lastRun(series: readonly MeasuredMonth[]): readonly MeasuredMonth[] {
  let from = series.length - 1;
  while (from > 0) {
    const before = series[from - 1];
    if (before === undefined || addMonths(before.month, 1) !== series[from]?.month) break;
    from -= 1;
  }
  return series.slice(Math.max(0, from));
}

function monthsUntil(from: ChinaMonth, to: ChinaMonth): number {
  const index = (month: ChinaMonth) => Number(month.slice(0, 4)) * MONTHS + Number(month.slice(5));
  return index(to) - index(from);
}
