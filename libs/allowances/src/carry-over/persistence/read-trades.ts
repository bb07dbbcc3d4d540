import type { Reader } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import type { TradeTotals } from '../domain/limit';

/** What tells a trade from other moves: the exchange names its trades, the market its kind of sale. */
const IS_TRADE = `(j.reference like 'trade:%' or j.reason like 'market:%')`;
/** Number of the kind in the journal. */
const TRANSFER = 2;

/** What holders sold to and bought from others, by trades of these instruments in a span of China days. */
export async function readTradesOf(
  reader: Reader,
  {
    instruments,
    from,
    to,
    holderIds,
  }: {
    readonly instruments: readonly string[];
    readonly from: ChinaDate;
    readonly to: ChinaDate;
    readonly holderIds: readonly string[] | undefined;
  },
): Promise<ReadonlyMap<string, TradeTotals>> {
  const rows = await reader.query<{ holder_id: string; sold: string; bought: string }>(
    `select t.holder_id, coalesce(sum(t.sold), 0)::text as sold, coalesce(sum(t.bought), 0)::text as bought
       from ledger.journal j
       join ledger.account d on d.id = j.debit_account
       join ledger.account c on c.id = j.credit_account and c.holder_id <> d.holder_id
       cross join lateral (values (d.holder_id, j.quantity, 0::bigint), (c.holder_id, 0::bigint, j.quantity))
         as t (holder_id, sold, bought)
      where j.kind = ${TRANSFER} and ${IS_TRADE}
        and j.instrument_id in (select id from ledger.instrument where code = any($1))
        and (j.business_time at time zone 'Asia/Shanghai')::date between $2 and $3
        and not exists (select from ledger.reversal r where r.reversed_id = j.id)
        and ($4::uuid[] is null or t.holder_id = any($4))
      group by t.holder_id`,
    [instruments, from, to, holderIds ?? null],
  );
  return new Map(
    rows.map(({ holder_id: id, sold, bought }) => [id, { soldT: BigInt(sold), boughtT: BigInt(bought) }]),
  );
}
