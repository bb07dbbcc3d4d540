import type { Transaction } from '@carbon/database';

/** Units of a market's instruments that a holder has, in all its accounts and parts. */
export async function readHolding(tx: Transaction, holderId: string, market: string): Promise<bigint> {
  const [row] = await tx.query<{ held: string }>(
    `select coalesce(sum(b.available + b.frozen + b.locked + b.pledged + b.judicial + b.pending), 0)::text as held
       from ledger.balance b
       join ledger.account a on a.id = b.account_id
       join ledger.instrument i on i.id = b.instrument_id
       join market.tradable t on t.instrument = i.code
      where a.holder_id = $1 and t.market = $2`,
    [holderId, market],
  );
  return BigInt(row?.held ?? 0);
}
