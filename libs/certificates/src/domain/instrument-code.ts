import type { ChinaMonth } from '@carbon/kernel';
import type { PlantCode } from './plant-code';

/** The scheme of all certificate instruments. */
export const GEC_SCHEME = 'CN-GEC';
/** What the codes of certificate instruments begin with. */
export const GEC_PREFIX = 'GEC-';

const CODE = /^GEC-(\d{17})-(\d{4})(\d{2})$/;

/** The ledger's instrument for the certificates of one plant and month: `GEC-<17 digits>-<YYYYMM>`. */
export function instrumentCode(plant: PlantCode, month: ChinaMonth): string {
  return `${GEC_PREFIX}${plant}-${month.replace('-', '')}`;
}

/** Plant and month of an instrument; undefined for instruments that are no certificates. */
export function readInstrumentCode(code: string): { plant: PlantCode; month: ChinaMonth } | undefined {
  const [, plant, year, month] = CODE.exec(code) ?? [];
  if (plant === undefined || year === undefined || month === undefined) return undefined;
  return { plant: plant as PlantCode, month: `${year}-${month}` as ChinaMonth };
}

/** INV-04: the event of issuing a plant-month, which happens once. */
export function issueSourceKey(plant: PlantCode, month: ChinaMonth): string {
  return `gec:${plant}:${month}`;
}
