import type { Micrograms } from '@carbon/kernel';
import { dayNumber, energyKey, reductionKey } from '@carbon/sources/domain';
import { type ClosedDays, dayAfter, monthsOf } from './days';

/** A piece of what units stand for, as the ledger takes it. */
export interface PoolSource {
  readonly key: string;
  readonly from: bigint;
  readonly to: bigint;
}

/** More than any plant gives in a month (100 TWh): all of its energy of that month. */
const WHOLE_MONTH_WH = 100_000_000_000_000n;

/** The days of a thing whose reductions are in units. */
export function reductionSource(assetKey: string, days: ClosedDays): PoolSource {
  return {
    key: reductionKey(assetKey),
    from: dayNumber(days.from),
    to: dayNumber(dayAfter(days.to)),
  };
}

/** What a member's thing counts as on the day of an issue. */
export interface CountedAs {
  /** The id of its asset where it is known as one, else its own key. */
  readonly assetKey: string;
  /** The code of the plant that it is. */
  readonly plant?: string;
}

/**
 * What stands behind a member's part: the days of its thing; and where that is a plant, all energy of the months it
 * touches, so that no certificate is issued for the same power (PHI-003).
 */
export function memberSources({ assetKey, plant }: CountedAs, days: ClosedDays): PoolSource[] {
  const energy = plant === undefined ? [] : monthsOf(days).map((month) => energyKey(plant, month));
  return [reductionSource(assetKey, days), ...energy.map((key) => ({ key, from: 0n, to: WHOLE_MONTH_WH }))];
}

/**
 * Reductions of an inclusion programme, in micrograms by the programme's own running number: each of them stands behind
 * one issue, in whatever pool and on whatever days it is told (CNV-001, PHI-001).
 */
export function programmeSource(programme: string, from: bigint, micrograms: Micrograms): PoolSource {
  return { key: `inclusion:${programme}`, from, to: from + micrograms };
}
