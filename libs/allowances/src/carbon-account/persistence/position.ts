import type { Reader } from '@carbon/database';

export interface Position {
  readonly heldT: bigint;
  readonly tradedT: bigint;
  readonly creditsHeldT: bigint;
  readonly certificatesHeld: bigint;
}

/**
 * What a holder has, all parts together. What it got from others is what it has and has used, less what was issued to it,
 * released to it by its province or borrowed: every other way of units stands in a table of this room.
 */
export async function readPosition(reader: Reader, holderId: string, market: string): Promise<Position> {
  const [row] = await reader.query<
    Record<'allowances' | 'credits' | 'certificates' | 'used' | 'issued', string>
  >(
    `with held as (
       select i.kind, i.scheme, sum(b.available + b.frozen + b.locked + b.pledged + b.judicial + b.pending) as units
         from ledger.account a join ledger.balance b on b.account_id = a.id
         join ledger.instrument i on i.id = b.instrument_id
        where a.holder_id = $1 group by i.kind, i.scheme)
     select coalesce((select units from held where kind = 'allowance' and scheme = 'ETS-' || $2), 0)::text as allowances,
            coalesce((select sum(units) from held where kind = 'credit' and scheme = 'CCER'), 0)::text as credits,
            coalesce((select sum(units) from held where kind = 'green-certificate'), 0)::text as certificates,
            (coalesce((select sum(allowances_t) from allowances.surrender
                        where payer_id = $1 and market = $2 and state = 'completed' and ground <> 'provincial'), 0)
             + coalesce((select sum(quantity) from allowances.cancellation
                          where holder_id = $1 and scheme = 'ETS-' || $2), 0))::text as used,
            (coalesce((select sum(case m.kind when 'issue' then m.quantity else -m.quantity end)
                         from allowances.allocation_movement m join ledger.account a on a.number = m.account
                        where m.market = $2 and a.holder_id = $1 and m.kind in ('issue', 'return')), 0)
             + coalesce((select -sum(quantity) from allowances.provincial_entry
                          where market = $2 and holder_id = $1 and kind = 'released'), 0)
             + coalesce((select sum(quantity) from allowances.borrowing
                          where market = $2 and holder_id = $1), 0))::text as issued`,
    [holderId, market],
  );
  const whole = (text: string | undefined) => BigInt(text ?? '0');
  const heldT = whole(row?.allowances);
  return {
    heldT,
    tradedT: heldT + whole(row?.used) - whole(row?.issued),
    creditsHeldT: whole(row?.credits),
    certificatesHeld: whole(row?.certificates),
  };
}
