import type { Reader } from '@carbon/database';

/** The codes of holders by id: what answers name them by. */
export async function holderCodes(
  reader: Reader,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(ids.flatMap((id) => id ?? []))];
  if (asked.length === 0) return new Map();
  const rows = await reader.query<{ id: string; code: string }>(
    `select id, code from identity.holder where id = any($1::uuid[])`,
    [asked],
  );
  return new Map(rows.map(({ id, code }) => [id, code]));
}
