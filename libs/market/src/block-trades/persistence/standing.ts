import type { Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';

/** What an account has of an instrument, and what of it was bought too lately to be sold (TRD-010). */
export interface Standing {
  readonly available: bigint;
  readonly boughtLately: bigint;
}

/** @param since the first day whose purchases may not be sold yet; undefined where there is none */
export async function readStanding(
  tx: Transaction,
  of: { readonly account: string; readonly tradingAccount: string; readonly instrument: string },
  since: ChinaDate | undefined,
): Promise<Standing> {
  const [row] = await tx.query<{ available: string; bought: string }>(
    `select coalesce((select b.available from ledger.balance b
                        join ledger.account a on a.id = b.account_id
                        join ledger.instrument i on i.id = b.instrument_id
                       where a.number = $1 and i.code = $3), 0)::text as available,
            coalesce((select sum(p.bought) from market.day_position p
                       where p.trading_account = $2 and p.instrument = $3 and p.day >= $4::date), 0)::text as bought`,
    [of.account, of.tradingAccount, of.instrument, since ?? null],
  );
  return { available: BigInt(row?.available ?? 0), boughtLately: BigInt(row?.bought ?? 0) };
}
