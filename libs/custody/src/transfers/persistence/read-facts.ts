import type { Transaction } from '@carbon/database';
import type { OrderFacts } from '../domain/order-checks';

export interface LookedUp extends OrderFacts {
  readonly scheme: string | null;
}

/** `pending` of ledger.part: where units of orders wait. */
const PENDING = 5;

/**
 * What the checks of REG-012 look at, read from accounts, balances and blocks for many orders at once, and from the
 * order's own row only its names: an order that was tampered with does not vouch for itself.
 */
export async function readFacts(tx: Transaction, ids: readonly string[]): Promise<Map<string, LookedUp>> {
  const rows = await tx.query<{
    id: string;
    scheme: string | null;
    sender: boolean;
    receiver: boolean;
    set_apart: string;
    quantity: string;
    serials_held: string | null;
  }>(
    `select o.id, i.scheme, f.id is not null as sender, t.id is not null as receiver, o.quantity,
            coalesce(b.pending, 0) as set_apart,
            case when i.serialised then
              (select coalesce(sum(least(k.last_serial, s.last) - greatest(k.first_serial, s.first) + 1), 0)::bigint
                 from (select split_part(each, '-', 1)::bigint as first, split_part(each, '-', 2)::bigint as last
                         from unnest(o.serials) as each) s
                 join ledger.block k on k.account_id = f.id and k.instrument_id = i.id and k.part = ${PENDING}
                  and k.first_serial <= s.last and k.last_serial >= s.first)
            end as serials_held
       from custody.transfer_order o
       left join ledger.account f on f.number = o.from_account and f.holder_id is not null
       left join ledger.account t on t.number = o.to_account and t.holder_id is not null
       left join ledger.instrument i on i.code = o.instrument
       left join ledger.balance b on b.account_id = f.id and b.instrument_id = i.id
      where o.id = any($1)`,
    [ids],
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        scheme: row.scheme,
        senderExists: row.sender,
        receiverExists: row.receiver,
        setApart: BigInt(row.set_apart),
        quantity: BigInt(row.quantity),
        serialsHeld: row.serials_held === null ? null : BigInt(row.serials_held),
      },
    ]),
  );
}
