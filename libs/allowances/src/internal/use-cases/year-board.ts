import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { InternalYear } from '../persistence/internal-markets';

/** Where a member stands in a year of an internal market: what it got, has, emitted, and what was counted (S06). */
export interface BoardLine {
  readonly holderId: string;
  readonly holder: string;
  readonly allocatedT: bigint;
  readonly heldT: bigint;
  readonly measuredT: string;
  readonly months: number;
  readonly count:
    | {
        readonly dueT: bigint;
        readonly surrenderedT: bigint;
        readonly shortfallT: bigint;
        readonly surplusT: bigint;
        readonly rewardFen: bigint;
      }
    | undefined;
}

interface BoardRow {
  readonly holder_id: string;
  readonly code: string;
  readonly allocated: string;
  readonly held: string;
  readonly measured: string;
  readonly months: number;
  readonly due_t: string | null;
  readonly surrendered_t: string | null;
  readonly shortfall_t: string | null;
  readonly surplus_t: string | null;
  readonly reward_fen: string | null;
}

/** Members that were allocated units, by code; only these holders where ids are given. */
export async function readBoard(
  reader: Reader,
  { market, year, instrument }: InternalYear,
  holderIds: readonly string[] | null,
  page: PageRequest,
): Promise<Page<BoardLine>> {
  const rows = await reader.query<BoardRow>(
    `select a.holder_id, h.code, a.quantity_t as allocated,
            (select coalesce(sum(b.available + b.frozen + b.locked + b.pledged + b.judicial + b.pending), 0)
               from ledger.account o join ledger.balance b on b.account_id = o.id
               join ledger.instrument i on i.id = b.instrument_id
              where o.holder_id = a.holder_id and i.code = $3)::text as held,
            coalesce(m.tonnes, 0)::text as measured, coalesce(m.months, 0)::int as months,
            c.due_t, c.surrendered_t, c.shortfall_t, c.surplus_t, c.reward_fen
       from allowances.internal_allocation a join identity.holder h on h.id = a.holder_id
       left join lateral (
         select sum(n.tonnes) as tonnes, count(distinct n.month) as months from allowances.measured_now n
          where n.holder_id = a.holder_id and n.month like $2::text || '-%') m on true
       left join allowances.internal_count c using (market, year, holder_id)
      where a.market = $1 and a.year = $2::int and ($4::uuid[] is null or a.holder_id = any($4)) and h.code > $5
      order by h.code limit $6`,
    [market, String(year), instrument, holderIds, page.after?.[0] ?? '', page.limit + 1],
  );
  return toPage(rows.map(lineOf), page.limit, ({ holder }) => [holder]);
}

function lineOf(row: BoardRow): BoardLine {
  const counted = row.due_t !== null;
  const whole = (text: string | null) => BigInt(text ?? '0');
  return {
    ...{ holderId: row.holder_id, holder: row.code, measuredT: row.measured, months: row.months },
    allocatedT: BigInt(row.allocated),
    heldT: BigInt(row.held),
    count: counted
      ? {
          dueT: whole(row.due_t),
          surrenderedT: whole(row.surrendered_t),
          shortfallT: whole(row.shortfall_t),
          surplusT: whole(row.surplus_t),
          rewardFen: whole(row.reward_fen),
        }
      : undefined,
  };
}
