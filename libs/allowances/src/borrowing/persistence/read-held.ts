import type { Reader } from '@carbon/database';
import { allowanceScheme } from '../../holdings/index';

/** What a holder has of each vintage of a market, in every part of its accounts; whole tonnes. */
export async function readHeld(
  reader: Reader,
  market: string,
  holderId: string,
): Promise<readonly { readonly instrument: string; readonly heldT: bigint }[]> {
  const rows = await reader.query<{ code: string; held: string }>(
    `select i.code,
       sum(b.available + b.frozen + b.locked + b.pledged + b.judicial + b.pending)::text as held
       from ledger.account a join ledger.balance b on b.account_id = a.id
       join ledger.instrument i on i.id = b.instrument_id
      where a.holder_id = $1 and i.kind = 'allowance' and i.scheme = $2
      group by i.code order by i.code`,
    [holderId, allowanceScheme(market)],
  );
  return rows.map(({ code, held }) => ({ instrument: code, heldT: BigInt(held) }));
}
