import type { Reader, Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import type { TradeTotals } from '../domain/limit';

export interface TradeTotal extends TradeTotals {
  readonly holderId: string;
  readonly version: number;
  /** Null where this registry saw the deadlines itself. */
  readonly missedYears: readonly number[] | null;
}

/** What was told of trades, as it counts now, by holder id. */
export async function readTradeTotals(
  reader: Reader,
  market: string,
  holderIds: readonly string[] | undefined,
): Promise<ReadonlyMap<string, TradeTotal>> {
  const rows = await reader.query<{
    holder_id: string;
    version: number;
    sold_t: string;
    bought_t: string;
    missed_years: number[] | null;
  }>(
    `select holder_id, version, sold_t, bought_t, missed_years from allowances.trade_total_now
      where market = $1 and ($2::uuid[] is null or holder_id = any($2))`,
    [market, holderIds ?? null],
  );
  return new Map(
    rows.map(({ holder_id: holderId, version, sold_t, bought_t, missed_years: missedYears }) => [
      holderId,
      { holderId, version, soldT: BigInt(sold_t), boughtT: BigInt(bought_t), missedYears },
    ]),
  );
}

export interface EnteredTotals {
  readonly market: string;
  readonly rows: readonly (TradeTotals & {
    readonly holderId: string;
    readonly missedYears: readonly number[] | undefined;
  })[];
  readonly source: string;
  readonly documentHash: string | null;
  readonly taskId: string;
  readonly now: Date;
  readonly by: string;
  readonly approvedBy: string;
}

/** Writes totals down, each as the next version of its holder's; set-based. */
export async function insertTradeTotals(tx: Transaction, entered: EnteredTotals): Promise<void> {
  const { market, source, documentHash, taskId, now, by, approvedBy } = entered;
  const rows = entered.rows.map(({ holderId, soldT, boughtT, missedYears }) => ({
    ...{ id: newId(), holder_id: holderId, sold_t: soldT.toString(), bought_t: boughtT.toString() },
    missed_years: missedYears ?? null,
  }));
  await tx.query(
    `insert into allowances.trade_total (id, market, holder_id, version, sold_t, bought_t, missed_years, source,
       document_hash, task_id, recorded_at, recorded_by, approved_by)
     select r.id, $2, r.holder_id, coalesce(n.version, 0) + 1, r.sold_t, r.bought_t,
       case when jsonb_typeof(r.missed_years) = 'array'
         then array(select jsonb_array_elements_text(r.missed_years)::int) end,
       $3, $4, $5, $6, $7, $8
     from jsonb_to_recordset($1::jsonb)
       as r (id uuid, holder_id uuid, sold_t bigint, bought_t bigint, missed_years jsonb)
     left join allowances.trade_total_now n on n.market = $2 and n.holder_id = r.holder_id`,
    [JSON.stringify(rows), market, source, documentHash, taskId, now, by, approvedBy],
  );
}
