import type { Reader } from '@carbon/database';

/** The first open holding account of each holder. */
export async function holdingAccounts(
  reader: Reader,
  holderIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.query<{ holder_id: string; number: string }>(
    `select distinct on (holder_id) holder_id, number from ledger.account
      where holder_id = any($1::uuid[]) and kind = 'holding' and state <> 'closed' order by holder_id, id`,
    [holderIds],
  );
  return new Map(rows.map(({ holder_id: id, number }) => [id, number]));
}

/** Accounts that their state lets give units; those of others count as set apart (REG-004). */
const MAY_GIVE = `(a.state in ('open', 'some-transactions-restricted') and not a.blocked)`;

export interface UnitsOfMember {
  readonly holderId: string;
  readonly account: string;
  readonly available: bigint;
  readonly setApart: bigint;
}

/** What holders have of an instrument, by account. */
export async function unitsOf(
  reader: Reader,
  instrument: string,
  holderIds: readonly string[],
): Promise<UnitsOfMember[]> {
  const rows = await reader.query<{
    holder_id: string;
    number: string;
    available: string;
    set_apart: string;
  }>(
    `select a.holder_id, a.number, case when ${MAY_GIVE} then b.available else 0 end::text as available,
            (case when ${MAY_GIVE} then 0 else b.available end + b.frozen + b.locked + b.pledged + b.judicial + b.pending)::text as set_apart
       from ledger.instrument i join ledger.balance b on b.instrument_id = i.id
       join ledger.account a on a.id = b.account_id
      where i.code = $1 and a.holder_id = any($2::uuid[]) order by a.holder_id, a.id`,
    [instrument, holderIds],
  );
  return rows.map((row) => ({
    ...{ holderId: row.holder_id, account: row.number },
    available: BigInt(row.available),
    setApart: BigInt(row.set_apart),
  }));
}
