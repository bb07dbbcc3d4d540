import type { Transaction } from '@carbon/database';
import type { SourceHolding } from '@carbon/ledger';
import { type ChinaMonth, MAX_QUANTITY } from '@carbon/kernel';
import { openReservations } from '../persistence/reservations';
import { assetsOfPlants } from '../persistence/read-assets';
import { holdingsOf } from './sourced-units';

/** Serials `[from, to)` of an instrument. */
export interface Span {
  readonly from: bigint;
  readonly to: bigint;
}

/**
 * Serials, by instrument, of the issuances of these holdings that stand for a single Wh of a month that a project has
 * reserved now. A unit may stand for two months, and one of them may be another project's (EXC-003).
 */
export async function reservedSerials(
  tx: Transaction,
  holdings: readonly SourceHolding[],
): Promise<ReadonlyMap<string, readonly Span[]>> {
  const keys = await reservedKeys(tx, [...new Set(holdings.map(({ issuance }) => issuance.toString()))]);
  const spans = new Map<string, Span[]>();
  for (const { instrument, places } of await holdingsOf(tx, keys.map(wholeOf))) {
    const found = spans.get(instrument) ?? [];
    for (const { serials } of places) found.push({ from: serials.first, to: serials.last + 1n });
    spans.set(instrument, found);
  }
  return spans;
}

const wholeOf = (key: string) => ({ key, from: 0n, to: MAX_QUANTITY });

/** Keys of energy that stand behind the issuances, and that somebody has reserved. */
async function reservedKeys(tx: Transaction, issuances: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ key: string; plant: string; month: ChinaMonth }>(
    `select distinct s.source_key as key, split_part(s.source_key, ':', 2) as plant, split_part(s.source_key, ':', 3) as month
       from ledger.source_range s
      where s.issuance_id = any($1::bigint[]) and not s.released and s.source_key like 'energy:%'`,
    [issuances],
  );
  const assets = await assetsOfPlants(tx, [...new Set(rows.map(({ plant }) => plant))]);
  const reservations = await openReservations(tx, [...new Set(assets.values())]);
  return rows.flatMap(({ key, plant, month }) =>
    reservations.some(
      ({ assetId, from, to }) => assetId === assets.get(plant) && from <= month && month <= to,
    )
      ? [key]
      : [],
  );
}
