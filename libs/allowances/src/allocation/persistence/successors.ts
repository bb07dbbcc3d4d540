import type { Reader } from '@carbon/database';

/** Who enterprises are now, after mergers (ETS-015); those that are there still are themselves. */
export async function currentHolders(
  reader: Reader,
  holderIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.query<{ id: string; current: string }>(
    `select id, allowances.successor_of(id) as current from identity.holder
      where id = any($1) and successor_id is not null`,
    [holderIds],
  );
  const merged = new Map(rows.map(({ id, current }) => [id, current]));
  return new Map(holderIds.map((id) => [id, merged.get(id) ?? id]));
}
