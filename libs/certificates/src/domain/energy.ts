import { MAX_QUANTITY } from '@carbon/kernel';
import { formatScaled, parseScaled } from './decimal';

declare const unit: unique symbol;

/** Electrical energy in whole watt-hours, never negative. The unit in which all metered energy is counted. */
export type Wh = bigint & { readonly [unit]: 'Wh' };

/** @throws RangeError when negative or beyond what a PostgreSQL bigint holds */
export function wh(count: bigint): Wh {
  if (count < 0n || count > MAX_QUANTITY) throw new RangeError(`not an energy in Wh: ${count.toString()}`);
  return count as Wh;
}

/**
 * The most energy one reading may state: 999,999,999 MWh, so that the certificates of a plant-month always fit the
 * nine digits of the serial (X). China generates about ten times as much in a year.
 */
export const MAX_READING_WH: Wh = wh(999_999_999_000_000n);

const PLACES = { kwh: 3, mwh: 6 } as const;

/** Reads kWh exactly. @throws Refusal INPUT_MALFORMED, see `parseScaled` */
export function parseKwh(text: unknown, field = 'energyKwh'): Wh {
  return wh(parseScaled(text, field, { places: PLACES.kwh, maximum: MAX_READING_WH, unit: 'Wh' }));
}

/** Reads MWh exactly. @throws Refusal INPUT_MALFORMED, see `parseScaled` */
export function parseMwh(text: unknown, field = 'energyMwh'): Wh {
  return wh(parseScaled(text, field, { places: PLACES.mwh, maximum: MAX_READING_WH, unit: 'Wh' }));
}

/** "7199590" for 7,199,590,000 Wh. */
export function formatKwh(energyWh: Wh): string {
  return formatScaled(energyWh, PLACES.kwh);
}

/** "0.678" for 678,000 Wh, "0" for none. */
export function formatMwh(energyWh: Wh): string {
  return formatScaled(energyWh, PLACES.mwh);
}
