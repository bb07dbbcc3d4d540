import { CLASS_ORDER, type ElectricityClass } from './electricity-class';
import { type Wh, wh } from './energy';
import type { PowerUse } from './technology';

/** What of a plant-month went where; what is not named here goes where the plant's power goes. */
export interface EnergySplit {
  /** GEC-007: settled inside the sustainable-price scheme. */
  readonly priceSettledWh: Wh;
  /** GEC-011: existing hydro bought by the grid company as agent. */
  readonly gridAgencyWh: Wh;
  readonly selfUseWh: Wh;
  readonly offGridWh: Wh;
  /** GEC-006: discharge of storage, metered apart; earns no certificate. */
  readonly storageWh: Wh;
}

export const NO_SPLIT: EnergySplit = {
  priceSettledWh: wh(0n),
  gridAgencyWh: wh(0n),
  selfUseWh: wh(0n),
  offGridWh: wh(0n),
  storageWh: wh(0n),
};

/** The parts, always in the same order. */
export const partsOf = (split: EnergySplit): readonly Wh[] => [
  split.priceSettledWh,
  split.gridAgencyWh,
  split.selfUseWh,
  split.offGridWh,
  split.storageWh,
];

export const splitTotal = (split: EnergySplit): bigint =>
  partsOf(split).reduce((sum: bigint, part) => sum + part, 0n);

/** A stretch `[fromWh, toWh)` of a month's energy that went one way. */
export interface Stretch {
  readonly goes: ElectricityClass | 'storage';
  readonly fromWh: Wh;
  readonly toWh: Wh;
}

/**
 * Lays the parts of a plant-month end to end in the order of classes, storage last: together exactly `[0, energyWh)`.
 * @throws RangeError when the parts are more than the whole
 */
export function stretchesOf(energyWh: Wh, split: EnergySplit, restClass: PowerUse): Stretch[] {
  const rest = energyWh - splitTotal(split);
  if (rest < 0n) throw new RangeError('the parts of a month are more than its energy');
  const parts: Record<ElectricityClass, bigint> = {
    'on-grid': 0n,
    'price-settled': split.priceSettledWh,
    'grid-agency': split.gridAgencyWh,
    'self-use': split.selfUseWh,
    'off-grid': split.offGridWh,
  };
  parts[restClass] += rest;
  const stretches: Stretch[] = [];
  let from = 0n;
  const lay = (goes: Stretch['goes'], length: bigint) => {
    if (length > 0n) stretches.push({ goes, fromWh: wh(from), toWh: wh(from + length) });
    from += length;
  };
  for (const each of CLASS_ORDER) lay(each, parts[each]);
  lay('storage', split.storageWh);
  return stretches;
}
