import type { Database, Transaction } from '@carbon/database';
import type { AssetFacts } from '../domain/asset';
import { normalNumber } from '../domain/names';

/**
 * Asked before an asset becomes known by numbers, as numbers are compared; throws a Refusal where a thing of one of them
 * counts elsewhere already. Rooms above use it that keep only fingerprints of numbers, which nobody here can look for.
 */
export type NumberWatch = (tx: Transaction, numbers: readonly string[]) => Promise<void>;

// by database and not by process: each platform that runs in one process watches its own
const WATCHES = new WeakMap<object, Map<string, NumberWatch>>();

/** Lets a room refuse numbers of assets, under its own name. */
export function watchNumbers(database: Database, room: string, watch: NumberWatch): void {
  const watches = WATCHES.get(database.source) ?? new Map<string, NumberWatch>();
  WATCHES.set(database.source, watches.set(room, watch));
}

/** @throws Refusal of a room where a thing of one of these numbers counts already */
export async function refuseWatched(
  tx: Transaction,
  { meters, numbers, parcels }: Pick<AssetFacts, 'meters' | 'numbers' | 'parcels'>,
): Promise<void> {
  const all = [...meters, ...parcels, ...Object.values(numbers)].map(normalNumber);
  const told = [...new Set(all)].filter((number) => number !== '');
  if (told.length === 0) return;
  for (const watch of WATCHES.get(tx.manager.dataSource)?.values() ?? []) await watch(tx, told);
}
