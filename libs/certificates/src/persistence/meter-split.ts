import { wh } from '../domain/energy';
import type { EnergySplit } from '../domain/energy-split';

/** The parts of a metered month as the driver gives them. */
export interface StoredSplit {
  readonly price_settled_wh: string;
  readonly grid_agency_wh: string;
  readonly self_use_wh: string;
  readonly off_grid_wh: string;
  readonly storage_wh: string;
}

export function splitOf(row: StoredSplit): EnergySplit {
  return {
    priceSettledWh: wh(BigInt(row.price_settled_wh)),
    gridAgencyWh: wh(BigInt(row.grid_agency_wh)),
    selfUseWh: wh(BigInt(row.self_use_wh)),
    offGridWh: wh(BigInt(row.off_grid_wh)),
    storageWh: wh(BigInt(row.storage_wh)),
  };
}
