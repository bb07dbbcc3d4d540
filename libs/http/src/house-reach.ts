import type { Caller } from './caller';
import { type Reach, reachOf } from './reach';

/** Reaches everybody for the sake of its market: orders, trades, trading accounts. */
const RUNS_A_MARKET = 'market-operator';

/**
 * Whose people, keys, files, works and records a caller may see: those of its reach; who runs a market, only its own
 * house's.
 */
export function houseReach({ reach, holder }: Pick<Caller, 'reach' | 'holder'>): Reach {
  return holder?.kind === RUNS_A_MARKET ? reachOf([holder.id]) : reach;
}
