import type { Reader } from '@carbon/database';

export async function accountsOfOneHolder(reader: Reader, a: string, b: string): Promise<boolean> {
  const rows = await reader.query<{ holders: number }>(
    `select count(distinct holder_id)::int as holders from ledger.account where number in ($1, $2)`,
    [a, b],
  );
  return rows[0]?.holders === 1;
}
