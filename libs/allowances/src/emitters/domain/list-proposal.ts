import type { Sector } from '../../domain/index';

/** An enterprise to be put on a list. */
export interface ListAddition {
  /** Its place in the input, `add[3]` or `rows[4]`. */
  readonly at: string;
  readonly holder: string;
  readonly sector: Sector;
  readonly gases?: readonly string[] | undefined;
  readonly classText: string;
  readonly province?: string | undefined;
  readonly includedSince?: number | undefined;
  readonly reason: string;
  readonly ground?: string | undefined;
}

/** An enterprise to be taken off a list. */
export interface ListRemoval {
  readonly at: string;
  readonly holder: string;
  readonly reason: string;
  readonly ground?: string | undefined;
}

export interface ListProposal {
  readonly market: string;
  readonly year: number;
  readonly add: readonly ListAddition[];
  readonly remove: readonly ListRemoval[];
  /** Whoever was on the list of the year before stays, if not named. */
  readonly carryForward: boolean;
}
