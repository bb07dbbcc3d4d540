import type { ChinaDate, ChinaMonth } from '@carbon/kernel';
import { normalNumber } from './names';

/**
 * What units stand for, in the ledger's terms: a key and a range `[from, to)` of it that backs at most one issuance
 * (INV-04). One grammar for all schemes, so that two of them cannot count the same thing under two keys.
 */

/** Metered energy of a plant and month, in Wh: certificates and generation projects use it up alike (EXC-002). */
export function energyKey(plantCode: string, month: ChinaMonth): string {
  return `energy:${plantCode}:${month}`;
}

/** Reductions of an asset, in China days since 1970-01-01: no two schemes credit the same days of one asset (PHI-001). */
export function reductionKey(assetId: string): string {
  return `reduction:${assetId}`;
}

/**
 * Carbon stock of a parcel of land, in kilograms of CO2: a sink is credited for growth from one stock to the next, so
 * each kilogram of stock counts once, however often it burns and grows again, and however its parcel is written.
 */
export function stockKey(parcel: string): string {
  return `stock:${normalNumber(parcel)}`;
}

/** Serials of another registry's batch, as they stand there: one external serial at most once. */
export function externalKey(registry: string, batch: string): string {
  return `external:${registry}:${batch}`;
}

const DAY_MS = 86_400_000;

/** The number of a China date in days since 1970-01-01, for ranges of `reductionKey`. */
export function dayNumber(date: ChinaDate): bigint {
  return BigInt(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}
