import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';

/** What a kind of source was sold for in an interval; nobody is named. */
export interface PowerPrice {
  readonly startsAt: Date;
  readonly kind: string;
  readonly contractedWh: bigint;
  /** Sum of energy × price, for the average. */
  readonly weighted: bigint;
  readonly lowest: bigint;
  readonly highest: bigint;
  /** Null while readings are missing. */
  readonly deliveredWh: bigint | null;
}

/** The series of a China day, by interval and kind. */
export async function readPowerPrices(
  reader: Reader,
  page: PageRequest,
  { day, kind }: { readonly day: string; readonly kind?: string | undefined },
): Promise<Page<PowerPrice>> {
  const [since = '0', after = ''] = page.after ?? [];
  const rows = await reader.query<{
    starts_at: Date;
    kind: string;
    contracted: string;
    weighted: string;
    lowest: string;
    highest: string;
    delivered: string | null;
  }>(
    `select starts_at, kind, sum(energy_wh) as contracted, sum(energy_wh::numeric * price) as weighted, min(price) as lowest,
            max(price) as highest,
            case when count(*) = count(delivered_wh) then sum(delivered_wh) end as delivered
       from market.power_contract
      where starts_at >= ($1::date)::timestamp at time zone 'Asia/Shanghai'
        and starts_at < ($1::date + 1)::timestamp at time zone 'Asia/Shanghai'
        and ($2::text is null or kind = $2)
        and (starts_at, kind) > (to_timestamp($3::bigint), $4::text)
      group by starts_at, kind order by starts_at, kind limit $5`,
    [day, kind ?? null, since, after, page.limit + 1],
  );
  const found = toPage(rows, page.limit, (row) => [
    Math.trunc(row.starts_at.getTime() / 1000).toString(),
    row.kind,
  ]);
  return {
    ...found,
    items: found.items.map((row) => ({
      ...{ startsAt: row.starts_at, kind: row.kind, contractedWh: BigInt(row.contracted) },
      ...{ weighted: BigInt(row.weighted), lowest: BigInt(row.lowest), highest: BigInt(row.highest) },
      deliveredWh: row.delivered === null ? null : BigInt(row.delivered),
    })),
  };
}

export const SIDES = ['buyer', 'seller'] as const;
export type Side = (typeof SIDES)[number];

/** A line of a statement: what a side bought of, or sold from, a named source in an interval. */
export interface StatementLine {
  readonly id: string;
  readonly startsAt: Date;
  readonly assetNumber: string;
  readonly kind: string;
  readonly account: string;
  readonly contractedWh: bigint;
  readonly price: bigint;
  readonly deliveredWh: bigint | null;
  readonly dueFen: bigint | null;
  /** No reading came in time. */
  readonly unread: boolean;
  readonly settledAt: Date | null;
  readonly transactionId: bigint | null;
}

/** The contracts of some holders' accounts on a China day, on one side, in the order in which they were made. */
export async function readStatement(
  reader: Reader,
  holders: readonly string[] | null,
  page: PageRequest,
  { day, side }: { readonly day: string; readonly side: Side },
): Promise<Page<StatementLine>> {
  const account = side === 'buyer' ? 'c.buyer_funds' : 'c.seller_funds';
  const rows = await reader.query<{
    id: string;
    seq: string;
    starts_at: Date;
    asset_number: string;
    kind: string;
    account: string;
    energy_wh: string;
    price: string;
    delivered_wh: string | null;
    due_fen: string | null;
    unread: boolean;
    settled_at: Date | null;
    transaction_id: string | null;
  }>(
    `select c.id, c.seq, c.starts_at, c.asset_number, c.kind, ${account} as account, c.energy_wh, c.price, c.delivered_wh,
            c.due_fen, c.unread, c.settled_at, c.transaction_id
       from market.power_contract c join ledger.account h on h.number = ${account}
      where ($1::uuid[] is null or h.holder_id = any($1))
        and c.starts_at >= ($2::date)::timestamp at time zone 'Asia/Shanghai'
        and c.starts_at < ($2::date + 1)::timestamp at time zone 'Asia/Shanghai'
        and c.seq > coalesce($3::bigint, 0)
      order by c.seq limit $4`,
    [holders, day, page.after?.[0] ?? null, page.limit + 1],
  );
  const found = toPage(rows, page.limit, ({ seq }) => [seq]);
  const whole = (text: string | null) => (text === null ? null : BigInt(text));
  return {
    ...found,
    items: found.items.map((row) => ({
      ...{ id: row.id, startsAt: row.starts_at, assetNumber: row.asset_number, kind: row.kind },
      ...{ account: row.account, contractedWh: BigInt(row.energy_wh), price: BigInt(row.price) },
      ...{ deliveredWh: whole(row.delivered_wh), dueFen: whole(row.due_fen), unread: row.unread },
      ...{ settledAt: row.settled_at, transactionId: whole(row.transaction_id) },
    })),
  };
}
