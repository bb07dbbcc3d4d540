import type { TransferRules } from '@carbon/custody';
import type { Reader } from '@carbon/database';
import type { Ledger } from '@carbon/ledger';
import type { Rulebook } from '@carbon/rulebook';
import type { SurrenderListeners } from '../surrender-listeners';

/** What was allocated to holders for a year, whole tonnes; who has no allocation on file is left out. */
export type AllocatedSource = (
  reader: Reader,
  of: { readonly market: string; readonly year: number; readonly holderIds: readonly string[] },
) => Promise<ReadonlyMap<string, bigint>>;

/** What surrenders work with. */
export interface SurrenderDesk {
  readonly ledger: Ledger;
  readonly rulebook: Rulebook;
  /** How schemes tell of their units (SUR-004, SUR-005). */
  readonly transfers: TransferRules;
  readonly listeners: SurrenderListeners;
  readonly allocated: AllocatedSource;
}

/** Injection token of what surrenders work with. */
export const SURRENDER_DESK = Symbol('allowances.surrender-desk');
