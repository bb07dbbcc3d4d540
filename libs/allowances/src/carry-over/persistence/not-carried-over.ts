import type { Reader } from '@carbon/database';

/** Units of vintages that were not carried over: after the window they serve no obligation of 2025 or later (CAR-006). */
export interface NotCarriedOver {
  readonly holderId: string;
  readonly account: string;
  readonly instrument: string;
  /** Whole tonnes, those in pending applications left out. */
  readonly quantityT: bigint;
}

/** @param instruments the vintages that can be carried over */
export async function readNotCarriedOver(
  reader: Reader,
  instruments: readonly string[],
  holderIds: readonly string[] | undefined,
): Promise<NotCarriedOver[]> {
  const rows = await reader.query<Omit<NotCarriedOver, 'quantityT'> & { quantity: string }>(
    `select a.holder_id as "holderId", a.number as account, i.code as instrument,
       (b.available + b.frozen + b.locked + b.pledged + b.judicial)::text as quantity
       from ledger.instrument i join ledger.balance b on b.instrument_id = i.id
       join ledger.account a on a.id = b.account_id
      where i.code = any($1) and a.holder_id is not null and ($2::uuid[] is null or a.holder_id = any($2))
        and b.available + b.frozen + b.locked + b.pledged + b.judicial > 0
      order by a.holder_id, i.code, a.number`,
    [instruments, holderIds ?? null],
  );
  return rows.map(({ quantity, ...row }) => ({ ...row, quantityT: BigInt(quantity) }));
}
