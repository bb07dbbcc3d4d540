import type { Transaction } from '@carbon/database';
import type { SourceRange } from '../domain/commands';
import { SingleUses } from '../domain/single-uses';
import type { Move } from '../domain/moves';

/**
 * Reads what was used before of what the issues and reversals of a batch want to use, under their locks. Serials are safe by the lock on the issuance balance; a source
 * that another open transaction is just using shows only as an exclusion error at the write, and the batch is then run
 * again.
 */
export async function loadUses(tx: Transaction, moves: readonly Move[]): Promise<SingleUses> {
  const issues: { move: Move; issue: NonNullable<Move['issue']> }[] = [];
  const reversals: bigint[] = [];
  for (const move of moves) {
    if (move.issue !== undefined) issues.push({ move, issue: move.issue });
    if (move.reverses !== undefined) reversals.push(move.reverses);
  }
  const reversed = await reversedAmong(tx, reversals);
  if (issues.length === 0) {
    return new SingleUses({ lastSerial: new Map(), usedKeys: new Set(), usedRanges: [], reversed });
  }
  const sources = issues.flatMap(({ issue }) => issue.sources);
  if (sources.length > 0) await tx.query('select ledger.hold_source_names()');
  const [serials, keys, ranges] = [
    await tx.query<{ id: number; last: string | null }>(
      `select i.id, (select max(last_serial) from ledger.issuance s where s.instrument_id = i.id) as last
         from ledger.instrument i where i.id = any($1::int[])`,
      [[...new Set(issues.map(({ move }) => move.instrument.id))]],
    ),
    await tx.query<{ source_key: string }>(
      `select source_key from ledger.issuance where source_key = any($1::text[]) and reversed_by is null`,
      [issues.flatMap(({ issue }) => issue.sourceKey ?? [])],
    ),
    sources.length === 0 ? [] : await overlapping(tx, sources),
  ];
  const firstNames = await firstNamesOf(tx, sources);
  return new SingleUses({
    lastSerial: new Map(serials.map((row) => [row.id, BigInt(row.last ?? 0)])),
    usedKeys: new Set(keys.map((row) => row.source_key)),
    firstNames,
    usedRanges: ranges.map((row) => ({
      key: firstNames.get(row.source_key) ?? row.source_key,
      from: BigInt(row.from_unit),
      to: BigInt(row.to_unit),
    })),
    reversed,
  });
}

async function reversedAmong(tx: Transaction, transfers: readonly bigint[]): Promise<Set<bigint>> {
  if (transfers.length === 0) return new Set();
  const rows = await tx.query<{ reversed_id: string }>(
    `select reversed_id from ledger.reversal where reversed_id = any($1::bigint[])`,
    [transfers.map(String)],
  );
  return new Set(rows.map((row) => BigInt(row.reversed_id)));
}

/** The first name of each of these sources that has several, by the name it is asked for under (INV-04). */
async function firstNamesOf(tx: Transaction, sources: readonly SourceRange[]): Promise<Map<string, string>> {
  if (sources.length === 0) return new Map();
  const rows = await tx.query<{ key: string; first: string }>(
    `select k.key, min(n.name collate "C") as first
       from (select distinct unnest($1::text[]) as key) k cross join lateral ledger.source_names(k.key) as n(name)
      group by k.key having count(*) > 1`,
    [sources.map(({ key }) => key)],
  );
  return new Map(rows.map(({ key, first }) => [key, first]));
}

/** What is used of these ranges, under whatever name: told by the name that is asked for. */
function overlapping(
  tx: Transaction,
  sources: readonly SourceRange[],
): Promise<{ source_key: string; from_unit: string; to_unit: string }[]> {
  return tx.query(
    `select distinct k.source_key, s.from_unit, s.to_unit
       from unnest($1::text[], $2::bigint[], $3::bigint[]) as k(source_key, from_unit, to_unit)
      cross join lateral ledger.source_names(k.source_key) as n(name)
       join ledger.source_range s on s.source_key = n.name and not s.released
        and int8range(s.from_unit, s.to_unit) && int8range(k.from_unit, greatest(k.to_unit, k.from_unit))`,
    [sources.map((s) => s.key), sources.map((s) => s.from.toString()), sources.map((s) => s.to.toString())],
  );
}
