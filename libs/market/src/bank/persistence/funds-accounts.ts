import type { Reader } from '@carbon/database';

/** Whose open funds accounts these are, by number; others are missing. */
export async function holdersOfFunds(
  reader: Pick<Reader, 'query'>,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (numbers.length === 0) return new Map();
  const rows = await reader.query<{ number: string; holder_id: string }>(
    `select number, holder_id from ledger.account
      where number = any($1::text[]) and kind = 'funds' and state <> 'closed'`,
    [numbers],
  );
  return new Map(rows.map(({ number, holder_id }) => [number, holder_id]));
}
